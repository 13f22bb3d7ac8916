package io.exhibit.estate;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decisions about vendors, done again. */
@Component
class VendorRedo implements Redo {

    private final VendorChanges changes;
    private final VendorDocuments documents;

    VendorRedo(VendorChanges changes, VendorDocuments documents) {
        this.changes = changes;
        this.documents = documents;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(VendorChanges.VENDOR, VendorChanges.ORIGIN, VendorDocuments.FILED);
    }

    @Override
    public void redo(Decision decision) {
        if (decision.kind().equals(VendorChanges.VENDOR)) {
            changes.enter(decision);
        } else if (decision.kind().equals(VendorDocuments.FILED)) {
            documents.keep(decision);
        } else if (decision.detail().get("change").asString().equals("added")) {
            changes.addRule(decision);
        } else {
            changes.removeRule(decision);
        }
    }
}
