package io.exhibit.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to know about the sensor's time of an alert before one relies on it. */
final class ClockNote {

    private static final Duration TOLERATED = Duration.ofMinutes(5);

    private ClockNote() {}

    static Optional<String> of(@Nullable Instant occurred, Instant recorded) {
        if (occurred == null) {
            return Optional.of("The sensor gave no time that can be used: the time of the event is unknown.");
        }
        Duration late = Duration.between(occurred, recorded);
        if (late.isNegative()) {
            return Optional.of("The sensor's time lies " + words(late.negated())
                    + " after the alert had already arrived: its clock was ahead. The time of the event is uncertain.");
        }
        return late.compareTo(TOLERATED) > 0
                ? Optional.of("The alert arrived " + words(late)
                        + " after the sensor's time: it was sent late, or the sensor's clock is behind.")
                : Optional.empty();
    }

    /** The note in two words, for a list; means something only where there is a note. */
    static String word(@Nullable Instant occurred, Instant recorded) {
        if (occurred == null) {
            return "no usable time";
        }
        return occurred.isAfter(recorded) ? "clock ahead" : "arrived late";
    }

    private static String words(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() > 1) {
            return time.toHours() + " hours";
        }
        if (time.toMinutes() > 1) {
            return time.toMinutes() + " minutes";
        }
        return time.toSeconds() > 1 ? time.toSeconds() + " seconds" : time.toMillis() + " milliseconds";
    }
}
