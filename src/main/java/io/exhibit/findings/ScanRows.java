package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The transaction's own table pg_temp.merging: one row for each finding that a scan lists (shown), and for each that another scanner shows
 * and this scan does not end, with what the finding is ranked by.
 */
@Component
class ScanRows {

    private static final String COLUMNS = """
            fingerprint bytea PRIMARY KEY, vulnerability text, package text, class text, package_type text, location text,
            installed_version text, fixed_version text, vendor_status text, severity text, severity_source text,
            cvss numeric(3, 1), cvss_vector text, title text, reference text, published_at timestamptz, suppression text,
            tool text NOT NULL, image_id uuid, shown boolean NOT NULL, fix_said boolean NOT NULL, alias text, fix_on timestamptz,
            fix_kind text
            """;

    /** What the scan itself lists: rows of the document that are the same finding become one, with all their versions. */
    private static final String OWN = """
            SELECT o.fingerprint, o.vulnerability, o.package, o.class, o.package_type, o.location,
                   CASE WHEN o.copies > 1 THEN o.joined ELSE o.installed_version END AS installed_version,
                   o.fixed_version, o.vendor_status, o.severity, o.severity_source, o.cvss, o.cvss_vector, o.title,
                   o.reference, o.published_at, o.suppression, :tool::text AS tool, :image::uuid AS image_id, true AS shown,
                   o.fixed_version IS NOT NULL AS fix_said, o.alias, o.fix_on, o.fix_kind
              FROM (SELECT DISTINCT ON (o.fingerprint) o.*,
                           array_to_string(ARRAY(SELECT DISTINCT v.installed_version FROM pg_temp.observed v
                                                  WHERE v.n = :n AND o.copies > 1 AND v.fingerprint = o.fingerprint
                                                  ORDER BY 1), ', ') AS joined,
                           CASE o.severity WHEN 'CRITICAL' THEN 1 WHEN 'HIGH' THEN 2 WHEN 'MEDIUM' THEN 3
                                           WHEN 'LOW' THEN 4 END AS by_word,
                           CASE WHEN o.cvss >= :critical THEN 1 WHEN o.cvss >= :high THEN 2
                                WHEN o.cvss >= :medium THEN 3 WHEN o.cvss IS NOT NULL THEN 4 END AS by_score
                      FROM (SELECT *, count(*) OVER (PARTITION BY fingerprint) AS copies
                              FROM pg_temp.observed WHERE n = :n) AS o
                     ORDER BY o.fingerprint, (o.suppression IS NOT NULL), o.installed_version, by_word, by_score, o.fixed_version,
                              o.vendor_status, o.severity, o.severity_source, o.cvss, o.cvss_vector, o.title, o.reference,
                              o.published_at, o.suppression, o.fix_on, o.fix_kind, o.alias) AS o
            """;

    private static final String STAGE = """
            INSERT INTO pg_temp.merging
            SELECT f.*, {inputs}
              FROM (
            {rows}
                   ) AS f
              LEFT JOIN estate.pub_target target ON target.id = :target
              LEFT JOIN estate.pub_system place ON place.id = target.system_id
            """;

    private final JdbcClient jdbc;
    private final Ranker ranker;
    private final Aliases aliases;
    private final Sightings sightings;

    ScanRows(JdbcClient jdbc, Ranker ranker, Aliases aliases, Sightings sightings) {
        this.aliases = aliases;
        this.jdbc = jdbc;
        this.ranker = ranker;
        this.sightings = sightings;
    }

    /** Of a scan that tells of the past, what it lists; of another, with what other scanners show beside it. */
    void stage(ReadScan scan, RankingMethod method) {
        aliases.settle(scan);
        create("merging", COLUMNS + ", inputs text NOT NULL");
        String rows = OWN;
        if (!scan.overtaken() && sightings.areSeveral(scan)) {
            create("said", COLUMNS);
            bound(jdbc.sql("INSERT INTO pg_temp.said\n" + OWN), scan, method).update();
            jdbc.sql("ANALYZE pg_temp.said (fingerprint)").update();
            sightings.note(scan);
            rows = Sightings.WINNING;
        }
        bound(ranker.gather(STAGE.replace("{rows}", rows), method), scan, method)
                .update();
        ranker.rank("merging", method);
        jdbc.sql("ANALYZE pg_temp.merging (fingerprint)").update();
    }

    private void create(String table, String columns) {
        jdbc.sql("CREATE TEMP TABLE IF NOT EXISTS " + table + " (" + columns + ") ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp." + table).update();
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, ReadScan scan, RankingMethod method) {
        return statement
                .param("n", scan.n())
                .param("target", scan.targetId())
                .param("tool", scan.tool())
                .param("image", scan.imageId())
                .param("critical", method.bands().critical())
                .param("high", method.bands().high())
                .param("medium", method.bands().medium());
    }
}
