package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Enters in the ledger that an anchor has stopped coming, and that it comes again; once each, however many replicas look. */
@Component
class AnchorStates {

    private static final Logger LOG = LoggerFactory.getLogger(AnchorStates.class);

    private final Settings settings;
    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionOperations transaction;
    private final Instant start;

    AnchorStates(Settings settings, Ledger ledger, JdbcClient jdbc, Clock clock, TransactionOperations transaction) {
        this.settings = settings;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.start = clock.instant();
    }

    /** Patience: how long an anchor may be due before that is an entry; again: how long after a failure it is asked again. */
    @ConfigurationProperties("exhibit.anchor")
    record Settings(
            @DefaultValue("PT15M") Duration patience,
            @DefaultValue("PT1M") Duration again) {}

    /** Since when an anchor comes or does not, and why. */
    record State(boolean works, String reason, Instant since) {}

    Optional<State> of(Anchor anchor) {
        return jdbc.sql("""
                SELECT works, reason, since FROM ledger.anchor_state WHERE anchor = :anchor ORDER BY entry_index DESC LIMIT 1
                """)
                .param("anchor", anchor.name())
                .query((row, n) ->
                        new State(row.getBoolean("works"), row.getString("reason"), Columns.at(row, "since")))
                .optional();
    }

    /** Reason: why it did not come, as far as this process knows. */
    void settle(Anchor anchor, String reason) {
        if (isChanged(anchor)) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("SET LOCAL lock_timeout = '5s'").update();
                ledger.lock();
                if (isChanged(anchor)) {
                    enter(anchor, reason);
                }
            });
        }
    }

    private boolean isChanged(Anchor anchor) {
        Optional<State> last = of(anchor);
        return isFailing(last) ? hasCome(anchor, last.get()) : isOverdue(anchor);
    }

    private static boolean isFailing(Optional<State> last) {
        return last.isPresent() && !last.get().works();
    }

    private static boolean hasCome(Anchor anchor, State failing) {
        return anchor.last()
                .filter(last -> last.kept().isAfter(failing.since()))
                .isPresent();
    }

    /** A start is not blamed for what was due while nothing ran. */
    private boolean isOverdue(Anchor anchor) {
        Instant latest = clock.instant().minus(settings.patience());
        return start.isBefore(latest)
                && anchor.dueSince().filter(due -> due.isBefore(latest)).isPresent();
    }

    private void enter(Anchor anchor, String reason) {
        boolean works = isFailing(of(anchor));
        String why = works ? "" : reason;
        Receipt receipt = ledger.append(Draft.of(
                works ? "anchor.working" : "anchor.failing",
                Actor.SYSTEM,
                Map.of("anchor", anchor.name(), "reason", why)));
        jdbc.sql("""
                INSERT INTO ledger.anchor_state (entry_index, anchor, works, reason, since)
                VALUES (:index, :anchor, :works, :reason, :since)
                """)
                .param("index", receipt.index())
                .param("anchor", anchor.name())
                .param("works", works)
                .param("reason", why)
                .param("since", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (works) {
            LOG.info("Checkpoints get their {} again", anchor.name());
        } else {
            LOG.error(
                    "Checkpoints do not get their {}: {}. Recording goes on; see \"Anchors outside\" in the operator's guide.",
                    anchor.name(),
                    reason);
        }
    }
}
