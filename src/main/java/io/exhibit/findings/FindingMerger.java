package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import io.exhibit.scans.ScanMerger;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries a scan over into the findings of its target, in a few statements however many rows it has, writing only rows that differ:
 * that a finding was seen again stands in the scan, not in the finding.
 */
@Component
class FindingMerger implements ScanMerger {

    private static final String UPDATE = """
            WITH changed AS (
                UPDATE findings.finding AS f
                   SET installed_version = m.installed_version, fixed_version = m.fixed_version,
                       vendor_status = m.vendor_status, severity = m.severity, severity_source = m.severity_source,
                       cvss = m.cvss, cvss_vector = m.cvss_vector, title = m.title, reference = m.reference,
                       published_at = coalesce(m.published_at, f.published_at), suppression = m.suppression,
                       image_id = :image,
                       fix_seen_at = coalesce(f.fix_seen_at, CASE WHEN m.fixed_version IS NOT NULL THEN :at::timestamptz END),
                       fix_shown_at = CASE WHEN f.fix_seen_at IS NULL AND m.fixed_version IS NOT NULL
                                           THEN nullif(:made::timestamptz, :at::timestamptz) ELSE f.fix_shown_at END,
                       rank = k.rank, rank_reason = k.reason, rank_method = :method,
                       rank_inputs = CASE WHEN (f.rank, f.rank_reason, f.rank_method) IS DISTINCT FROM (k.rank, k.reason, :method)
                                          THEN k.kept ELSE f.rank_inputs END,
                       ranked_at = CASE WHEN k.rank IS NULL THEN NULL WHEN f.rank = k.rank THEN f.ranked_at
                                        ELSE :at::timestamptz END
                  FROM pg_temp.merging AS m
                  JOIN pg_temp.ranked AS k ON k.inputs = m.inputs
                 WHERE f.target_id = :target AND f.fingerprint = m.fingerprint
                   AND (f.installed_version, f.fixed_version, f.vendor_status, f.severity, f.severity_source, f.cvss,
                        f.cvss_vector, f.title, f.reference, f.suppression, f.image_id, f.rank, f.rank_reason, f.rank_method)
                       IS DISTINCT FROM
                       (m.installed_version, m.fixed_version, m.vendor_status, m.severity, m.severity_source, m.cvss,
                        m.cvss_vector, m.title, m.reference, m.suppression, :image::uuid, k.rank, k.reason, :method)
                RETURNING f.id, old.rank, old.rank_reason, old.rank_method, old.rank_inputs, old.ranked_at,
                          (old.rank, old.rank_reason, old.rank_method)
                          IS DISTINCT FROM (new.rank, new.rank_reason, new.rank_method) AS ranked_again
            ), before AS (
                INSERT INTO findings.earlier_rank (finding_id, superseded_at, rank, rank_reason, rank_method, rank_inputs, ranked_at)
                SELECT id, :at::timestamptz, rank, rank_reason, rank_method, rank_inputs, ranked_at FROM changed WHERE ranked_again
                ON CONFLICT DO NOTHING)
            INSERT INTO pg_temp.undecided SELECT id, false FROM changed
            """;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Ranker ranker;
    private final Closings closings;
    private final LateReports lateReports;
    private final Suppressions suppressions;
    private final Deadlines deadlines;

    FindingMerger(
            JdbcClient jdbc,
            Policies policies,
            Ranker ranker,
            Closings closings,
            LateReports lateReports,
            Suppressions suppressions,
            Deadlines deadlines) {
        this.suppressions = suppressions;
        this.jdbc = jdbc;
        this.policies = policies;
        this.ranker = ranker;
        this.closings = closings;
        this.lateReports = lateReports;
        this.deadlines = deadlines;
    }

    @Override
    public Merged merge(ReadScan scan) {
        RankingMethod method = policies.rankingMethod();
        prepare(scan, method);
        if (scan.overtaken()) {
            return late(scan, method.version());
        }
        long known = update(scan, method.version());
        lateReports.dateBack(scan);
        long reopened = closings.reopen(scan);
        long created = create(scan, method.version());
        long closed = scan.conclusive() ? closings.close(scan) : 0;
        suppressions.note(scan);
        deadlines.decide(scan.recordedAt());
        return new Merged(created, known - reopened, closed, reopened);
    }

    /** The newer scan stands; what this one shows was there since it was made, and what it alone shows was gone by the newer one. */
    private Merged late(ReadScan scan, int method) {
        long known = known(scan);
        lateReports.dateBack(scan);
        long created = create(scan, method);
        deadlines.decide(scan.recordedAt());
        return new Merged(created, known, lateReports.close(scan), 0);
    }

