package io.exhibit.estate;

import io.exhibit.kernel.Columns;
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

    /** Components whose name, version or package URL has the search in it. */
    List<Component> components(UUID image, String search, int skip, int most) {
        return jdbc.sql("""
                SELECT c.name, c.version, c.purl, c.location
                  FROM estate.component c
                 WHERE c.image_id = :image
                   AND (:search = '' OR strpos(lower(c.name || ' ' || c.version || ' ' || c.purl), lower(:search)) > 0)
                 ORDER BY c.name, c.version, c.purl, c.location
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
