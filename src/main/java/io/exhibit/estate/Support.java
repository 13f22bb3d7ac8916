package io.exhibit.estate;

import io.exhibit.intake.ReferenceLoads.Load;
import io.exhibit.kernel.Written;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the maker of an image's operating system still supports its release on a day, and who says so. The first day without support
 * counts as without; what is supported longer for payment is told beside. Never supported by default: what is not said is not known.
 */
record Support(
        State state,
        String release,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate extendedUntil,
        String reason,
        @Nullable Load load) {

    /** What is answered. */
    enum State {
        ENDED("support ended", "late"),
        ENDING("support ends", "soon"),
        SUPPORTED("supported", "ok"),
        UNKNOWN("not known", "unknown");

        private final String words;
        private final String badge;

        State(String words, String badge) {
            this.words = words;
            this.badge = badge;
        }

        public String words() {
            return words;
        }

        public String badge() {
            return badge;
        }
    }

    /** What is said of a release; ended only without a day. */
    record End(
            @Nullable LocalDate endsOn,
            @Nullable Boolean ended,
            @Nullable LocalDate extendedUntil) {}

    /** What was loaded by some time: of each release its end, of each product the load. */
    record Known(Map<OsRelease.Told, End> ends, Map<String, Load> loads) {

        Known {
            ends = Map.copyOf(ends);
            loads = Map.copyOf(loads);
        }
    }

    /** When it is asked about, and how many days before its end a release counts as ending. */
    record Asked(LocalDate day, int within) {}

    static Support of(ImageLine.Os os, Known known, Asked asked) {
        Support said = bySource(OsRelease.of(os.family(), os.name()), known, asked);
        return Boolean.TRUE.equals(os.ended()) && said.state() != State.ENDED ? said.endedByScanner() : said;
    }

    private static Support bySource(OsRelease release, Known known, Asked asked) {
        return switch (release) {
            case OsRelease.NotTold not -> new Support(State.UNKNOWN, "", null, null, not.reason(), null);
            case OsRelease.Told told -> {
                Load load = known.loads().get(told.product());
                End end = known.ends().get(told);
                String name = told.product() + " " + told.release();
                if (load == null) {
                    yield new Support(
                            State.UNKNOWN, name, null, null, "No data about " + told.product() + " was loaded.", null);
                }
                if (end == null) {
                    yield new Support(
                            State.UNKNOWN, name, null, null, "The data has no release " + told.release() + ".", load);
                }
                yield of(name, end, load, asked);
            }
        };
    }

    private static Support of(String name, End end, Load load, Asked asked) {
        LocalDate ends = end.endsOn();
        if (ends == null) {
            return Boolean.TRUE.equals(end.ended())
                    ? new Support(
                            State.ENDED,
                            name,
                            null,
                            end.extendedUntil(),
                            "The data says that it ended, no date is stated.",
                            load)
                    : new Support(
                            State.UNKNOWN,
                            name,
                            null,
                            end.extendedUntil(),
                            "No date is stated for the end of its support.",
                            load);
        }
        State state = !asked.day().isBefore(ends)
                ? State.ENDED
                : asked.day().plusDays(asked.within()).isBefore(ends) ? State.SUPPORTED : State.ENDING;
        return new Support(state, name, ends, end.extendedUntil(), "", load);
    }

    /** A scanner knows it otherwise: then what is worse holds. */
    private Support endedByScanner() {
        String other = endsOn == null ? reason : "The data says " + day(endsOn) + ".";
        return new Support(
                State.ENDED,
                release,
                null,
                extendedUntil,
                ("The scanner said that it ended, without a date. " + other).strip(),
                load);
    }

    /** The answer in short: the state, and the day that it turns on. */
    public String words() {
        if (endsOn == null) {
            return state.words();
        }
        return switch (state) {
            case ENDED, ENDING -> state.words() + " " + day(endsOn);
            case SUPPORTED, UNKNOWN -> state.words() + " until " + day(endsOn);
        };
    }

    /** What is supported beyond the end, where that is said. */
    public String extendedWords() {
        return extendedUntil == null ? "" : day(extendedUntil);
    }

    private static String day(LocalDate day) {
        return Written.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
