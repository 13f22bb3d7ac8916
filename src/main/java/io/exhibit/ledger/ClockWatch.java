package io.exhibit.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds the clock that entries are dated by against the one that nobody can set, and enters in the ledger when it jumped: times
 * around that entry are to be read with care. Recorded times themselves never run backwards.
 */
@Component
@ConditionalOnWebApplication
class ClockWatch {

    /** A clock that is corrected gently goes wrong by half a millisecond a second at the most; more than this was set. */
    static final Duration STEP = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.S 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Jumps kept until the database takes them; of more the oldest are left to the log. */
    private static final int KEPT = 100;

    private final Ledger ledger;
    private final ActivityTrail trail;
    private final NodeKey node;
    private final Clock clock;
    private final LongSupplier monotonic;
    private final TransactionOperations transaction;
    private final Presence.Settings settings;
    private final Deque<Jump> jumps = new ArrayDeque<>();
    private @Nullable Look last;
    private boolean comparedWithLedger;

    @Autowired
    ClockWatch(
            Ledger ledger,
            ActivityTrail trail,
            NodeKey node,
            Clock clock,
            TransactionOperations transaction,
            Presence.Settings settings) {
        this(ledger, trail, node, new Clocks(clock, System::nanoTime), transaction, settings);
    }

    ClockWatch(
            Ledger ledger,
            ActivityTrail trail,
            NodeKey node,
            Clocks clocks,
            TransactionOperations transaction,
            Presence.Settings settings) {
        this.ledger = ledger;
        this.trail = trail;
        this.node = node;
        this.clock = clocks.wall();
        this.monotonic = clocks.monotonic();
        this.transaction = transaction;
        this.settings = settings;
    }

    /** The one that can be set, and nanoseconds of the one that cannot. */
    record Clocks(Clock wall, LongSupplier monotonic) {}

    /** Both at one moment. */
    private record Look(Instant wall, long monotonic) {}

    /** What the clock should have shown, and what it showed. */
    private record Jump(Instant expected, Instant shown) {

        Duration by() {
            return Duration.between(expected, shown);
        }

        boolean isOne() {
            return by().abs().compareTo(STEP) >= 0;
        }

        /** One sentence for who reads the trail. */
        String sentence(String node) {
            return "The clock of " + node + " went " + (by().isNegative() ? "back" : "forward") + " by "
                    + words(by().abs()) + ": it should have shown " + WRITTEN.format(expected) + " and showed "
                    + WRITTEN.format(shown) + ". It was set, or the machine was stopped for a while.";
        }

        private static String words(Duration length) {
            double seconds = length.toMillis() / 1000.0;
            if (seconds < 120) {
                return String.format(Locale.ROOT, "%.1f seconds", seconds);
            }
            if (seconds < 7200) {
                return String.format(Locale.ROOT, "%.1f minutes", seconds / 60);
            }
            return seconds < 172_800
                    ? String.format(Locale.ROOT, "%.1f hours", seconds / 3600)
                    : String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
        }
    }

    /** After everything that runs at the start: a demonstration's past has been played by then. */
    @EventListener(ApplicationReadyEvent.class)
    synchronized void started() {
        last = look();
    }

    @Scheduled(fixedDelay = 1000)
    synchronized void watch() {
        if (last == null) {
            return;
        }
        Look now = look();
        notice(new Jump(last.wall().plusNanos(now.monotonic() - last.monotonic()), now.wall()));
        last = now;
        try {
            compareWithLedger(now.wall());
            while (!jumps.isEmpty()) {
                enter(jumps.getFirst());
                jumps.removeFirst();
            }
        } catch (Halted halted) {
            LOG.debug("A jump of the clock is not entered: the ledger is halted");
        } catch (RuntimeException refused) {
            LOG.warn("A jump of the clock is not in the ledger yet: {}", refused.getMessage());
        }
    }

    /** A process that starts with a clock behind the ledger's last entry: it was set back meanwhile, or another's runs ahead. */
    private void compareWithLedger(Instant now) {
        if (!comparedWithLedger && settings.starts()) {
            Instant recorded = ledger.lastRecordedAt();
            if (now.isBefore(recorded)) {
                notice(new Jump(recorded, now));
            }
        }
        comparedWithLedger = true;
    }

    private void notice(Jump jump) {
        if (jump.isOne()) {
            LOG.warn("{}", jump.sentence("this machine"));
            jumps.add(jump);
            if (jumps.size() > KEPT) {
                jumps.removeFirst();
            }
        }
    }

    private void enter(Jump jump) {
        transaction.executeWithoutResult(status -> {
            ledger.append(Draft.of(
                    "clock.stepped",
                    Actor.SYSTEM,
                    Map.of(
                            "node", node.name(),
                            "expected", jump.expected().toString(),
                            "shown", jump.shown().toString(),
                            "by", jump.by().toString())));
            trail.record(Actor.SYSTEM, "clock.stepped", jump.sentence(node.name()));
        });
    }

    /** Both clocks with nothing between them: a thread may be put aside at any time, and is asked again then. */
    private Look look() {
        Look look = null;
        for (int attempt = 0; attempt < 10; attempt++) {
            long before = monotonic.getAsLong();
            look = new Look(clock.instant(), before);
            if (monotonic.getAsLong() - before < STEP.toNanos() / 10) {
                return look;
            }
        }
        return Objects.requireNonNull(look);
    }
}
