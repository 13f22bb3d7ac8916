package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends the episodes of what a conclusive scan no longer lists, and says whether that proves that it is gone; begins another of what a
 * scan shows again.
 */
@Component
class Closings {

    /** What a scan s, with its image i, says that it is about, so that two can be compared: the digest, or the commit; null: neither. */
    static final String SAID = """
            CASE WHEN s.image_id IS NULL THEN nullif(s.revision, '') ELSE coalesce(i.digest, i.image_id) END AS said""";

    /**
     * Absent is not fixed: only a conclusive scan of the same target closes, and only in the classes it covers. What another tool in use
     * shows is in pg_temp.merging too, and stays.
     */
    private static final String CLOSE = """
            WITH gone AS (
                UPDATE findings.finding AS f
                   SET state = 'CLOSED'
                 WHERE f.target_id = :target AND f.state = 'OPEN' AND f.class = ANY (:classes)
                   AND NOT EXISTS (SELECT 1 FROM pg_temp.merging m WHERE m.fingerprint = f.fingerprint)
                RETURNING f.id, f.episode, f.vulnerability, f.package, f.class, f.installed_version, f.tool
            ), ended AS (
                UPDATE findings.deadline AS d
                   SET ended_at = greatest(:at::timestamptz, e.opened_at)
                  FROM gone AS g
                  JOIN findings.episode AS e ON e.finding_id = g.id AND e.n = g.episode
                 WHERE d.finding_id = g.id AND d.episode = g.episode AND d.superseded_at IS NULL
            ), unsaid AS (
                DELETE FROM findings.sighting AS x USING gone AS g WHERE x.finding_id = g.id
            ),
            -- The last scan that showed it: the last by a tool of those, that could have closed it, or the one that opened it if that came later.
            showing AS (
                SELECT g.id, g.class, coalesce(x.tool, g.tool) AS tool
                  FROM gone g
                  LEFT JOIN findings.sighting x ON x.finding_id = g.id
            ), last AS (
                SELECT c.class, c.tool, s.id, s.recorded_at, s.entry_index, s.n
                  FROM (SELECT DISTINCT class, tool FROM showing) AS c
                 CROSS JOIN LATERAL (
                       SELECT s.id, s.recorded_at, s.entry_index, s.n
                         FROM scans.pub_scan s
                        WHERE s.target_id = :target AND s.outcome = 'CONCLUSIVE' AND c.class = ANY (s.classes) AND s.tool = c.tool
                          AND s.id <> :scan
                        ORDER BY s.recorded_at DESC, s.entry_index DESC, s.n DESC
                        LIMIT 1) s
            ), shown AS (
                SELECT DISTINCT ON (g.id) g.*, CASE WHEN l.recorded_at >= e.opened_at THEN l.id ELSE e.opened_scan END AS scan
                  FROM gone g
                  JOIN findings.episode e ON e.finding_id = g.id AND e.n = g.episode
                  JOIN showing w ON w.id = g.id
                  LEFT JOIN last l ON l.class = g.class AND l.tool = w.tool
                 ORDER BY g.id, l.recorded_at DESC NULLS LAST, l.entry_index DESC, l.n DESC
            ), subject AS (
                SELECT s.id, s.tool, s.reported_at, s.database_at,
                       {said}
                  FROM scans.pub_scan s
                  LEFT JOIN estate.pub_image i ON i.id = s.image_id
                 WHERE s.id = :scan OR s.id IN (SELECT scan FROM shown)
            ),
            -- Versions of a package that are listed still, without those of which the vulnerability is still said somewhere.
            listing AS MATERIALIZED (
                SELECT l.name, array_agg(DISTINCT l.version) AS versions FROM pg_temp.listed l WHERE l.n = :n GROUP BY l.name
            ), said AS MATERIALIZED (
                SELECT m.vulnerability, m.package, string_agg(m.installed_version, ', ') AS versions
                  FROM pg_temp.merging m
                 GROUP BY m.vulnerability, m.package
            ), compared AS (
                SELECT s.id, s.episode, s.scan, l.name IS NOT NULL AS listed, was.said = now.said AS same_image,
                       EXISTS (SELECT 1
                                 FROM unnest(l.versions) AS v (version)
                                WHERE v.version = ANY (findings.versions(s.installed_version))
                                  AND v.version <> ALL (findings.versions(coalesce(a.versions, '')))) AS same_version,
                       was.said IS NULL OR now.said IS NULL AS no_digest,
                       was.reported_at IS NULL OR now.reported_at IS NULL AS not_dated,
                       was.tool IS DISTINCT FROM now.tool AS other_tool,
                       was.tool = now.tool AND was.database_at > now.database_at AS older_database
                  FROM shown s
                  JOIN subject now ON now.id = :scan
                  LEFT JOIN subject was ON was.id = s.scan
                  LEFT JOIN listing l ON l.name = s.package
                  LEFT JOIN said a ON a.vulnerability = s.vulnerability AND a.package = s.package
            )
            UPDATE findings.episode AS e
               SET closed_at = greatest(:at::timestamptz, e.opened_at), closed_scan = :scan, closed_image = :image,
                   shown_scan = c.scan,
                   close_reason = CASE WHEN c.same_image OR c.same_version THEN 'SCANNER_CHANGED'
                                       WHEN NOT EXISTS (SELECT 1 FROM listing) THEN 'NOT_IN_LATER_SCAN'
                                       WHEN c.listed THEN 'PACKAGE_UPDATED' ELSE 'PACKAGE_REMOVED' END,
                   doubts = array_remove(ARRAY[CASE WHEN c.same_image THEN 'SAME_IMAGE' END,
                                               CASE WHEN c.same_version THEN 'SAME_VERSION' END,
                                               CASE WHEN c.no_digest THEN 'NO_DIGEST' END,
                                               CASE WHEN c.not_dated THEN 'NOT_DATED' END,
                                               CASE WHEN c.other_tool THEN 'OTHER_TOOL' END,
                                               CASE WHEN c.older_database THEN 'OLDER_DATABASE' END], NULL)
              FROM compared AS c
             WHERE e.finding_id = c.id AND e.n = c.episode
            """.replace("{said}", SAID);

