package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is in an image, and where it ran. */
@Repository
class ImageContents {

    private final JdbcClient jdbc;

    ImageContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** That the image ran in a place for a time; null: it still does, or nobody said otherwise. */
    record Stay(
            Place place,
            Instant from,
            long fromEntry,
            @Nullable Instant to,
            @Nullable Long toEntry) {

        public String words() {
            return Stream.of(place.environment(), place.cluster(), place.namespace(), place.workload())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" / "));
        }
    }

    /** A list of its components, and where it is from; made: as it says itself; most: how many the longest of a scan has. */
    record Source(
            ComponentList.Source kind,
            String format,
            String tool,
            String toolVersion,
            @Nullable Instant madeAt,
            Came came,
            int components,
            int most,
            String about,
            @Nullable String statedDigest) {

        /** When and in what it came. */
        record Came(Instant at, long entry, UUID submission) {}

        public String words() {
            return kind == ComponentList.Source.SBOM ? "SBOM" : "scan";
        }

        /** So little that it is doubtful whether it lists the image: less than half of what a scan found. */
        public boolean isShort() {
            return components * 2L < most;
        }
    }

    /** Where its components are from, the latest first. */
    List<Source> sources(UUID image, int most) {
        return jdbc.sql("""
                SELECT l.*, max(l.components) FILTER (WHERE l.source = 'SCAN') OVER () AS most
                  FROM estate.component_list l
                 WHERE l.image_id = :image
                 ORDER BY l.entry_index DESC, l.n
                 LIMIT :most
                """)
                .param("image", image)
                .param("most", most)
                .query((rs, n) -> new Source(
                        ComponentList.Source.valueOf(rs.getString("source")),
                        Visible.line(rs.getString("format")),
                        Visible.line(rs.getString("tool")),
                        Visible.line(rs.getString("tool_version")),
                        Columns.maybeAt(rs, "made_at"),
                        new Source.Came(
                                Columns.at(rs, "recorded_at"),
                                rs.getLong("entry_index"),
                                Columns.id(rs, "submission_id")),
                        rs.getInt("components"),
                        rs.getInt("most"),
                        Visible.line(rs.getString("about")),
                        rs.getString("stated_digest")))
                .list();
    }

    /** Components whose name, version or package URL has the search in it; one that several list, or in several places, once. */
    List<Component> components(UUID image, String search, int skip, int most) {
        return jdbc.sql("""
                SELECT c.name, c.version, min(c.purl) AS purl,
                       coalesce(string_agg(DISTINCT c.location, ', ') FILTER (WHERE c.location <> ''), '') AS location
                  FROM estate.component c
                 WHERE c.image_id = :image
                   AND (:search = '' OR strpos(lower(c.name || ' ' || c.version || ' ' || c.purl), lower(:search)) > 0)
                 GROUP BY c.name, c.version
                 ORDER BY c.name, c.version
                OFFSET :skip LIMIT :most
                """)
                .param("image", image)
                .param("search", search)
                .param("skip", skip)
                .param("most", most)
                .query(Component.class)
                .list();
    }

    /** Where it ran, the latest first. */
    List<Stay> stays(UUID image, int most) {
        return jdbc.sql("""
                SELECT d.environment, d.cluster, d.namespace, d.workload, d.from_at, d.from_entry, d.to_at, d.to_entry
                  FROM estate.pub_deployment d
                 WHERE d.image_id = :image
                 ORDER BY d.to_at DESC NULLS FIRST, d.from_at DESC, d.id
                 LIMIT :most
                """)
                .param("image", image)
                .param("most", most)
                .query((rs, n) -> {
                    OffsetDateTime to = rs.getObject("to_at", OffsetDateTime.class);
                    return new Stay(
                            new Place(
                                    rs.getString("environment"),
                                    rs.getString("cluster"),
                                    rs.getString("namespace"),
                                    rs.getString("workload")),
                            Columns.at(rs, "from_at"),
                            rs.getLong("from_entry"),
                            to == null ? null : to.toInstant(),
                            rs.getObject("to_entry", Long.class));
                })
                .list();
    }
}
