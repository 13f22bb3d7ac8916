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
                       tool = m.tool, image_id = m.image_id,
                       fix_seen_at = coalesce(f.fix_seen_at, CASE WHEN m.fix_said THEN :at::timestamptz END),
                       fix_shown_at = CASE WHEN f.fix_seen_at IS NULL AND m.fix_said
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
                        f.cvss_vector, f.title, f.reference, f.suppression, f.tool, f.image_id, f.rank, f.rank_reason, f.rank_method)
                       IS DISTINCT FROM
                       (m.installed_version, m.fixed_version, m.vendor_status, m.severity, m.severity_source, m.cvss,
                        m.cvss_vector, m.title, m.reference, m.suppression, m.tool, m.image_id, k.rank, k.reason, :method)
                RETURNING f.id, {how it was ranked},
                          (old.rank, old.rank_reason, old.rank_method)
                          IS DISTINCT FROM (new.rank, new.rank_reason, new.rank_method) AS ranked_again,
                          CASE WHEN old.fixed_version IS DISTINCT FROM new.fixed_version THEN old.fixed_version END AS fixed_before
            ), shown AS (
                INSERT INTO findings.shown_fix (finding_id, fixed_version)
                SELECT id, fixed_before FROM changed WHERE fixed_before IS NOT NULL
                ON CONFLICT DO NOTHING
            ), before AS (
                {kept})
            INSERT INTO pg_temp.undecided SELECT id, false FROM changed
            """.replace("{how it was ranked}", EarlierRanks.RETURNED)
            .replace("{kept}", EarlierRanks.keep("changed WHERE ranked_again"));

    private static final String CREATE = """
            WITH added AS (
                INSERT INTO findings.finding (id, target_id, fingerprint, vulnerability, package, class, package_type,
                    location, installed_version, fixed_version, vendor_status, severity, severity_source, cvss, cvss_vector,
                    title, reference, published_at, suppression, tool, image_id, state, episode, first_detected_at, shown_at,
                    fix_seen_at, fix_shown_at, fix_stated_at, fix_stated_kind, fix_stated_tool, fix_stated_seen,
                    rank, rank_reason, rank_method, ranked_at, rank_inputs)
                SELECT findings.id_of(:at::timestamptz, :target::uuid, m.fingerprint), :target::uuid, m.fingerprint, m.vulnerability, m.package, m.class, m.package_type,
                    m.location, m.installed_version, m.fixed_version, m.vendor_status, m.severity, m.severity_source, m.cvss,
                    m.cvss_vector, m.title, m.reference, m.published_at, m.suppression, m.tool, :image::uuid, 'OPEN', 1,
                    :at::timestamptz, nullif(:made::timestamptz, :at::timestamptz),
                    CASE WHEN m.fix_said THEN :at::timestamptz END,
                    CASE WHEN m.fix_said THEN nullif(:made::timestamptz, :at::timestamptz) END,
                    m.fix_on, m.fix_kind, CASE WHEN m.fix_on IS NOT NULL THEN m.tool END,
                    CASE WHEN m.fix_on IS NOT NULL THEN :at::timestamptz END,
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
            """;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final ScanRows rows;
    private final Closings closings;
    private final LateReports lateReports;
    private final Suppressions suppressions;
    private final Deadlines deadlines;

    FindingMerger(
            JdbcClient jdbc,
            Policies policies,
            ScanRows rows,
            Closings closings,
            LateReports lateReports,
            Suppressions suppressions,
            Deadlines deadlines) {
        this.suppressions = suppressions;
        this.jdbc = jdbc;
        this.policies = policies;
        this.rows = rows;
        this.closings = closings;
        this.lateReports = lateReports;
        this.deadlines = deadlines;
    }

    @Override
    public Merged merge(ReadScan scan) {
        RankingMethod method = policies.rankingMethod();
        deadlines.begin();
        rows.stage(scan, method);
        if (scan.overtaken()) {
            return late(scan, method.version());
        }
        long known = update(scan, method.version());
        lateReports.dateBack(scan);
        long reopened = closings.reopen(scan);
        long created = create(scan, method.version());
        lateReports.date(scan);
        long closed = scan.conclusive() ? closings.close(scan) : 0;
        suppressions.note(scan);
        closings.lookBeside(scan);
        deadlines.decide(scan.recordedAt());
        return new Merged(created, known - reopened, closed, reopened);
    }

    /** The newer scan stands; what this one shows was there since it was made, and what it alone shows was gone by the newer one. */
    private Merged late(ReadScan scan, int method) {
        long known = known(scan);
        lateReports.dateBack(scan);
        long created = create(scan, method);
        lateReports.date(scan);
        deadlines.decide(scan.recordedAt());
        return new Merged(created, known, lateReports.close(scan), 0);
    }

    /** What the scan says differently of a finding that is known; answers how many are known at all. */
    private long update(ReadScan scan, int method) {
        jdbc.sql(UPDATE)
                .param("at", at(scan))
                .param("made", made(scan))
                .param("method", method)
                .param("target", scan.targetId())
                .update();
        return known(scan);
    }

    private long known(ReadScan scan) {
        return jdbc.sql("""
                SELECT count(*) FROM findings.finding f JOIN pg_temp.merging m USING (fingerprint)
                 WHERE f.target_id = :target AND m.shown
                """).param("target", scan.targetId()).query(Long.class).single();
    }

    private long create(ReadScan scan, int method) {
        return jdbc.sql(CREATE)
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
