package io.exhibit.packs;

import io.exhibit.findings.Profile;
import io.exhibit.findings.TimelineDecision;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people decided about the findings that a pack draws, from its registers of exceptions and of escalations. */
final class LaneDecisions {

    private final Map<String, List<TimelineDecision>> byFinding = new HashMap<>();
    private final Set<String> drawn;

    private LaneDecisions(Set<String> drawn) {
        this.drawn = drawn;
    }

    static LaneDecisions of(Dossier dossier, Set<String> drawn) throws IOException {
        var decisions = new LaneDecisions(drawn);
        decisions.read(dossier.register(ExceptionRegister.NAME), TimelineDecision.Kind.EXCEPTION);
        if (dossier.frame().framework().profile().id().equals(Profile.PCI.name())) {
            decisions.read(dossier.register(ExceptionRegister.NAME), TimelineDecision.Kind.COMPENSATED);
        }
        decisions.read(dossier.register(EscalationRegister.NAME), TimelineDecision.Kind.ESCALATION);
        return decisions;
    }

    /** In the order in which they were made. */
    List<TimelineDecision> about(String finding) {
        return byFinding.getOrDefault(finding, List.of()).stream()
                .sorted(Comparator.comparing(TimelineDecision::from))
                .toList();
    }

    private void read(Spool register, TimelineDecision.Kind kind) throws IOException {
        List<String> names =
                register.register().columns().stream().map(Column::name).toList();
        register.each(values -> {
            String finding = Objects.requireNonNull(values.get(names.indexOf("finding_id")));
            if (drawn.contains(finding) && isThere(kind, names, values)) {
                byFinding.computeIfAbsent(finding, any -> new ArrayList<>()).add(decision(kind, names, values));
            }
        });
    }

    private static boolean isThere(TimelineDecision.Kind kind, List<String> names, List<@Nullable String> values) {
        return kind != TimelineDecision.Kind.COMPENSATED || values.get(names.indexOf("compensates_from")) != null;
    }

    private static TimelineDecision decision(
            TimelineDecision.Kind kind, List<String> names, List<@Nullable String> values) {
        return switch (kind) {
            case EXCEPTION -> exception(kind, names, values, "valid_from", "ended_at");
            case COMPENSATED -> exception(kind, names, values, "compensates_from", "compensated_until");
            case ESCALATION ->
                new TimelineDecision(
                        kind,
                        said(values, names, "level"),
                        Instant.parse(said(values, names, "escalated_at")),
                        Instant.parse(said(values, names, "planned_until")));
        };
    }

    /** Until it ended, or, while it has not, until it expires. */
    private static TimelineDecision exception(
            TimelineDecision.Kind kind, List<String> names, List<@Nullable String> values, String from, String until) {
        String ended = values.get(names.indexOf(until));
        return new TimelineDecision(
                kind,
                said(values, names, "kind"),
                Instant.parse(said(values, names, from)),
                Instant.parse(ended == null ? said(values, names, "expires_at") : ended));
    }

    private static String said(List<@Nullable String> values, List<String> names, String column) {
        return Objects.requireNonNull(values.get(names.indexOf(column)));
    }
}
