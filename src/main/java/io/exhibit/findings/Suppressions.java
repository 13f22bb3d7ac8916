package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps from when to when a scanner's own configuration hid findings, as its scans tell. It changes nothing else about them. */
@Component
class Suppressions {

    private final JdbcClient jdbc;

    Suppressions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the scan says otherwise than the last one did, when all in pg_temp.merging are findings and what is gone is closed. */
    void note(ReadScan scan) {
        jdbc.sql("""
                UPDATE findings.suppression AS s
                   SET until_at = :at, ended_scan = :scan
                  FROM findings.finding f
                  LEFT JOIN pg_temp.merging m ON m.fingerprint = f.fingerprint
                 WHERE s.target_id = :target AND s.until_at IS NULL AND s.since < :at AND f.id = s.finding_id
                   AND (f.state = 'CLOSED' OR (m.fingerprint IS NOT NULL AND m.suppression IS DISTINCT FROM s.reason)
                        OR EXISTS (SELECT 1 FROM findings.episode e WHERE e.finding_id = f.id AND e.n > 1 AND e.opened_at = :at))
                """)
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("scan", scan.id())
                .param("target", scan.targetId())
                .update();
        jdbc.sql("""
                INSERT INTO findings.suppression (finding_id, since, target_id, reason, scan_id)
                SELECT f.id, :at, f.target_id, m.suppression, :scan
                  FROM pg_temp.merging m
                  JOIN findings.finding f ON f.target_id = :target AND f.fingerprint = m.fingerprint
                 WHERE m.suppression IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM findings.suppression s WHERE s.finding_id = f.id AND s.until_at IS NULL)
                 ORDER BY f.id
                ON CONFLICT DO NOTHING
                """)
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("scan", scan.id())
                .param("target", scan.targetId())
                .update();
    }
}
