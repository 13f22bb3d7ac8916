package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.findings.TimelineStanding.Ending;
import io.exhibit.findings.TimelineStanding.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineStandingTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void countsADayBegunAsADayLate() {
        assertThat(TimelineStanding.of(NOW.minusSeconds(1), Ending.OPEN, NOW, "")
                        .words())
                .isEqualTo("1 day late");
        assertThat(TimelineStanding.of(NOW.minus(Duration.ofDays(43)), Ending.OPEN, NOW, "")
                        .words())
                .isEqualTo("43 days late");
    }

    @Test
    void isNotLateAtTheVeryDeadline() {
        assertThat(TimelineStanding.of(NOW, Ending.OPEN, NOW, "").state()).isEqualTo(State.SOON);
    }

    @Test
    void warnsFourteenDaysBefore() {
        assertThat(TimelineStanding.of(NOW.plus(Duration.ofDays(14)), Ending.OPEN, NOW, ""))
                .isEqualTo(new TimelineStanding(State.SOON, "due in 14 days"));
        assertThat(TimelineStanding.of(NOW.plus(Duration.ofDays(15)), Ending.OPEN, NOW, ""))
                .isEqualTo(new TimelineStanding(State.RUNNING, "due in 15 days"));
        assertThat(TimelineStanding.of(NOW.plusSeconds(60), Ending.OPEN, NOW, "")
                        .words())
                .isEqualTo("due within a day");
    }

    @Test
    void judgesWhatIsClosedByTheDayItWasClosed() {
        Instant due = NOW.minus(Duration.ofDays(30));
        assertThat(TimelineStanding.of(due, gone(due), NOW, "").state()).isEqualTo(State.CLOSED_IN_TIME);
        assertThat(TimelineStanding.of(due, gone(due.plus(Duration.ofDays(18))), NOW, ""))
                .isEqualTo(new TimelineStanding(State.CLOSED_LATE, "closed 18 days late"));
    }

    @Test
    void goesOnWhileAnOlderImageRuns() {
        var ending = new Ending(NOW.minus(Duration.ofDays(40)), null);
        assertThat(TimelineStanding.of(NOW.minus(Duration.ofDays(30)), ending, NOW, ""))
                .isEqualTo(new TimelineStanding(State.LATE, "fixed, still runs; 30 days late"));
        assertThat(TimelineStanding.of(NOW.plus(Duration.ofDays(3)), ending, NOW, ""))
                .isEqualTo(new TimelineStanding(State.SOON, "fixed, still runs; due in 3 days"));
    }

    @Test
    void isNeverGreenWithoutADeadline() {
        assertThat(TimelineStanding.of(null, Ending.OPEN, NOW, "no clock: not ranked"))
                .isEqualTo(new TimelineStanding(State.NO_CLOCK, "no clock: not ranked"));
        assertThat(State.NO_CLOCK.tone()).isEqualTo("unknown");
        assertThat(TimelineStanding.nearAnEstimate().state().tone()).isEqualTo("unknown");
    }

    private static Ending gone(Instant at) {
        return new Ending(at, at);
    }
}
