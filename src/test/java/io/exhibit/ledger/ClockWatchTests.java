package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that is set while Exhibit runs, beside one that nobody can set. */
class ClockWatchTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final Steppable clock = new Steppable(nanos);
    private final OwnLedger own = new OwnLedger(clock);

    /** The time since the start, and how far the clock was set away from it. */
    private static final class Steppable extends Clock {

        private final AtomicLong nanos;
        private Duration set = Duration.ZERO;

        private Steppable(AtomicLong nanos) {
            this.nanos = nanos;
        }

        @Override
        public Instant instant() {
            return NOON.plusNanos(nanos.get()).plus(set);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Everything goes by UTC");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT10M, forward by 10.0 minutes",
        "PT-10M, back by 10.0 minutes",
        "P1D, forward by 24.0 hours",
        "P-1D, back by 24.0 hours",
        "PT-1S, back by 1.0 seconds",
        "P400D, forward by 400.0 days"
    })
    void aJumpIsEnteredWithBothTimes(Duration by, String words) {
        ClockWatch watch = running(false);
        own.record(1);
        step(watch, Duration.ofSeconds(1), by);
        own.record(1);
        step(watch, Duration.ofSeconds(1), Duration.ZERO);
        assertThat(kinds()).containsExactly("test.entry", "clock.stepped", "test.entry");
        assertThat(detail())
                .contains(
                        "\"expected\":\"2026-11-22T12:00:01Z\"",
                        "\"shown\":\"" + NOON.plusSeconds(1).plus(by) + "\"",
                        "\"by\":\"" + by + "\"",
                        "exhibit.node/");
        assertThat(own.jdbc
                        .sql("SELECT object FROM ledger.activity WHERE action = 'clock.stepped'")
                        .query(String.class)
                        .single())
                .contains("went " + words, "should have shown 2026-11-22 12:00:01.0 UTC");
        assertThat(own.jdbc
                        .sql(
                                "SELECT recorded_at >= lag(recorded_at, 1, '-infinity') OVER (ORDER BY index) FROM ledger.entry")
                        .query(Boolean.class)
                        .list())
                .as("times never run backwards")
                .containsOnly(true);
        own.sign(folder);
        assertThat(own.check()).matches(LedgerCheck.Outcome::isSound);
    }

    @Test
    void aClockThatIsCorrectedGentlyOrASlowMachineIsNone() {
        ClockWatch watch = running(true);
        step(watch, Duration.ofSeconds(1), Duration.ofMillis(400));
        step(watch, Duration.ofSeconds(1), Duration.ofMillis(-400));
        step(watch, Duration.ofMinutes(90), Duration.ZERO);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aClockBehindTheLedgerIsNoticedAtTheStart() {
        own.record(1);
        clock.set = Duration.ofHours(-3);
        ClockWatch watch = running(true);
        watch.watch();
        watch.watch();
        assertThat(kinds()).containsExactly("test.entry", "clock.stepped");
        assertThat(detail()).contains("\"by\":\"PT-3H\"");
        assertThat(own.check()).matches(LedgerCheck.Outcome::isSound);
    }

    @Test
    void aJumpWaitsUntilItCanBeEntered() {
        ClockWatch watch = running(false);
        own.alarm.raise("on purpose");
        step(watch, Duration.ofSeconds(1), Duration.ofDays(1));
        step(watch, Duration.ofSeconds(1), Duration.ofDays(-1));
        assertThat(kinds()).isEmpty();
        own.clearAlarm();
        watch.watch();
        assertThat(kinds()).containsExactly("clock.stepped", "clock.stepped");
    }

    private ClockWatch running(boolean starts) {
        NodeKey node = new NodeKey(
                new NodeKey.Settings(folder.resolve("node").toString()), own.ledger, own.jdbc, own.transaction);
        ClockWatch watch = new ClockWatch(
                own.ledger,
                new ActivityTrail(own.jdbc, clock),
                node,
                new ClockWatch.Clocks(clock, nanos::get),
                own.transaction,
                new Presence.Settings(Duration.ZERO, starts));
        watch.watch();
        watch.started();
        return watch;
    }

    private void step(ClockWatch watch, Duration passed, Duration by) {
        nanos.addAndGet(passed.toNanos());
        clock.set = clock.set.plus(by);
        watch.watch();
    }

    private List<String> kinds() {
        return own.jdbc
                .sql("SELECT kind FROM ledger.entry ORDER BY index")
                .query(String.class)
                .list();
    }

    private String detail() {
        return new String(
                own.jdbc
                        .sql("SELECT detail FROM ledger.entry WHERE kind = 'clock.stepped' ORDER BY index LIMIT 1")
                        .query(byte[].class)
                        .single(),
                StandardCharsets.UTF_8);
    }
}
