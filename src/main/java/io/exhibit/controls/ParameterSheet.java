package io.exhibit.controls;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers of a profile as they stand at a time. */
record ParameterSheet(Profile profile, List<Line> lines) {

    /** A number: as it came, as it is in force and by which decision, and the next one that was approved for later. */
    public record Line(
            Parameter shipped,
            long value,
            @Nullable ParameterChange change,
            @Nullable ParameterChange next) {

        /** Whether two people decided it, or else who set it. */
        public String setBy() {
            return switch (shipped.basis()) {
                case LAW -> "the law";
                case STANDARD -> "the standard";
                case POLICY, DECIDED -> "a default of Exhibit";
            };
        }
    }

    static ParameterSheet of(Profile shipped, Profile inForce, List<ParameterChange> all, Instant now) {
        return new ParameterSheet(
                shipped,
                shipped.parameters().stream()
                        .map(parameter ->
                                line(parameter, inForce.value(parameter.name()), own(all, shipped, parameter), now))
                        .toList());
    }

    private static List<ParameterChange> own(List<ParameterChange> all, Profile profile, Parameter parameter) {
        return all.stream()
                .filter(ParameterChange::isApproved)
                .filter(one ->
                        one.profile().equals(profile.id()) && one.parameter().equals(parameter.name()))
                .sorted(Comparator.comparing(ParameterChange::effectiveAt).thenComparingLong(ParameterChange::entry))
                .toList();
    }

    private static Line line(Parameter shipped, long value, List<ParameterChange> own, Instant now) {
        Optional<ParameterChange> last =
                own.stream().filter(one -> !one.effectiveAt().isAfter(now)).reduce((earlier, later) -> later);
        Optional<ParameterChange> next =
                own.stream().filter(one -> one.effectiveAt().isAfter(now)).findFirst();
        return new Line(shipped, value, last.orElse(null), next.orElse(null));
    }
}
