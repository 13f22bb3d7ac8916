package io.exhibit.findings;

import io.exhibit.intake.Redo;
import io.exhibit.intake.Turn;
import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decision;
import io.exhibit.ledger.Decisions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives loads of reference data their turn in the ranking: behind the request that brought them, as an entry of the ledger of its own, from
 * which it is done again. Whatever was loaded until then has its turn at once.
 */
@Component
public class ReferenceTurns implements Redo {

    static final String RANKED = "reference.ranked";

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceTurns.class);

    /** A turn keeps others waiting while it waits itself: not to be tried again at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Turn turn;
    private final Decisions decisions;
    private final Reranking reranking;
    private final TransactionOperations transaction;
    private volatile long notBefore = System.nanoTime();

    ReferenceTurns(
            JdbcClient jdbc, Turn turn, Decisions decisions, Reranking reranking, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.turn = turn;
        this.decisions = decisions;
        this.reranking = reranking;
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
            LOG.debug("The turn of what was loaded has to wait", busy);
        } catch (RuntimeException failed) {
            if (!Passing.isPassing(failed)) {
                LOG.error("Findings could not be ranked by what was loaded; it is tried again", failed);
            }
            notBefore = System.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Ranks by all that was loaded, if anything was whose turn has not come. */
    public void follow() {
        if (waiting().isPresent()) {
            transaction.executeWithoutResult(status -> {
                turn.take();
                // Another replica may have been quicker.
                waiting()
                        .ifPresent(load -> redo(
                                decisions.make(Actor.SYSTEM, RANKED, "by ledger entry " + load, Map.of("load", load))));
            });
        }
    }

    private Optional<Long> waiting() {
        return jdbc.sql("""
                SELECT max(l.entry_index)
                  FROM findings.reference_load l
                HAVING max(l.entry_index) > coalesce((SELECT max(t.load) FROM findings.reference_turn t), -1)
                """).query(Long.class).optional();
    }

    @Override
    public Set<String> kinds() {
        return Set.of(RANKED);
    }

    @Override
    public void redo(Decision decision) {
        reranking.follow(decision);
    }
}
