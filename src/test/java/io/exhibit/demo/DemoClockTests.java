package io.exhibit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DemoClockTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant PAST = NOW.minus(Duration.ofDays(182));

    private final DemoClock clock = new DemoClock(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void isTheRealTimeUnlessItIsStopped() {
        assertThat(clock.instant()).isEqualTo(NOW);
        assertThat(clock.isStopped()).isFalse();
    }

    @Test
    void standsStillFromStepToStepAndIsRealAgainOnceReleased() {
        clock.stopAt(PAST);
        assertThat(clock.instant()).isEqualTo(PAST);
        clock.stopAt(PAST.plusSeconds(60));
        assertThat(clock.instant()).isEqualTo(PAST.plusSeconds(60));
        assertThat(clock.withZone(ZoneOffset.UTC).instant()).isEqualTo(PAST.plusSeconds(60));
        clock.release();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void neverGoesBackAndNeverIntoTheFuture() {
        clock.stopAt(PAST);
        assertThatIllegalArgumentException().isThrownBy(() -> clock.stopAt(PAST.minusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.stopAt(NOW.plusSeconds(1)));
        assertThat(clock.instant()).isEqualTo(PAST);
    }
}
