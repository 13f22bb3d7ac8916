package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Proposal;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bank's own frameworks, and which checks are mapped to their controls. One person files a version as a file, another approves it; from
 * its day on, and never before the approval, controls are judged by it. Each is an entry of the ledger, and the file is an original of it.
 */
@Component
public class FrameworkVersions {

    static final String FILED = "framework.filed";
    static final String APPROVED = "framework.approved";
    static final String REFUSED = "framework.refused";

    private final FrameworkStore store;
    private final FrameworkSoundness soundness;
    private final Ledger ledger;
    private final Originals originals;
    private final Decisions decisions;
    private final Clock clock;

    FrameworkVersions(
            FrameworkStore store,
            FrameworkSoundness soundness,
            Ledger ledger,
            Originals originals,
            Decisions decisions,
            Clock clock) {
        this.store = store;
        this.soundness = soundness;
        this.ledger = ledger;
        this.originals = originals;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Files a version; the ledger entry's index. */
    @Transactional
    public long file(FrameworkFiling said, Spool bytes, Actor by) throws IOException {
        by.person();
        byte[] content;
        try (InputStream in = bytes.open()) {
            content = in.readAllBytes();
        }
        originals.storeParts(bytes);
        ledger.lock();
        Framework framework = soundness.read(content, said, clock.instant());
        store.all().stream()
                .filter(other -> other.framework().equals(framework.id().text()) && other.waits(clock.instant()))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidRequest("Another version of it waits already, entry " + other.entry()
                            + ": that is approved or refused first.");
                });
        originals.storeHeads(List.of(bytes));
        Map<String, Object> detail = said.detail(framework, FrameworkDocument.Format.of(content));
        detail.put(Proposal.WAITS_DAYS, Proposal.WAITS);
        detail.put("sha256", bytes.sha256().hex());
        detail.put("size", bytes.size());
        Decision decision = decisions.make(
                new Draft(FILED, by, detail, bytes.sha256(), bytes.size(), 1),
                framework.id().text());
        store.file(decision);
        return decision.index();
    }

    /** Somebody else than the one who filed it says so. */
    @Transactional
    public void approve(long entry, String comment, Actor by) {
        UUID person = by.person();
        ledger.lock();
        FrameworkVersion held = waiting(entry);
        held.checkApprover(person, "filed");
        redo(decide(held, APPROVED, comment, by));
    }

    /** One person is enough to say no, or to take back what they filed. */
    @Transactional
    public void refuse(long entry, String comment, Actor by) {
        by.person();
        ledger.lock();
        FrameworkVersion held = waiting(entry);
        Proposal.checkRefusal(comment);
        redo(decide(held, REFUSED, comment, by));
    }

    /** What the decisions come to, now and whenever all is made anew from the ledger. */
    void redo(Decision decision) {
        if (decision.kind().equals(FILED)) {
            store.file(decision);
        } else {
            store.decide(decision, decision.kind().equals(APPROVED));
        }
    }

    private Decision decide(FrameworkVersion held, String kind, String comment, Actor by) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("filed", held.entry());
        detail.put("framework", held.framework());
        detail.put("version", held.version());
        detail.put("sha256", held.sha256().hex());
        detail.put("comment", Proposal.comment(comment));
        return decisions.make(by, kind, held.framework(), detail);
    }

    private FrameworkVersion waiting(long entry) {
        FrameworkVersion held = store.find(entry).orElseThrow(() -> new NotFound("version of a framework"));
        held.checkWaits(clock.instant(), "file it again");
        return held;
    }
}
