package io.exhibit.estate;

import io.exhibit.intake.Turn;
import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets the targets of scans follow the labels of workloads. Scans and snapshots are read side by side, so that neither may look at the
 * other: a turn of its own, an entry of the ledger, says when labels count for targets, and only when they move one.
 */
@Component
public class LabelTurns {

    static final String FOLLOWED = "labels.followed";

    private static final Logger LOG = LoggerFactory.getLogger(LabelTurns.class);

    /** A turn keeps others waiting while it waits itself: not to be tried again at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Targets targets;
    private final RegisterChanges changes;
    private final Turn turn;
    private final Decisions decisions;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private volatile long notBefore = System.nanoTime();
    private volatile Known looked = new Known(-1, -1);

    LabelTurns(
            Targets targets,
            RegisterChanges changes,
            Turn turn,
            Decisions decisions,
            TransactionOperations transaction,
            JdbcClient jdbc) {
        this.targets = targets;
        this.changes = changes;
        this.turn = turn;
        this.decisions = decisions;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /** The last snapshot that changed something, and how many targets there are: while both stay, labels move nothing. */
    private record Known(long snapshot, long targets) {}

    @Scheduled(fixedDelayString = "${exhibit.labels.look:PT15S}")
    void look() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            Known known = known();
            if (!known.equals(looked)) {
                follow();
                looked = known;
            }
        } catch (Refusal busy) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            LOG.info("Targets follow the labels of workloads in a minute: {}", busy.detail());
        } catch (RuntimeException failed) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            if (Passing.isPassing(failed)) {
                LOG.info("Targets follow the labels of workloads in a minute", failed);
            } else {
                LOG.error("Targets could not follow the labels of workloads; it is tried again in a minute", failed);
            }
        }
    }

    private Known known() {
        return jdbc.sql("""
                SELECT coalesce((SELECT max(s.entry_index) FROM estate.snapshot s
                                  WHERE s.opened + s.closed + s.extended + s.relabelled > 0), 0) AS snapshot,
                       (SELECT count(*) FROM estate.target) AS targets
                """).query(Known.class).single();
    }

    /** Takes a turn if labels move something. */
    public void follow() {
        if (targets.otherByLabel().isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            turn.take();
            // Another replica may have been quicker, and what came before the turn may have moved others.
            List<UUID> moving = targets.otherByLabel();
            if (!moving.isEmpty()) {
                changes.followLabels(
                        decisions.make(Actor.SYSTEM, FOLLOWED, "targets", Map.of("targets", moving.size())));
            }
        });
    }
}
