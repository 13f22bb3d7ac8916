package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each of several scanners says of a finding, and whose words it has: of those that show it and are in use, the one that does not
 * leave it out, then the one that calls it more severe, then the one with the higher score; Trivy before others. It follows from the last
 * scan of each, so that it changes neither from one scan to the next nor with the order in which reports come in.
 */
@Component
class Sightings {

    static final String WORDS =
            "installed_version, fixed_version, vendor_status, severity, severity_source, cvss, cvss_vector, title, reference,"
                    + " published_at, suppression, image_id";

    private static final String STRONGER =
            "(t.suppression IS NOT NULL), array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'], t.severity),"
                    + " t.cvss DESC NULLS LAST, (t.tool <> 'Trivy'), t.tool COLLATE \"C\"";

    /** What the scan lists, and what others in use show of what is open: of what it could have closed, and of what it lists too. */
    private static final String STAND = """
            INSERT INTO pg_temp.standing
            WITH used AS MATERIALIZED (
                SELECT DISTINCT c.class, x.tool
                  FROM unnest(:classes::text[]) AS c (class)
                  JOIN scans.pub_scan x ON x.target_id = :target AND c.class = ANY (x.classes)
                 WHERE x.outcome <> 'FAILED' AND x.recorded_at >= :since AND least(x.reported_at, x.recorded_at) >= :since
            )
            SELECT s.fingerprint, f.id, s.tool, true, s.vulnerability, s.package, s.class, s.package_type, s.location, {own}
              FROM pg_temp.said s
              LEFT JOIN findings.finding f ON f.target_id = :target AND f.fingerprint = s.fingerprint AND f.state = 'OPEN'
            UNION ALL
            SELECT f.fingerprint, f.id, v.tool, false, f.vulnerability, f.package, f.class, f.package_type, f.location, {theirs}
              FROM findings.finding f
              LEFT JOIN pg_temp.said s ON s.fingerprint = f.fingerprint
             CROSS JOIN LATERAL (
                   SELECT x.tool, {x} FROM findings.sighting x WHERE x.finding_id = f.id
                   UNION ALL
                   SELECT f.tool, {f} WHERE NOT EXISTS (SELECT 1 FROM findings.sighting x WHERE x.finding_id = f.id)) v
             CROSS JOIN LATERAL (SELECT :conclusive AND f.class = ANY (:classes) AS it) covered
             WHERE f.target_id = :target AND f.state = 'OPEN' AND v.tool <> :tool AND (s.fingerprint IS NOT NULL OR covered.it)
               AND (NOT covered.it OR EXISTS (SELECT 1 FROM used u WHERE u.tool = v.tool AND u.class = f.class))
            """.replace("{own}", of("s"))
            .replace("{theirs}", of("v"))
            .replace("{x}", of("x"))
            .replace("{f}", of("f"));

    /** What is open again, or shown by one alone, says what it says in the finding. */
    private static final String FORGET = """
            DELETE FROM findings.sighting AS x
             USING findings.finding AS f
             WHERE x.target_id = :target AND f.id = x.finding_id
               AND (f.state = 'CLOSED'
                    OR (EXISTS (SELECT 1 FROM pg_temp.standing t WHERE t.finding_id = f.id)
                        AND NOT EXISTS (SELECT 1 FROM pg_temp.standing t
                                         WHERE t.finding_id = f.id AND t.tool = x.tool
                                           AND EXISTS (SELECT 1 FROM pg_temp.standing o
                                                        WHERE o.finding_id = f.id AND o.tool <> t.tool))))
            """;

    private static final String CHANGE =
            """
            UPDATE findings.sighting AS x
               SET ({words}) = ({t})
              FROM pg_temp.standing AS t
             WHERE x.finding_id = t.finding_id AND x.tool = t.tool AND ({x}) IS DISTINCT FROM ({t})
            """.replace("{words}", WORDS).replace("{x}", of("x")).replace("{t}", of("t"));

    private static final String REMEMBER = """
            INSERT INTO findings.sighting (finding_id, tool, target_id, {words})
            SELECT t.finding_id, t.tool, :target::uuid, {t}
              FROM pg_temp.standing t
             WHERE EXISTS (SELECT 1 FROM pg_temp.standing o WHERE o.finding_id = t.finding_id AND o.tool <> t.tool)
               AND NOT EXISTS (SELECT 1 FROM findings.sighting x WHERE x.finding_id = t.finding_id AND x.tool = t.tool)
             ORDER BY t.finding_id, t.tool
            """.replace("{words}", WORDS).replace("{t}", of("t"));

    /** One row a finding, as {@link ScanRows} takes them: whose words it has; a fix is known when any of them knows it. */
    static final String WINNING = """
            SELECT DISTINCT ON (t.fingerprint) t.fingerprint, t.vulnerability, t.package, t.class, t.package_type, t.location,
                   t.installed_version,
                   coalesce(t.fixed_version, first_value(t.fixed_version) OVER (
                       PARTITION BY t.fingerprint ORDER BY (t.fixed_version IS NULL), {stronger})) AS fixed_version,
                   t.vendor_status, t.severity, t.severity_source, t.cvss, t.cvss_vector, t.title, t.reference, t.published_at,
                   t.suppression, t.tool, t.image_id, s.fingerprint IS NOT NULL AS shown, coalesce(s.fix_said, false) AS fix_said,
                   s.alias, s.fix_on, s.fix_kind
              FROM pg_temp.standing AS t
              LEFT JOIN pg_temp.said AS s ON s.fingerprint = t.fingerprint
             ORDER BY t.fingerprint, {stronger}
            """.replace("{stronger}", STRONGER);

    private final JdbcClient jdbc;

    Sightings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String of(String table) {
        return table + "." + WORDS.replace(", ", ", " + table + ".");
    }

    /** Whether another tool ever scanned the target. */
    boolean areSeveral(ReadScan scan) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM scans.pub_scan WHERE target_id = :target AND tool < :tool)
                    OR EXISTS (SELECT 1 FROM scans.pub_scan WHERE target_id = :target AND tool > :tool)
                """)
                .param("target", scan.targetId())
                .param("tool", scan.tool())
                .query(Boolean.class)
                .single();
    }

    /** Keeps what each of them says after this scan; what it lists is in pg_temp.said, and what stands goes to pg_temp.standing. */
    void note(ReadScan scan) {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS standing (
                    fingerprint bytea NOT NULL, finding_id uuid, tool text NOT NULL, own boolean NOT NULL, vulnerability text, package text,
                    class text, package_type text, location text, installed_version text, fixed_version text, vendor_status text,
                    severity text, severity_source text, cvss numeric(3, 1), cvss_vector text, title text, reference text,
                    published_at timestamptz, suppression text, image_id uuid
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("CREATE INDEX IF NOT EXISTS standing_finding ON pg_temp.standing (finding_id)")
                .update();
        jdbc.sql("DELETE FROM pg_temp.standing").update();
        bound(STAND, scan).update();
        jdbc.sql("ANALYZE pg_temp.standing").update();
        bound(FORGET, scan).update();
        bound(CHANGE, scan).update();
        bound(REMEMBER, scan).update();
    }

    private JdbcClient.StatementSpec bound(String sql, ReadScan scan) {
        return jdbc.sql(sql)
                .param("target", scan.targetId())
                .param("tool", scan.tool())
                .param("conclusive", scan.conclusive())
                .param("classes", scan.classes().toArray(String[]::new))
                .param("since", scan.madeAt().minus(ReadScan.IN_USE).atOffset(ZoneOffset.UTC));
    }
}
