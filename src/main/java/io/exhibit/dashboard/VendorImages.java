package io.exhibit.dashboard;

import io.exhibit.estate.Attested;
import io.exhibit.findings.RankAt;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
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
                SELECT o.* FROM {origins} o
                 WHERE o.vendor = :vendor {which}
                 ORDER BY o.running > 0 DESC, o.first_seen_at DESC, o.identity
                 LIMIT :most
            )
            SELECT m.image_id, m.repository, m.tag, m.digest, m.running, m.built_at, m.first_seen_at, s.recorded_at AS scanned_at,
                   coalesce(s.outcome = 'CONCLUSIVE', false) AS conclusive,
                   estate.pub_components_in(m.image_id) AS components,
                   f.targets, f.critical, f.high, f.others, f.unranked, g.*
              FROM mine m
              LEFT JOIN LATERAL estate.pub_attested(m.digest, m.origin, m.vendor, :at) g ON true
              LEFT JOIN LATERAL (SELECT z.recorded_at, z.outcome
                                   FROM scans.pub_scan z
                                  WHERE z.image_id = m.image_id AND z.recorded_at <= :at
                                  ORDER BY z.recorded_at DESC, z.id DESC
                                  LIMIT 1) s ON true
              CROSS JOIN LATERAL (
                    SELECT count(DISTINCT t.target_id) AS targets,
                           count(DISTINCT (f.vulnerability, f.package, f.package_type)) FILTER (WHERE r.rank = 'CRITICAL') AS critical,
                           count(DISTINCT (f.vulnerability, f.package, f.package_type)) FILTER (WHERE r.rank = 'HIGH') AS high,
                           count(DISTINCT (f.vulnerability, f.package, f.package_type)) FILTER (WHERE r.rank IN ('MEDIUM', 'LOW')) AS others,
                           count(DISTINCT (f.vulnerability, f.package, f.package_type)) FILTER (WHERE f.id IS NOT NULL AND r.rank = 'NONE') AS unranked
                      FROM (SELECT DISTINCT z.target_id FROM scans.pub_scan z
                             WHERE z.image_id = m.image_id AND z.outcome = 'CONCLUSIVE' AND z.recorded_at <= :at) t
                      JOIN LATERAL (SELECT z.image_id FROM scans.pub_scan z
                                     WHERE z.target_id = t.target_id AND z.outcome = 'CONCLUSIVE' AND z.recorded_at <= :at
                                     ORDER BY z.recorded_at DESC, z.id DESC
                                     LIMIT 1) l ON l.image_id = m.image_id
                      LEFT JOIN findings.pub_finding f ON f.target_id = t.target_id AND {open}
                     CROSS JOIN LATERAL (SELECT {rank} AS rank) r) f
             ORDER BY m.running > 0 DESC, m.first_seen_at DESC, m.identity
            """;

    private static final String NOT_VERIFIED = """
            AND (SELECT a.signature FROM estate.pub_attested(o.digest, o.origin, o.vendor, :at) a) <> 'VERIFIED'
            """;

    private static final String FIGURES = """
            SELECT count(*) AS digests, count(*) FILTER (WHERE r.verified) AS verified, count(*) FILTER (WHERE r.sbom_verified) AS sbom_verified,
                   count(*) FILTER (WHERE r.sbom) AS sbom, count(*) FILTER (WHERE r.components) AS components,
                   count(*) FILTER (WHERE r.provenance_verified) AS provenance_verified, count(*) FILTER (WHERE r.provenance) AS provenance
              FROM (SELECT coalesce(o.digest, o.identity) AS bytes, bool_or(a.signature = 'VERIFIED') AS verified,
                           bool_or(a.sbom = 'VERIFIED') AS sbom_verified, bool_or(a.sbom <> 'NONE') AS sbom,
                           bool_or(EXISTS (SELECT 1 FROM estate.pub_component c WHERE c.image_id = o.image_id)) AS components,
                           bool_or(a.provenance = 'VERIFIED') AS provenance_verified, bool_or(a.provenance <> 'NONE') AS provenance
                      FROM {origins} o
                      LEFT JOIN LATERAL estate.pub_attested(o.digest, o.origin, o.vendor, :at) a ON true
                     WHERE o.vendor = :vendor AND o.running > 0
                     GROUP BY 1) r
            """;

    private static final String OPEN_THEN = """
            EXISTS (SELECT 1 FROM findings.pub_episode e
                     WHERE e.finding_id = f.id AND e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :at))""";

    private final JdbcClient jdbc;

    VendorImages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the digests that ran at the time: how many have a verified signature, an SBOM of the vendor or of a scan, a provenance. */
    record Figures(
            long digests,
            long verified,
            long sbomVerified,
            long sbom,
            long components,
            long provenanceVerified,
            long provenance) {}

    /** An image; targets: where it is what was scanned last, so that what is open there is open in it. */
    record Line(
            @Nullable UUID imageId,
            Place place,
            long running,
            @Nullable Instant built,
            Instant first,
            Scanned scan,
            Open open,
            Attested attested) {

        public String name() {
            return place.tag() == null ? place.repository() : place.repository() + ":" + place.tag();
        }

        public @Nullable String digest() {
            return place.digest();
        }
    }

    /** Where it lies. */
    record Place(
            String repository,
            @Nullable String tag,
            @Nullable String digest) {}

    /** When it was scanned last, whether that came to its end, and how many packages are known of it. */
    record Scanned(@Nullable Instant at, boolean conclusive, long components) {}

    /** What is open in it, by rank. */
    record Open(long targets, long critical, long high, long others, long unranked) {

        public boolean isClean() {
            return critical + high + others + unranked == 0;
        }
    }

    /** Those that run first, the newest first among them; all, or those only whose signature is not verified. */
    List<Line> lines(String vendor, boolean notVerified, AsOf asOf, int most) {
        return jdbc.sql(at(LINES.replace("{which}", notVerified ? NOT_VERIFIED : ""), asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(VendorImages::line)
                .list();
    }

    Figures figures(String vendor, AsOf asOf) {
        return jdbc.sql(at(FIGURES, asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query(Figures.class)
                .single();
    }

    private static String at(String sql, AsOf asOf) {
        boolean now = asOf.isNow();
        String filled = sql.replace("{origins}", now ? "estate.pub_image_origin" : "estate.pub_image_origin_at(:at)")
                .replace("{open}", now ? "f.state = 'OPEN'" : OPEN_THEN);
        return RankAt.fill(filled, asOf);
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getObject("image_id", UUID.class),
                new Place(row.getString("repository"), row.getString("tag"), row.getString("digest")),
                row.getLong("running"),
                Columns.maybeAt(row, "built_at"),
                Columns.at(row, "first_seen_at"),
                new Scanned(
                        Columns.maybeAt(row, "scanned_at"), row.getBoolean("conclusive"), row.getLong("components")),
                new Open(
                        row.getLong("targets"),
                        row.getLong("critical"),
                        row.getLong("high"),
                        row.getLong("others"),
                        row.getLong("unranked")),
                Attested.read(row));
    }
}
