package io.exhibit.estate;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scan target as a page shows it. */
record TargetLine(
        UUID id,
        String kind,
        String name,
        Place place,
        @Nullable String claimedSystem,
        @Nullable String attributedBy,
        boolean disputed,
        Instant firstSeenAt) {

    static final String SELECT = """
            SELECT t.id, t.kind, t.name, t.environment, t.cluster, t.namespace, t.workload, t.claimed_system, t.attributed_by,
                   t.first_seen_at, t.disputed_at IS NOT NULL AS disputed
              FROM estate.target t
            """;

    static TargetLine read(ResultSet rs, int n) throws SQLException {
        return new TargetLine(
                rs.getObject("id", UUID.class),
                rs.getString("kind"),
                rs.getString("name"),
                new Place(
                        rs.getString("environment"),
                        rs.getString("cluster"),
                        rs.getString("namespace"),
                        rs.getString("workload")),
                rs.getString("claimed_system"),
                rs.getString("attributed_by"),
                rs.getBoolean("disputed"),
                Columns.at(rs, "first_seen_at"));
    }

    public String kindWords() {
        return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What gave it to its system. */
    public String attributionWords() {
        return switch (attributedBy == null ? "" : attributedBy) {
            case "SENDER" -> "its sender";
            case "LABEL" -> "a rule for a label";
            case "NAMESPACE" -> "a rule for its namespace";
            default -> "a rule for its name";
        };
    }

    /** Where it runs, from the outside in; what the sender did not say is left out. */
    public String placeWords() {
        return Stream.of(place.environment(), place.cluster(), place.namespace(), place.workload())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" / "));
    }

    /** A rule that would give it, and what is called like it, to a system. */
    public String ruleByName() {
        return Address.of("/rules/new")
                .with("kind", kind.equals("IMAGE") ? "IMAGE" : "REPOSITORY")
                .with("pattern", name)
                .text();
    }

    /** A rule for everything in its namespace, where it has one. */
    public @Nullable String ruleByNamespace() {
        return place.namespace().isEmpty()
                ? null
                : Address.of("/rules/new")
                        .with("kind", "NAMESPACE")
                        .with("cluster", place.cluster())
                        .with("pattern", place.namespace())
                        .text();
    }

    /** A new system with the code that its sender claimed; the target then belongs to it without a rule. */
    public @Nullable String newSystem() {
        return claimedSystem == null
                ? null
                : Address.of("/systems/new").with("code", claimedSystem).text();
    }
}