    private void prepare(ReadScan scan, RankingMethod method) {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS merging (
                    fingerprint bytea PRIMARY KEY, vulnerability text, package text, class text, package_type text, location text,
                    installed_version text, fixed_version text, vendor_status text, severity text, severity_source text,
                    cvss numeric(3, 1), cvss_vector text, title text, reference text, published_at timestamptz, suppression text,
                    inputs text NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.merging").update();
        deadlines.begin();
        stage(scan, method);
        ranker.rank("merging", method);
        jdbc.sql("ANALYZE pg_temp.merging (fingerprint)").update();
    }

    /** One row a finding, with what it is ranked by: rows of the document that are the same finding become one, with all their versions. */
    private void stage(ReadScan scan, RankingMethod method) {
        ranker.gather("""
                INSERT INTO pg_temp.merging
                SELECT f.fingerprint, f.vulnerability, f.package, f.class, f.package_type, f.location,
                       CASE WHEN f.copies > 1 THEN f.joined ELSE f.installed_version END,
                       f.fixed_version, f.vendor_status, f.severity, f.severity_source, f.cvss, f.cvss_vector, f.title,
                       f.reference, f.published_at, f.suppression, {inputs}
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
                                  o.published_at, o.suppression) AS f
                  LEFT JOIN estate.pub_target target ON target.id = :target
                  LEFT JOIN estate.pub_system place ON place.id = target.system_id
                """, method)
                .param("n", scan.n())
                .param("target", scan.targetId())
                .param("critical", method.bands().critical())
                .param("high", method.bands().high())
                .param("medium", method.bands().medium())
                .update();
    }

    /** What the scan says differently of a finding that is known; answers how many are known at all. */
    private long update(ReadScan scan, int method) {
        jdbc.sql(UPDATE)
                .param("image", scan.imageId())
                .param("at", at(scan))
                .param("made", made(scan))
                .param("method", method)
                .param("target", scan.targetId())
                .update();
        return known(scan);
    }

    private long known(ReadScan scan) {
        return jdbc.sql("""
                SELECT count(*) FROM findings.finding f JOIN pg_temp.merging m USING (fingerprint) WHERE f.target_id = :target
                """).param("target", scan.targetId()).query(Long.class).single();
    }

    private long create(ReadScan scan, int method) {
        return jdbc.sql("""
                WITH added AS (
                    INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type,
                        location, installed_version, fixed_version, vendor_status, severity, severity_source, cvss, cvss_vector,
                        title, reference, published_at, suppression, image_id, state, episode, first_detected_at, shown_at,
                        fix_seen_at, fix_shown_at, rank, rank_reason, rank_method, ranked_at, rank_inputs)
                    SELECT findings.id_of(:at::timestamptz, :target::uuid, m.fingerprint), :target::uuid, m.fingerprint, m.vulnerability, m.package, m.class, m.package_type,
                        m.location, m.installed_version, m.fixed_version, m.vendor_status, m.severity, m.severity_source, m.cvss,
                        m.cvss_vector, m.title, m.reference, m.published_at, m.suppression, :image::uuid, 'OPEN', 1,
                        :at::timestamptz, nullif(:made::timestamptz, :at::timestamptz),
                        CASE WHEN m.fixed_version IS NOT NULL THEN :at::timestamptz END,
                        CASE WHEN m.fixed_version IS NOT NULL THEN nullif(:made::timestamptz, :at::timestamptz) END,
                        k.rank, k.reason, :method, CASE WHEN k.rank IS NOT NULL THEN :at::timestamptz END, k.kept
                      FROM pg_temp.merging AS m
                      JOIN pg_temp.ranked AS k ON k.inputs = m.inputs
                     WHERE NOT EXISTS (SELECT 1 FROM findings.finding f
                                        WHERE f.target_id = :target AND f.fingerprint = m.fingerprint)
                     ORDER BY m.fingerprint
                    RETURNING id, vulnerability, package),
                named AS (
                    INSERT INTO findings.named (kind, name)
                    SELECT DISTINCT 'VULNERABILITY', vulnerability FROM added
                    UNION
                    SELECT DISTINCT 'PACKAGE', package FROM added
                     ORDER BY 1, 2
                    ON CONFLICT DO NOTHING),
                opened AS (
                    INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan, opened_image)
                    SELECT id, 1, :at::timestamptz, :scan::uuid, :image::uuid FROM added)
                INSERT INTO pg_temp.undecided SELECT id, true FROM added
                """)
                .param("target", scan.targetId())
                .param("image", scan.imageId())
                .param("at", at(scan))
                .param("made", made(scan))
                .param("scan", scan.id())
                .param("method", method)
                .update();
    }

    private static OffsetDateTime made(ReadScan scan) {
        return scan.madeAt().atOffset(ZoneOffset.UTC);
    }

    private static OffsetDateTime at(ReadScan scan) {
        return scan.recordedAt().atOffset(ZoneOffset.UTC);
    }
}
