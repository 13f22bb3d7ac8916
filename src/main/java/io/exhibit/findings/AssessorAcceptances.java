package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * That an assessor accepted a compensating control: recorded by a compliance officer who did not ask for the exception, with the
 * assessor's letter or worksheet as an original of the ledger. It counts from when it is recorded, whatever day it bears.
 */
@Component
public class AssessorAcceptances {

    static final String ACCEPTED = "exception.accepted-by-assessor";
    static final String TAKEN_BACK = "exception.acceptance-taken-back";

    private final AcceptanceStore store;
    private final ExceptionChecks checks;
    private final Originals originals;
    private final Decisions decisions;
    private final Ledger ledger;
    private final Clock clock;

    AssessorAcceptances(
            AcceptanceStore store,
            ExceptionChecks checks,
            Originals originals,
            Decisions decisions,
            Ledger ledger,
            Clock clock) {
        this.store = store;
        this.checks = checks;
        this.originals = originals;
        this.decisions = decisions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Records it with its letter; the ledger entry's index. */
    @Transactional
    public long record(UUID exception, AcceptanceEntry said, Spool letter, Signatory by) throws IOException {
        by.checkApproves();
        if (letter.size() == 0) {
            throw new InvalidRequest("The file is empty.");
        }
        // First what takes longest: others wait for the ledger from then on.
        originals.storeParts(letter);
        ledger.lock();
        AcceptanceStore.Term term = store.term(exception, said.term(), clock.instant());
        refuse(term, by);
        said.checkDay(term.requestedAt(), clock.instant());
        originals.storeHeads(List.of(letter));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("request", term.request());
        detail.put("term", said.term());
        detail.put("assessor", said.assessor());
        detail.put("company", said.company());
        detail.put("acceptedOn", said.acceptedOn().toString());
        detail.put("fileName", said.fileName());
        detail.put("sha256", letter.sha256().hex());
        detail.put("size", letter.size());
        detail.put("role", by.role().name());
        Decision decision = decisions.make(
                new Draft(ACCEPTED, by.actor(), detail, letter.sha256(), letter.size(), 1),
                "exception " + term.request());
        store.keep(decision);
        return decision.index();
    }

    private void refuse(AcceptanceStore.Term term, Signatory by) {
        if (!checks.kind(term.kind()).worksheet()) {
            throw new InvalidRequest("Assessors accept compensating controls, no other kind of exception.");
        }
        if (term.requestedBy().equals(by.id())) {
            throw new InvalidRequest("Who asked for an exception does not record that it was accepted.");
        }
        if (!term.withWorksheet()) {
            throw new InvalidRequest(
                    "It was asked for without a worksheet, so there is nothing to accept: ask for more time, with one.");
        }
        if (term.over()) {
            throw new InvalidRequest("It is over, or was rejected: nothing of it can be accepted any more.");
        }
        if (term.standing() != null) {
            throw new InvalidRequest("An acceptance stands already, entry " + term.standing() + ".");
        }
    }

    /** From now on it does not count any more. */
    @Transactional
    public void takeBack(UUID exception, long entry, String reason, Signatory by) {
        by.checkApproves();
        if (reason.isBlank()) {
            throw new InvalidRequest("Say why.");
        }
        ledger.lock();
        Acceptance held = store.one(exception, entry, clock.instant()).orElseThrow(() -> new NotFound("acceptance"));
        if (!held.stands()) {
            throw new InvalidRequest("It was taken back already.");
        }
        AcceptanceStore.Term term = store.term(exception, held.term(), clock.instant());
        store.takeBack(decisions.make(
                by.actor(),
                TAKEN_BACK,
                "exception " + term.request(),
                Map.of(
                        "request",
                        term.request(),
                        "acceptance",
                        entry,
                        "role",
                        by.role().name(),
                        "reason",
                        reason)));
    }
}