    private static final String REOPEN = """
            WITH again AS (
                UPDATE findings.finding AS f
                   SET state = 'OPEN', episode = f.episode + 1
                  FROM pg_temp.merging AS m
                 WHERE f.target_id = :target AND f.fingerprint = m.fingerprint AND f.state = 'CLOSED'
                RETURNING f.id, f.episode),
            opened AS (
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan, opened_image)
                SELECT id, episode, :at::timestamptz, :scan::uuid, :image::uuid FROM again)
            INSERT INTO pg_temp.undecided SELECT id, true FROM again
            """;

    private final JdbcClient jdbc;
    private final LastReplicas lastReplicas;
    private final VendorFixes vendorFixes;

    Closings(JdbcClient jdbc, LastReplicas lastReplicas, VendorFixes vendorFixes) {
        this.jdbc = jdbc;
        this.lastReplicas = lastReplicas;
        this.vendorFixes = vendorFixes;
    }

    /** Answers how many were begun again; the scan's rows are in pg_temp.merging. */
    long reopen(ReadScan scan) {
        long reopened = jdbc.sql(REOPEN)
                .param("target", scan.targetId())
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("scan", scan.id())
                .param("image", scan.imageId())
                .update();
        if (reopened > 0) {
            lastReplicas.look(scan.targetId());
        }
        return reopened;
    }

    /** What the scan says of other targets of the same images; the scan's rows are in pg_temp.merging. */
    void lookBeside(ReadScan scan) {
        lastReplicas.lookBeside(scan);
        vendorFixes.look(scan);
    }

    /** Answers how many were ended; the scan's rows are in pg_temp.merging and pg_temp.listed. */
    long close(ReadScan scan) {
        long closed = jdbc.sql(CLOSE)
                .param("target", scan.targetId())
                .param("classes", scan.classes().toArray(String[]::new))
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("scan", scan.id())
                .param("image", scan.imageId())
                .param("n", scan.n())
                .update();
        if (closed > 0) {
            lastReplicas.look(scan.targetId());
        }
        return closed;
    }
}
