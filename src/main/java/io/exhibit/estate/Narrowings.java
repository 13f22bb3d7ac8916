package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Proposal;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * That a system count for less than it does: in less scope, or less exposed. One person proposes it, another approves; until then the
 * wider scope counts. Each is an entry of the ledger. What nobody approves lapses by the time alone.
 */
@Component
public class Narrowings {

    static final String PROPOSED = "narrowing.proposed";
    static final String APPROVED = "narrowing.approved";
    static final String REFUSED = "narrowing.refused";

    private final NarrowingStore store;
    private final Systems systems;
    private final RegisterChanges changes;
    private final Decisions decisions;
    private final Turn turn;
    private final Clock clock;

    Narrowings(
            NarrowingStore store,
            Systems systems,
            RegisterChanges changes,
            Decisions decisions,
            Turn turn,
            Clock clock) {
        this.store = store;
        this.systems = systems;
        this.changes = changes;
        this.decisions = decisions;
        this.turn = turn;
        this.clock = clock;
    }

    /** Refused without a reason, by nobody, and while another waits. */
    void check(String code, Less less, Actor by) {
        less.checkReason();
        by.person();
        store.waiting(code).filter(other -> other.waits(clock.instant())).ifPresent(other -> {
            throw new InvalidRequest("That the system count for less is proposed already, by entry " + other.entry()
                    + ": it is approved or refused first.");
        });
    }

    /** In the caller's turn and transaction. Answers the entry by which it is known. */
    long propose(String code, Less less, Actor by) {
        Map<String, Object> detail = less.detail(code);
        detail.put(Proposal.WAITS_DAYS, Proposal.WAITS);
        Decision decision = decisions.make(by, PROPOSED, code, detail);
        store.propose(decision);
        return decision.index();
    }

    /** From then on the system counts for less; somebody else than the one who proposed it says so, and confirms its scope by that. */
    @Transactional
    public void approve(String code, long proposal, String comment, Actor by) {
        UUID person = by.person();
        turn.take();
        Narrowing held = waiting(code, proposal);
        held.checkApprover(person, "proposed");
        Less.Step exposure = held.less().exposure();
        if (exposure != null && systems.findByCode(held.system()).orElseThrow().exposure() != exposure.from()) {
            throw new InvalidRequest(
                    "What the system is exposed to was stated anew since: refuse it, and propose it again.");
        }
        redo(decide(held, APPROVED, comment, by));
    }

    /** One person is enough to say no, or to take back what they proposed. */
    @Transactional
    public void refuse(String code, long proposal, String comment, Actor by) {
        by.person();
        turn.take();
        Narrowing held = waiting(code, proposal);
        Proposal.checkRefusal(comment);
        redo(decide(held, REFUSED, comment, by));
    }

    /** What the decisions come to, now and whenever all is made anew from the ledger. */
    void redo(Decision decision) {
        switch (decision.kind()) {
            case PROPOSED -> store.propose(decision);
            case APPROVED -> {
                store.decide(decision, true);
                changes.narrow(decision);
            }
            default -> store.decide(decision, false);
        }
    }

    private Decision decide(Narrowing held, String kind, String comment, Actor by) {
        Map<String, Object> detail = held.less().detail(held.system());
        detail.put("proposal", held.entry());
        detail.put("comment", Proposal.comment(comment));
        return decisions.make(by, kind, held.system(), detail);
    }

    private Narrowing waiting(String code, long proposal) {
        Narrowing held = store.find(proposal)
                .filter(found -> found.system().equals(code))
                .orElseThrow(() -> new NotFound("proposal"));
        held.checkWaits(clock.instant(), "propose it again");
        return held;
    }
}
