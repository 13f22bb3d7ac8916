package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a report says of the past: since when a vulnerability and its fix were there to be seen, and since when the fix was there to be
 * had. Each is the earliest that any report gives, in whatever order the reports come in, so that sending one late never leaves more time. The rows of
 * the scan are in pg_temp.merging.
 */
@Component
class LateReports {

    /** Of what is closed too: its deadline may have passed before it was gone. */
    private static final String DATE_BACK = """
            WITH back AS (
                UPDATE findings.finding AS f
                   SET shown_at = least(f.shown_at, CASE WHEN :made::timestamptz < f.first_detected_at THEN :made END),
                       shown_seen = CASE WHEN :made < coalesce(f.shown_at, f.first_detected_at) THEN :at::timestamptz ELSE f.shown_seen END,
                       fix_shown_at = least(f.fix_shown_at, CASE WHEN m.fix_said AND :made < coalesce(f.fix_seen_at, :at::timestamptz)
                                                                 THEN :made END),
                       fix_shown_seen = CASE WHEN m.fix_said AND :made < coalesce(f.fix_shown_at, f.fix_seen_at) THEN :at ELSE f.fix_shown_seen END,
                       fix_seen_at = coalesce(f.fix_seen_at, CASE WHEN m.fix_said THEN :at END)
                  FROM pg_temp.merging AS m
                 WHERE f.target_id = :target AND f.fingerprint = m.fingerprint AND m.shown
                   AND (:made < coalesce(f.shown_at, f.first_detected_at)
                        OR (m.fix_said AND :made < coalesce(f.fix_shown_at, f.fix_seen_at, 'infinity')))
                RETURNING f.id)
            INSERT INTO pg_temp.undecided SELECT id, false, true FROM back
            """;

    /** A fix was there to be had by the earliest date that any report states; of the same day by a maker's, then by one that is no estimate. */
    private static final String STATED = """
            WITH back AS (
                UPDATE findings.finding AS f
                   SET fix_stated_at = m.fix_on, fix_stated_kind = m.fix_kind, fix_stated_tool = :tool, fix_stated_seen = :at,
                       fix_stated_by = NULL
                  FROM pg_temp.merging AS m
                 WHERE f.target_id = :target AND f.fingerprint = m.fingerprint AND m.shown AND m.fix_on IS NOT NULL
                   AND (f.fix_stated_at IS NULL
                        OR (m.fix_on, true, m.fix_kind LIKE 'first-observed%', m.fix_kind COLLATE "C", :tool::text COLLATE "C")
                           < (f.fix_stated_at, f.fix_stated_by IS NULL, f.fix_stated_kind LIKE 'first-observed%', f.fix_stated_kind COLLATE "C", f.fix_stated_tool COLLATE "C"))
                RETURNING f.id)
            INSERT INTO pg_temp.undecided SELECT id, false, true FROM back
            """;

    private static final String CLOSE = """
            WITH newer AS (
                SELECT c.class, s.id, s.image_id, s.tool, s.reported_at,
                       {said}
                  FROM unnest(:classes::text[]) AS c (class)
                 CROSS JOIN LATERAL (
                       SELECT s.*
                         FROM scans.pub_scan s
                        WHERE s.target_id = :target AND s.outcome = 'CONCLUSIVE' AND c.class = ANY (s.classes)
                          AND least(s.reported_at, s.recorded_at) > CASE WHEN s.tool = :tool THEN :made ELSE :unused END::timestamptz
                        ORDER BY least(s.reported_at, s.recorded_at), s.entry_index, s.n
                        LIMIT 1) s
                  LEFT JOIN estate.pub_image i ON i.id = s.image_id
            ), this AS (
                SELECT s.tool, {said}
                  FROM scans.pub_scan s
                  LEFT JOIN estate.pub_image i ON i.id = s.image_id
                 WHERE s.id = :scan
            ), gone AS (
                UPDATE findings.finding AS f
                   SET state = 'CLOSED'
                  FROM pg_temp.merging AS m, newer AS w
                 WHERE f.target_id = :target AND f.fingerprint = m.fingerprint AND f.state = 'OPEN' AND w.class = f.class
                   AND EXISTS (SELECT 1 FROM findings.episode e WHERE e.finding_id = f.id AND e.n = f.episode AND e.opened_scan = :scan)
                RETURNING f.id, f.episode, f.class
            ), ended AS (
                UPDATE findings.deadline AS d
                   SET ended_at = :at
                  FROM gone AS g
                 WHERE d.finding_id = g.id AND d.episode = g.episode AND d.superseded_at IS NULL
            )
            UPDATE findings.episode AS e
               SET closed_at = :at, closed_scan = w.id, closed_image = w.image_id, shown_scan = :scan,
                   close_reason = CASE WHEN t.said = w.said THEN 'SCANNER_CHANGED' ELSE 'CAME_LATE' END,
                   doubts = array_remove(ARRAY[CASE WHEN t.said = w.said THEN 'SAME_IMAGE' END,
                                               CASE WHEN t.said IS NULL OR w.said IS NULL THEN 'NO_DIGEST' END,
                                               CASE WHEN w.reported_at IS NULL THEN 'NOT_DATED' END,
                                               CASE WHEN t.tool <> w.tool THEN 'OTHER_TOOL' END], NULL)
              FROM gone AS g
              JOIN newer AS w ON w.class = g.class
             CROSS JOIN this AS t
             WHERE e.finding_id = g.id AND e.n = g.episode
            """.replace("{said}", Closings.SAID);

    private final JdbcClient jdbc;
    private final LastReplicas lastReplicas;
    private final AdvisedFixes advised;

    LateReports(JdbcClient jdbc, LastReplicas lastReplicas, AdvisedFixes advised) {
        this.jdbc = jdbc;
        this.lastReplicas = lastReplicas;
        this.advised = advised;
    }

    void dateBack(ReadScan scan) {
        bound(DATE_BACK, scan).update();
        bound(STATED, scan).update();
    }

    /** What makers state of the fixes that it lists; after all its findings are there. */
    void date(ReadScan scan) {
        advised.date(scan);
    }

    /** Closes what this report made: the newer scan, of which it is not part, was on record before it. Answers how many. */
    long close(ReadScan scan) {
        long closed = bound(CLOSE, scan)
                .param("classes", scan.classes().toArray(String[]::new))
                .param("scan", scan.id())
                .param("unused", scan.madeAt().plus(ReadScan.IN_USE).atOffset(ZoneOffset.UTC))
                .update();
        if (closed > 0) {
            lastReplicas.look(scan.targetId());
        }
        return closed;
    }

    private JdbcClient.StatementSpec bound(String sql, ReadScan scan) {
        return jdbc.sql(sql)
                .param("target", scan.targetId())
                .param("tool", scan.tool())
                .param("made", scan.madeAt().atOffset(ZoneOffset.UTC))
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC));
    }
}
