package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a finding stands against its deadline at one time, as a state and in words. */
public record TimelineStanding(State state, String words) {

    static final Duration SOON = Duration.ofDays(14);

    /** What can be said of a finding and its deadline. */
    public enum State {
        LATE("late"),
        SOON("soon"),
        RUNNING("ok"),
        CLOSED_IN_TIME("ok"),
        CLOSED_LATE("late"),
        CLOSED_NEAR("unknown"),
        CLOSED_UNPROVEN("unknown"),
        NO_CLOCK("unknown");

        private final String tone;

        State(String tone) {
            this.tone = tone;
        }

        /** The page's word for the colour: late, soon, ok or unknown. */
        public String tone() {
            return tone;
        }
    }

    /** When a scan no longer listed a finding, and since when no image that had it is known to run; null: not yet. */
    public record Ending(@Nullable Instant fixed, @Nullable Instant gone) {

        public static final Ending OPEN = new Ending(null, null);

        private String word() {
            return gone != null ? "closed; " : fixed != null ? "fixed, still runs; " : "";
        }
    }

    /** noClock says why there is no deadline; it is read only when due is null. */
    public static TimelineStanding of(@Nullable Instant due, Ending ending, Instant now, String noClock) {
        if (due == null) {
            return new TimelineStanding(State.NO_CLOCK, ending.word() + noClock);
        }
        if (ending.gone() != null) {
            return closed(due, ending.gone());
        }
        TimelineStanding open = open(due, now);
        return new TimelineStanding(open.state(), ending.word() + open.words());
    }

    /** The same of what was closed in such a way: PROVEN, or in a way that leaves a doubt, which nobody may call in time. */
    public TimelineStanding closing(@Nullable String proof) {
        return state != State.CLOSED_IN_TIME || "PROVEN".equals(proof)
                ? this
                : new TimelineStanding(State.CLOSED_UNPROVEN, "closed in time, not proven");
    }

    /** Closed before a deadline that is only estimated, but so near to it that the true one may have passed. */
    static TimelineStanding nearAnEstimate() {
        return new TimelineStanding(State.CLOSED_NEAR, "closed too near an estimated deadline to tell");
    }

    private static TimelineStanding open(Instant due, Instant now) {
        if (now.isAfter(due)) {
            return new TimelineStanding(State.LATE, days(due, now) + " late");
        }
        State state = now.plus(SOON).isBefore(due) ? State.RUNNING : State.SOON;
        long left = Duration.between(now, due).toDays();
        return new TimelineStanding(
                state, left == 0 ? "due within a day" : "due in " + Written.count(left, "day", "days"));
    }

    private static TimelineStanding closed(Instant due, Instant closed) {
        return closed.isAfter(due)
                ? new TimelineStanding(State.CLOSED_LATE, "closed " + days(due, closed) + " late")
                : new TimelineStanding(State.CLOSED_IN_TIME, "closed in time");
    }

    /** A day begun is a day late: nobody is told zero days. */
    private static String days(Instant from, Instant to) {
        long seconds = Duration.between(from, to).toSeconds();
        return Written.count(
                Math.max(1, Math.ceilDiv(seconds, Duration.ofDays(1).toSeconds())), "day", "days");
    }
}
