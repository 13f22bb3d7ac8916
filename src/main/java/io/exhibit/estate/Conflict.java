package io.exhibit.estate;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that rules which count alike give to different systems. counted: the code of the one that counts until that is settled. */
record Conflict(UUID id, String kind, String name, Place place, Instant since, String counted, List<Claim> claims) {

    /** A rule that takes part in it, and the system that it names with what regulators care about there. */
    record Claim(
            UUID rule,
            String kind,
            @Nullable String cluster,
            String pattern,
            String code,
            String system,
            ScopeTags tags) {

        static Claim read(ResultSet rs, int n) throws SQLException {
            return new Claim(
                    rs.getObject("id", UUID.class),
                    rs.getString("kind"),
                    rs.getString("cluster"),
                    rs.getString("pattern"),
                    rs.getString("code"),
                    rs.getString("name"),
                    ScopeConfirmations.tags(rs));
        }

        public String words() {
            return kind.toLowerCase(Locale.ROOT) + " " + pattern + (cluster == null ? "" : " in cluster " + cluster);
        }
    }

    /** A row, with the rules by their ids. */
    static Conflict read(ResultSet rs, Stream<Claim> rules) throws SQLException {
        List<UUID> disputed = Arrays.asList((UUID[]) rs.getArray("disputed_by").getArray());
        return new Conflict(
                rs.getObject("id", UUID.class),
                rs.getString("kind"),
                rs.getString("name"),
                new Place(
                        rs.getString("environment"),
                        rs.getString("cluster"),
                        rs.getString("namespace"),
                        rs.getString("workload")),
                Columns.at(rs, "disputed_at"),
                rs.getString("counted"),
                rules.filter(rule -> disputed.contains(rule.rule())).toList());
    }

    public String kindWords() {
        return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public String placeWords() {
        return Stream.of(place.environment(), place.cluster(), place.namespace(), place.workload())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" / "));
    }

    /** What regulators care about in a system that does not count for now, and not in the one that does. */
    public String notCounted() {
        List<String> held = claims.stream()
                .filter(claim -> claim.code().equals(counted))
                .flatMap(claim -> claim.tags().words().stream())
                .toList();
        return claims.stream()
                .flatMap(claim -> claim.tags().words().stream())
                .filter(word -> !held.contains(word))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A rule for exactly this name, which would come before all that contradict each other here unless they are for names too. */
    public String ruleByName() {
        boolean image = kind.equals("IMAGE") || kind.equals("CONTAINER");
        return Address.of("/rules/new")
                .with("kind", image ? "IMAGE" : "REPOSITORY")
                .with("pattern", name)
                .text();
    }
}
