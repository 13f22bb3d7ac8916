package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Proposal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * That a number of the catalogue be another one. One person proposes it, another approves it; from its day on, and never before the
 * approval, it counts. Each is an entry of the ledger. What nobody approves lapses by the time alone.
 */
@Component
public class ParameterChanges {

    static final String PROPOSED = "parameter.proposed";
    static final String APPROVED = "parameter.approved";
    static final String REFUSED = "parameter.refused";

    private final ParameterStore store;
    private final ParameterBounds bounds;
    private final Ledger ledger;
    private final Decisions decisions;
    private final Clock clock;

    ParameterChanges(ParameterStore store, ParameterBounds bounds, Ledger ledger, Decisions decisions, Clock clock) {
        this.store = store;
        this.bounds = bounds;
        this.ledger = ledger;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Answers the entry by which the proposal is known. */
    @Transactional
    public long propose(ParameterProposal said, Actor by) {
        by.person();
        ledger.lock();
        Instant now = clock.instant();
        store.undecided(said.profile(), said.parameter())
                .filter(other -> other.waits(now))
                .ifPresent(other -> {
                    throw new InvalidRequest("Another value of it is proposed already, by entry " + other.entry()
                            + ": that is approved or refused first.");
                });
        Map<String, Object> detail = said.detail(bounds.check(said, now));
        detail.put(Proposal.WAITS_DAYS, Proposal.WAITS);
        Decision decision = decisions.make(by, PROPOSED, said.name(), detail);
        store.propose(decision);
        return decision.index();
    }

    /** Somebody else than the one who proposed it says so. */
    @Transactional
    public void approve(long proposal, String comment, Actor by) {
        UUID person = by.person();
        ledger.lock();
        ParameterChange held = waiting(proposal);
        held.checkApprover(person, "proposed");
        bounds.checkAgain(held, clock.instant());
        redo(decide(held, APPROVED, comment, by));
    }

    /** One person is enough to say no, or to take back what they proposed. */
    @Transactional
    public void refuse(long proposal, String comment, Actor by) {
        by.person();
        ledger.lock();
        ParameterChange held = waiting(proposal);
        Proposal.checkRefusal(comment);
        redo(decide(held, REFUSED, comment, by));
    }

    /** What the decisions come to, now and whenever all is made anew from the ledger. */
    void redo(Decision decision) {
        if (decision.kind().equals(PROPOSED)) {
            store.propose(decision);
        } else {
            store.decide(decision, decision.kind().equals(APPROVED));
        }
    }

    private Decision decide(ParameterChange held, String kind, String comment, Actor by) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("proposal", held.entry());
        detail.put("profile", held.profile());
        detail.put("parameter", held.parameter());
        detail.put("value", held.value());
        detail.put("from", held.from().toString());
        detail.put("comment", Proposal.comment(comment));
        return decisions.make(by, kind, held.profile() + " " + held.parameter(), detail);
    }

    private ParameterChange waiting(long proposal) {
        ParameterChange held = store.find(proposal).orElseThrow(() -> new NotFound("proposal"));
        held.checkWaits(clock.instant(), "propose it again");
        return held;
    }
}
