package io.exhibit.documents;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about documents, done again. */
@Component
class DocumentRedo implements Redo {

    private final Documents documents;

    DocumentRedo(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Documents.FILED, Documents.APPROVED, Documents.WITHDRAWN);
    }

    @Override
    public void redo(Decision decision) {
        documents.redo(decision);
    }
}
