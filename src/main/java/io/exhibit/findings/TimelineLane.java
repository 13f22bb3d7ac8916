package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One finding on the patch timeline: what it is, where, whose, its dates, what people decided of it, its clock and how it stands. */
public record TimelineLane(
        UUID finding,
        String vulnerability,
        String component,
        String where,
        String owner,
        List<TimelineMoment> moments,
        List<TimelineDecision> decisions,
        Clock clock) {

    /**
     * When the regulator's clock started, when it runs out, when the finding was closed; how that stands. vendor: in an image of a vendor,
     * both dates that it may count from.
     */
    public record Clock(
            @Nullable Instant starts,
            @Nullable Instant due,
            @Nullable Instant closed,
            TimelineStanding standing,
            @Nullable String vendor) {

        public Clock(
                @Nullable Instant starts, @Nullable Instant due, @Nullable Instant closed, TimelineStanding standing) {
            this(starts, due, closed, standing, null);
        }
    }

    public TimelineMoment moment(Kind kind) {
        return moments.stream()
                .filter(moment -> moment.kind() == kind)
                .findFirst()
                .orElseGet(() -> TimelineMoment.unknown(kind, "not recorded"));
    }

    /** Everything the lane shows, in words. */
    String sentence() {
        var words = new StringBuilder(vulnerability + " in " + component + ", " + where + ": "
                + clock.standing().words() + ".");
        moments.forEach(moment -> words.append(' ').append(moment.sentence()).append('.'));
        decisions.forEach(
                decision -> words.append(' ').append(decision.sentence()).append('.'));
        return clock.vendor() == null
                ? words.toString()
                : words.append(' ').append(clock.vendor()).append('.').toString();
    }
}
