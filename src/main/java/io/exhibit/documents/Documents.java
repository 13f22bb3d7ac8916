package io.exhibit.documents;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The documents that controls ask people for. One person files a version, another approves it; each is an entry of the ledger, and what is
 * filed is an original of it.
 */
@Component
public class Documents {

    static final String FILED = "document.filed";
    static final String APPROVED = "document.approved";
    static final String WITHDRAWN = "document.withdrawn";

    private static final int LONGEST = 1000;

    private final DocumentStore store;
    private final Ledger ledger;
    private final Originals originals;
    private final Decisions decisions;

    Documents(DocumentStore store, Ledger ledger, Originals originals, Decisions decisions) {
        this.store = store;
        this.ledger = ledger;
        this.originals = originals;
        this.decisions = decisions;
    }

    /** Files a version; what it replaces is one about the same that nothing has replaced yet. The ledger entry's index. */
    @Transactional
    public long file(Filing said, Spool bytes, Actor by) throws IOException {
        by.person();
        if (bytes.size() == 0) {
            throw new InvalidRequest("The file is empty.");
        }
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(bytes);
        ledger.lock();
        checkReplaced(said);
        originals.storeHeads(List.of(bytes));
        Decision decision = decisions.make(
                new Draft(FILED, by, said.detail(bytes.sha256(), bytes.size()), bytes.sha256(), bytes.size(), 1),
                said.title());
        store.file(decision);
        return decision.index();
    }

    /** From then on the version counts; somebody else than the one who filed it says so. */
    @Transactional
    public void approve(long entry, Actor by) {
        UUID person = by.person();
        ledger.lock();
        Document document = held(entry);
        if (document.approved() != null) {
            throw new InvalidRequest("It is approved already.");
        }
        if (person.equals(document.filed().id())) {
            throw new InvalidRequest("Somebody else than the one who filed a document approves it.");
        }
        store.approve(decisions.make(by, APPROVED, document.said().title(), about(document)));
    }

    /** The document is not needed any more, with all its versions; what it was good for until then stays. */
    @Transactional
    public void withdraw(long entry, String reason, Actor by) {
        by.person();
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new InvalidRequest("Say why, in at most " + LONGEST + " characters.");
        }
        ledger.lock();
        Document document = held(entry);
        Map<String, Object> detail = about(document);
        detail.put("reason", reason.strip());
        store.withdraw(decisions.make(by, WITHDRAWN, document.said().title(), detail));
    }

    /** The same decision once more, when all is made anew from the ledger. */
    void redo(Decision decision) {
        switch (decision.kind()) {
            case FILED -> store.file(decision);
            case APPROVED -> store.approve(decision);
            default -> store.withdraw(decision);
        }
    }

    private void checkReplaced(Filing said) {
        Long replaces = said.replaces();
        if (replaces != null
                && store.find(replaces)
                        .filter(Document::isCurrent)
                        .filter(one -> one.said().topic() == said.topic())
                        .isEmpty()) {
            throw new InvalidRequest(
                    "It replaces a document about the same that nothing has replaced yet. Look at the list again.");
        }
    }

    private Document held(long entry) {
        Document document = store.find(entry).orElseThrow(() -> new NotFound("document"));
        if (!document.isCurrent()) {
            throw new InvalidRequest("It was replaced or withdrawn meanwhile. Look at the list again.");
        }
        return document;
    }

    private static Map<String, Object> about(Document document) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("document", document.entry());
        detail.put("sha256", document.sha256());
        return detail;
    }
}
