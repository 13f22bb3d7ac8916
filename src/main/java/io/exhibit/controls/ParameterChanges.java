package io.exhibit.controls;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
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

    /** Days that a proposal waits; each entry says those that count for it. */
    static final int WAITS = 30;

    static final String WAITS_DAYS = "waitsDays";
    private static final int LONGEST = 2000;

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

    /** When a proposal lapses that nobody decides about. */
    static Instant lapsesAt(Decision proposal) {
        return proposal.recordedAt()
                .plus(Duration.ofDays(proposal.detail().get(WAITS_DAYS).asInt()));
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
        detail.put(WAITS_DAYS, WAITS);
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
        if (person.equals(held.proposed().id())) {
            throw new InvalidRequest("Somebody else than the one who proposed it approves it.");
        }
        bounds.checkAgain(held, clock.instant());
        redo(decide(held, APPROVED, comment, by));
    }

    /** One person is enough to say no, or to take back what they proposed. */
    @Transactional
    public void refuse(long proposal, String comment, Actor by) {
        by.person();
        ledger.lock();
        ParameterChange held = waiting(proposal);
        if (comment.isBlank()) {
            throw new InvalidRequest("Say why it is refused.");
        }
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
        if (comment.length() > LONGEST) {
            throw new InvalidRequest("Say it in at most " + LONGEST + " characters.");
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("proposal", held.entry());
        detail.put("profile", held.profile());
        detail.put("parameter", held.parameter());
        detail.put("value", held.value());
        detail.put("from", held.from().toString());
        detail.put("comment", comment.strip());
        return decisions.make(by, kind, held.profile() + " " + held.parameter(), detail);
    }

    private ParameterChange waiting(long proposal) {
        ParameterChange held = store.find(proposal).orElseThrow(() -> new NotFound("proposal"));
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
