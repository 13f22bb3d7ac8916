package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.intake.Turn;
import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets ranks and deadlines follow what changed without a scan: what was loaded, the method and the deadlines that were approved, the
 * lowerings that people approved and that ended, the dates of fixes that makers state. Each comes behind the request that brought it, as
 * an entry of the ledger of its own, from which it is done again.
 */
@Component
public class RankTurns implements Redo {

    static final String BY_LOADS = "reference.ranked";
    static final String BY_METHOD = "method.ranked";
    static final String BY_DEADLINES = "deadlines.decided";
    static final String LOWERED = "rank.lowered";
    static final String RESTORED = "rank.restored";
    static final String ADVISED = "fixes.dated";

    private static final Logger LOG = LoggerFactory.getLogger(RankTurns.class);

    /** A turn keeps others waiting while it waits itself: not to be tried again at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final RanksBehind behind;
    private final Turn turn;
    private final Decisions decisions;
    private final Lowerings lowerings;
    private final Reranking reranking;
    private final DeadlineTurns deadlines;
    private final TransactionOperations transaction;
    private volatile long notBefore = System.nanoTime();

    RankTurns(
            RanksBehind behind,
            Turn turn,
            Decisions decisions,
            Lowerings lowerings,
            Reranking reranking,
            DeadlineTurns deadlines,
            TransactionOperations transaction) {
        this.behind = behind;
        this.turn = turn;
        this.decisions = decisions;
        this.lowerings = lowerings;
        this.reranking = reranking;
        this.deadlines = deadlines;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${exhibit.reference.look:PT2S}")
    void look() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            follow();
        } catch (Refusal busy) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            LOG.info("The next turn in the ranking waits for a minute: {}", busy.detail());
        } catch (RuntimeException failed) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            if (Passing.isPassing(failed)) {
                LOG.info("The next turn in the ranking waits for a minute", failed);
            } else {
                LOG.error("Findings could not be ranked again; it is tried again in a minute", failed);
            }
        }
    }

    /** Ranks by all that waits, one turn after the other. */
    public void follow() {
        while (behind.next().isPresent()) {
            transaction.executeWithoutResult(status -> {
                turn.take();
                // Another replica may have been quicker.
                behind.next()
                        .ifPresent(
                                next -> redo(decisions.make(Actor.SYSTEM, next.kind(), next.object(), next.detail())));
            });
        }
    }

    @Override
    public Set<String> kinds() {
        return Set.of(BY_LOADS, BY_METHOD, BY_DEADLINES, LOWERED, RESTORED, ADVISED);
    }

    @Override
    public void redo(Decision decision) {
        switch (decision.kind()) {
            case BY_LOADS -> reranking.followLoads(decision);
            case BY_METHOD -> reranking.followMethod(decision);
            case BY_DEADLINES, ADVISED -> deadlines.follow(decision);
            case LOWERED -> reranking.followLowering(lowerings.begin(decision), decision.recordedAt());
            default -> reranking.followLowering(lowerings.end(decision), decision.recordedAt());
        }
    }
}
