package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One finding on the patch timeline: what it is, where, whose, its dates, what people decided of it, its clock and how it stands. vendor: in an image of a vendor, both dates that the clock may count from. */
public record TimelineLane(
        UUID finding,
        String vulnerability,
        String component,
        String where,
        String owner,
        List<TimelineMoment> moments,
        List<TimelineDecision> decisions,
        Clock clock,
        @Nullable String vendor) {

    public TimelineLane(
            UUID finding,
            String vulnerability,
            String component,
            String where,
            String owner,
            List<TimelineMoment> moments,
            List<TimelineDecision> decisions,
            Clock clock) {
        this(finding, vulnerability, component, where, owner, moments, decisions, clock, null);
    }

    /** When the regulator's clock started, when it runs out, when the finding was closed; how that stands. */
    public record Clock(
            @Nullable Instant starts,
            @Nullable Instant due,
            @Nullable Instant closed,
            TimelineStanding standing) {}

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
        return vendor == null
                ? words.toString()
                : words.append(' ').append(vendor).append('.').toString();
    }
}
