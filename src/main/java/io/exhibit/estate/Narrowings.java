package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    /** Days that a proposal waits. An entry says those that count for it; the first did not, and waited as long. */
    static final int WAITS = 30;

    private static final String WAITS_DAYS = "waitsDays";
    private static final int LONGEST = 2000;

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

    /** When a proposal lapses that nobody decides about. */
    static Instant lapsesAt(Decision proposal) {
        return proposal.recordedAt()
                .plus(Duration.ofDays(proposal.detail().path(WAITS_DAYS).asInt(WAITS)));
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
        detail.put(WAITS_DAYS, WAITS);
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
        if (person.equals(held.proposed().id())) {
            throw new InvalidRequest("Somebody else than the one who proposed it approves it.");
        }
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
        if (comment.isBlank()) {
            throw new InvalidRequest("Say why it is refused.");
        }
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
        if (comment.length() > LONGEST) {
            throw new InvalidRequest("Say it in at most " + LONGEST + " characters.");
        }
        Map<String, Object> detail = held.less().detail(held.system());
        detail.put("proposal", held.entry());
        detail.put("comment", comment.strip());
        return decisions.make(by, kind, held.system(), detail);
    }

    private Narrowing waiting(String code, long proposal) {
        Narrowing held = store.find(proposal)
                .filter(found -> found.system().equals(code))
                .orElseThrow(() -> new NotFound("proposal"));
        if (held.decided() != null) {
            throw new InvalidRequest("It was " + held.decided().words() + " already.");
        }
        if (!held.waits(clock.instant())) {
            throw new InvalidRequest("It lapsed on " + Written.day(held.lapsesAt())
                    + ", since nobody had approved it: propose it again.");
        }
        return held;
    }
}
