package io.exhibit.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters in the ledger that this process started, with what settings, and that it stopped; and, when nothing happened for a while, that
 * nothing did. A start without a stop before it was a crash. None of it ever keeps the process from starting or ending.
 */
@Component
@ConditionalOnWebApplication
class Presence implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final Settings settings;
    private final Ledger ledger;
    private final NodeKey node;
    private final NodeSettings given;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionOperations transaction;
    private volatile boolean started;

    Presence(
            Settings settings,
            Ledger ledger,
            NodeKey node,
            NodeSettings given,
            JdbcClient jdbc,
            Clock clock,
            TransactionOperations transaction) {
        this.settings = settings;
        this.ledger = ledger;
        this.node = node;
        this.given = given;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Heartbeat: an entry after so long without any; starts: whether starts, stops and settings are entered. */
    @ConfigurationProperties("exhibit.ledger")
    record Settings(
            @DefaultValue("PT10M") Duration heartbeat,
            @DefaultValue("true") boolean starts) {}

    /** After everything that runs at the start: a demonstration's past has been played by then. */
    @EventListener(ApplicationReadyEvent.class)
    void started() {
        if (settings.starts()) {
            attempt("app.started", () -> {
                ledger.append(
                        Draft.of("app.started", Actor.SYSTEM, Map.of("node", node.name(), "version", given.version())));
                given.enterIfChanged(node.name());
            });
        }
        started = true;
    }

    /** One for the whole installation: who has the lock looks again. */
    @Scheduled(fixedDelayString = "${exhibit.ledger.look:PT30S}")
    void beat() {
        if (started && settings.heartbeat().isPositive() && isQuiet()) {
            attempt("heartbeat", () -> {
                if (isQuiet()) {
                    ledger.append(Draft.of("heartbeat", Actor.SYSTEM, Map.of()));
                }
            });
        }
    }

    private boolean isQuiet() {
        return !ledger.lastRecordedAt().plus(settings.heartbeat()).isAfter(clock.instant());
    }

    private void attempt(String what, Runnable entry) {
        try {
            transaction.executeWithoutResult(status -> {
                // Who waits for this waits in vain when the lock is held: better no entry than no start.
                jdbc.sql("SET LOCAL lock_timeout = '5s'").update();
                ledger.lock();
                entry.run();
            });
        } catch (Halted halted) {
            LOG.debug("There is no entry {}: the ledger is halted", what);
        } catch (RuntimeException refused) {
            LOG.warn("There is no entry {} in the ledger: {}", what, refused.getMessage());
        }
    }

    @Override
    public void start() {
        // The start is entered when everything runs.
    }

    @Override
    public void stop() {
        if (started && settings.starts()) {
            attempt(
                    "app.stopped",
                    () -> ledger.append(Draft.of("app.stopped", Actor.SYSTEM, Map.of("node", node.name()))));
        }
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after all that may still append: those stop in the phase that is the default, the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
