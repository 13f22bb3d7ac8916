package io.exhibit.hardening;

import io.exhibit.kernel.Columns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Images that can be compared, and the scans that tell of them. */
@Repository
class ComparedImages {

    private static final String IMAGES = """
            SELECT i.id, i.identity, i.repository, i.tag, i.digest, i.image_id, i.os_family, i.os_name, i.built_at, i.first_seen_at
              FROM estate.pub_image i
            """;

    private final JdbcClient jdbc;

    ComparedImages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ComparedImage> find(UUID id) {
        return jdbc.sql(IMAGES + " WHERE i.id = :id")
                .param("id", id)
                .query(ComparedImages::image)
                .optional();
    }

    /** The other digests of its repository, those first seen last on top. */
    List<ComparedImage> others(ComparedImage image, int most) {
        return jdbc
                .sql(IMAGES + """
                 WHERE i.repository = :repository AND i.id <> :id AND (i.digest IS NOT NULL OR i.image_id IS NOT NULL)
                 ORDER BY i.first_seen_at DESC, i.id DESC
                 LIMIT :most
                """)
                .param("repository", image.repository())
                .param("id", image.id())
                .param("most", most)
                .query(ComparedImages::image)
                .list()
                .stream()
                .filter(other -> !other.sameBytes(image))
                .toList();
    }

    ComparedImage withScans(ComparedImage image) {
        return new ComparedImage(
                image.id(),
                image.identity(),
                image.repository(),
                image.tag(),
                image.digest(),
                image.imageId(),
                image.operatingSystem(),
                image.builtAt(),
                image.firstSeenAt(),
                listing(image.id()),
                last(image.id(), "s.outcome = 'CONCLUSIVE'"));
    }

    /** What lists its packages, of scans and SBOMs the last; classes: those of that scan, and whether there is an SBOM. */
    private ComparedImage.@Nullable Source listing(UUID image) {
        ComparedImage.Source scan = last(image, "s.components > 0");
        ComparedImage.Source sbom = sbom(image);
        if (scan == null || sbom == null) {
            return scan == null ? sbom : scan;
        }
        ComparedImage.Source last = scan.entry() > sbom.entry() ? scan : sbom;
        return last.in(Stream.of(scan, sbom)
                .flatMap(source -> source.classes().stream())
                .toList());
    }

    private ComparedImage.@Nullable Source sbom(UUID image) {
        return jdbc.sql("""
                SELECT l.submission_id AS id, l.entry_index, encode(u.sha256, 'hex') AS sha256, l.recorded_at, l.made_at AS reported_at,
                       'SBOM by ' || coalesce(nullif(l.tool, ''), 'a tool that is not stated') AS tool, l.tool_version,
                       ARRAY['an SBOM'] AS classes, 0 AS inconclusive
                  FROM estate.pub_component_list l
                  JOIN intake.pub_submission u ON u.id = l.submission_id
                 WHERE l.image_id = :image AND l.source = 'SBOM'
                 ORDER BY l.entry_index DESC, l.n DESC
                 LIMIT 1
                """)
                .param("image", image)
                .query(ComparedImages::source)
                .optional()
                .orElse(null);
    }

    /** The last in the order of the ledger, in which findings follow from scans. */
    private ComparedImage.@Nullable Source last(UUID image, String condition) {
        return jdbc.sql("""
                SELECT s.id, s.entry_index, encode(u.sha256, 'hex') AS sha256, s.recorded_at, s.reported_at, s.tool,
                       coalesce(s.tool_version, '') AS tool_version, s.classes,
                       (SELECT count(*) FROM scans.pub_scan l
                         WHERE l.image_id = s.image_id AND l.outcome <> 'CONCLUSIVE'
                           AND (l.entry_index, l.n) > (s.entry_index, s.n)) AS inconclusive
                  FROM scans.pub_scan s
                  JOIN intake.pub_submission u ON u.id = s.submission_id
                 WHERE s.image_id = :image AND\s""" + condition + """
                 ORDER BY s.entry_index DESC, u.position DESC, s.n DESC
                 LIMIT 1
                """)
                .param("image", image)
                .query(ComparedImages::source)
                .optional()
                .orElse(null);
    }

    private static ComparedImage.Source source(ResultSet rs, int n) throws SQLException {
        return new ComparedImage.Source(
                Columns.id(rs, "id"),
                rs.getLong("entry_index"),
                rs.getString("sha256"),
                Columns.at(rs, "recorded_at"),
                Columns.maybeAt(rs, "reported_at"),
                rs.getString("tool"),
                rs.getString("tool_version"),
                texts(rs.getArray("classes")),
                rs.getInt("inconclusive"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static ComparedImage image(ResultSet rs, int n) throws SQLException {
        return new ComparedImage(
                Columns.id(rs, "id"),
                rs.getString("identity"),
                rs.getString("repository"),
                rs.getString("tag"),
                rs.getString("digest"),
                rs.getString("image_id"),
                String.join(
                        " ",
                        Stream.of(text(rs, "os_family"), text(rs, "os_name"))
                                .filter(part -> !part.isBlank())
                                .toList()),
                Columns.maybeAt(rs, "built_at"),
                Columns.at(rs, "first_seen_at"),
                null,
                null);
    }

    private static String text(ResultSet rs, String column) throws SQLException {
        String text = rs.getString(column);
        return text == null ? "" : text;
    }
}
