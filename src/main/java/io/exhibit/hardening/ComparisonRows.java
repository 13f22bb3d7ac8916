package io.exhibit.hardening;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.InvalidRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The packages of two images and the vulnerabilities of two scans, each once, with what either has of it. */
@Repository
class ComparisonRows {

    /** More than any sensible image has; what is above is refused as a whole, not cut. */
    static final int MOST = 20_000;

    private static final String PACKAGES = """
            SELECT p.type, p.identity, min(p.name) AS name,
                   string_agg(DISTINCT p.version, ', ' ORDER BY p.version) FILTER (WHERE NOT p.later) AS before,
                   string_agg(DISTINCT p.version, ', ' ORDER BY p.version) FILTER (WHERE p.later) AS after
              FROM (SELECT c.image_id = :after AS later, c.name, c.version,
                           CASE WHEN c.purl = '' THEN '' ELSE split_part(substr(c.purl, 5), '/', 1) END AS type,
                           CASE WHEN c.purl = '' THEN c.name
                                ELSE regexp_replace(regexp_replace(c.purl, '[?#].*$', ''), '@[^@/]*$', '') END AS identity
                      FROM estate.pub_component c
                     WHERE c.image_id IN (:before, :after)) p
             GROUP BY p.type, p.identity
             ORDER BY p.type COLLATE "C", p.identity COLLATE "C"
             LIMIT :most
            """;

    /** A scan that closes what it does not list lists what is open right after it, in the classes that it covers. */
    private static final String VULNERABILITIES = """
            WITH placed AS MATERIALIZED (
                SELECT s.id, s.target_id, s.recorded_at, ROW (s.entry_index, u.position, s.n) AS place
                  FROM scans.pub_scan s
                  JOIN intake.pub_submission u ON u.id = s.submission_id
                 WHERE s.target_id IN (SELECT t.target_id FROM scans.pub_scan t WHERE t.id IN (:before, :after))
            ), listed AS (
                SELECT s.id = :after AS later, f.vulnerability, f.package, f.fixed_version, f.suppression, f.published_at,
                       array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], f.rank) AS rank,
                       array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'], f.severity) AS severity
                  FROM placed s
                  JOIN findings.pub_finding f ON f.target_id = s.target_id AND f.class = ANY (:classes::text[])
                  JOIN findings.pub_episode e ON e.finding_id = f.id
                  JOIN placed o ON o.id = e.opened_scan
                  LEFT JOIN placed c ON c.id = e.closed_scan
                 WHERE s.id IN (:before, :after) AND o.place <= s.place AND (e.closed_at IS NULL OR coalesce(c.place > s.place, e.closed_at > s.recorded_at))
            )
            SELECT l.vulnerability,
                   coalesce((ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'])[min(l.rank)], '') AS rank,
                   (ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'])[min(l.severity)] AS severity,
                   string_agg(DISTINCT l.package, ', ' ORDER BY l.package) FILTER (WHERE NOT l.later) AS before,
                   string_agg(DISTINCT l.package, ', ' ORDER BY l.package) FILTER (WHERE l.later) AS after,
                   count(*) FILTER (WHERE NOT l.later) AS findings_before, count(*) FILTER (WHERE l.later) AS findings_after,
                   string_agg(DISTINCT l.fixed_version, ', ' ORDER BY l.fixed_version) AS fixed_in,
                   bool_and(l.suppression IS NOT NULL) AS suppressed, min(l.published_at) AS published_at
              FROM listed l
             GROUP BY l.vulnerability
             ORDER BY min(l.rank) NULLS LAST, l.vulnerability COLLATE "C"
             LIMIT :most
            """;

    private final JdbcClient jdbc;

    ComparisonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Packages.Row> packages(UUID before, UUID after) {
        return bounded(jdbc.sql(PACKAGES)
                .param("before", before)
                .param("after", after)
                .param("most", MOST + 1)
                .query((rs, n) -> new Packages.Row(
                        rs.getString("type"),
                        rs.getString("identity"),
                        rs.getString("name"),
                        rs.getString("before"),
                        rs.getString("after")))
                .list());
    }

    List<Vulnerabilities.Row> vulnerabilities(UUID before, UUID after, List<String> classes) {
        return bounded(jdbc.sql(VULNERABILITIES)
                .param("before", before)
                .param("after", after)
                .param("classes", classes.toArray(String[]::new))
                .param("most", MOST + 1)
                .query(ComparisonRows::vulnerability)
                .list());
    }

    private static Vulnerabilities.Row vulnerability(ResultSet rs, int n) throws SQLException {
        return new Vulnerabilities.Row(
                rs.getString("vulnerability"),
                rs.getString("rank"),
                rs.getString("severity"),
                rs.getString("before"),
                rs.getString("after"),
                rs.getInt("findings_before"),
                rs.getInt("findings_after"),
                rs.getString("fixed_in"),
                rs.getBoolean("suppressed"),
                Columns.maybeAt(rs, "published_at"));
    }

    private static <T> List<T> bounded(List<T> rows) {
        if (rows.size() > MOST) {
            throw new InvalidRequest(
                    "The two images have more than " + MOST + " packages or vulnerabilities together.");
        }
        return rows;
    }
}
