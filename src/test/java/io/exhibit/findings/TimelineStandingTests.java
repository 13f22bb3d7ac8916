package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.findings.TimelineStanding.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineStandingTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void countsADayBegunAsADayLate() {
        assertThat(TimelineStanding.of(NOW.minusSeconds(1), null, NOW, "").words())
                .isEqualTo("1 day late");
        assertThat(TimelineStanding.of(NOW.minus(Duration.ofDays(43)), null, NOW, "")
                        .words())
                .isEqualTo("43 days late");
    }

    @Test
    void isNotLateAtTheVeryDeadline() {
        assertThat(TimelineStanding.of(NOW, null, NOW, "").state()).isEqualTo(State.SOON);
    }

    @Test
    void warnsFourteenDaysBefore() {
        assertThat(TimelineStanding.of(NOW.plus(Duration.ofDays(14)), null, NOW, ""))
                .isEqualTo(new TimelineStanding(State.SOON, "due in 14 days"));
        assertThat(TimelineStanding.of(NOW.plus(Duration.ofDays(15)), null, NOW, ""))
                .isEqualTo(new TimelineStanding(State.RUNNING, "due in 15 days"));
        assertThat(TimelineStanding.of(NOW.plusSeconds(60), null, NOW, "").words())
                .isEqualTo("due within a day");
    }

    @Test
    void judgesWhatIsClosedByTheDayItWasClosed() {
        Instant due = NOW.minus(Duration.ofDays(30));
        assertThat(TimelineStanding.of(due, due, NOW, "").state()).isEqualTo(State.CLOSED_IN_TIME);
        assertThat(TimelineStanding.of(due, due.plus(Duration.ofDays(18)), NOW, ""))
                .isEqualTo(new TimelineStanding(State.CLOSED_LATE, "closed 18 days late"));
    }

    @Test
    void isNeverGreenWithoutADeadline() {
        assertThat(TimelineStanding.of(null, null, NOW, "no clock: not ranked"))
                .isEqualTo(new TimelineStanding(State.NO_CLOCK, "no clock: not ranked"));
        assertThat(State.NO_CLOCK.tone()).isEqualTo("unknown");
        assertThat(TimelineStanding.nearAnEstimate().state().tone()).isEqualTo("unknown");
    }
}
