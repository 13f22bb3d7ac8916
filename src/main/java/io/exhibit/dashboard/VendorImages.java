package io.exhibit.dashboard;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be checked of a vendor's images themselves: what is in them, when they were scanned, and what is open in them. */
@Component
class VendorImages {

    private static final String LINES = """
            WITH mine AS (
                SELECT o.* FROM estate.pub_image_origin o
                 WHERE o.vendor = :vendor
                 ORDER BY o.running > 0 DESC, o.first_seen_at DESC, o.identity
                 LIMIT :most
            )
            SELECT m.image_id, m.repository, m.tag, m.digest, m.running, m.built_at, m.first_seen_at, s.recorded_at AS scanned_at,
                   coalesce(s.outcome = 'CONCLUSIVE', false) AS conclusive,
                   (SELECT count(*) FROM estate.pub_component c WHERE c.image_id = m.image_id) AS components,
                   f.targets, f.critical, f.high, f.others, f.unranked
              FROM mine m
              LEFT JOIN LATERAL (SELECT z.recorded_at, z.outcome
                                   FROM scans.pub_scan z
                                  WHERE z.image_id = m.image_id
                                  ORDER BY z.recorded_at DESC, z.id DESC
                                  LIMIT 1) s ON true
              CROSS JOIN LATERAL (
                    SELECT count(DISTINCT t.target_id) AS targets,
                           count(DISTINCT (o.vulnerability, o.package, o.package_type)) FILTER (WHERE o.rank = 'CRITICAL') AS critical,
                           count(DISTINCT (o.vulnerability, o.package, o.package_type)) FILTER (WHERE o.rank = 'HIGH') AS high,
                           count(DISTINCT (o.vulnerability, o.package, o.package_type)) FILTER (WHERE o.rank IN ('MEDIUM', 'LOW')) AS others,
                           count(DISTINCT (o.vulnerability, o.package, o.package_type)) FILTER (WHERE o.id IS NOT NULL AND o.rank IS NULL) AS unranked
                      FROM (SELECT DISTINCT z.target_id FROM scans.pub_scan z
                             WHERE z.image_id = m.image_id AND z.outcome = 'CONCLUSIVE') t
                      JOIN LATERAL (SELECT z.image_id FROM scans.pub_scan z
                                     WHERE z.target_id = t.target_id AND z.outcome = 'CONCLUSIVE'
                                     ORDER BY z.recorded_at DESC, z.id DESC
                                     LIMIT 1) l ON l.image_id = m.image_id
                      LEFT JOIN findings.pub_finding o ON o.target_id = t.target_id AND o.state = 'OPEN') f
             ORDER BY m.running > 0 DESC, m.first_seen_at DESC, m.identity
            """;

    private final JdbcClient jdbc;

    VendorImages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An image; targets: where it is what was scanned last, so that what is open there is open in it. */
    record Line(
            @Nullable UUID imageId,
            String repository,
            @Nullable String tag,
            @Nullable String digest,
            long running,
            @Nullable OffsetDateTime builtAt,
            OffsetDateTime firstSeenAt,
            @Nullable OffsetDateTime scannedAt,
            boolean conclusive,
            long components,
            long targets,
            long critical,
            long high,
            long others,
            long unranked) {

        public String name() {
            return tag == null ? repository : repository + ":" + tag;
        }

        public Instant first() {
            return firstSeenAt.toInstant();
        }

        public @Nullable Instant scanned() {
            return scannedAt == null ? null : scannedAt.toInstant();
        }

        public @Nullable Instant built() {
            return builtAt == null ? null : builtAt.toInstant();
        }

        public boolean isClean() {
            return critical + high + others + unranked == 0;
        }
    }

    /** Those that run first, the newest first among them. */
    List<Line> lines(String vendor, int most) {
        return jdbc.sql(LINES)
                .param("vendor", vendor)
                .param("most", most)
                .query(Line.class)
                .list();
    }
}
