package io.exhibit.findings;

import io.exhibit.estate.PlacesChanged;
import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps, of each finding that a scan closed, whether an image that had it still runs, or when the last such place was left (ADR 040).
 * Where a target names its environment, cluster, namespace or workload, only places there count, and those that no target of the same
 * image names. An image had it when a conclusive scan
 * of the target was about it while the finding was open; the image that closed it had it not. What came back counts as left when it came
 * back, at the latest: from then on its next episode tells. What comes out depends on what was stated, and not on the order in which
 * scans and snapshots are read.
 */
@Component
class LastReplicas {

    private static final String LOOK = """
            WITH asked AS MATERIALIZED (
                SELECT e.finding_id, e.n, f.target_id, e.opened_at, e.opened_image, e.closed_at, e.closed_image, again.opened_at AS again_at
                  FROM findings.finding f
                  JOIN findings.episode e ON e.finding_id = f.id
                  LEFT JOIN findings.episode again ON again.finding_id = e.finding_id AND again.n = e.n + 1
                 WHERE e.closed_at IS NOT NULL AND {of}
            ), life AS MATERIALIZED (
                SELECT DISTINCT target_id, opened_at, opened_image, closed_at, closed_image FROM asked
            ), had AS MATERIALIZED (
                SELECT l.target_id, l.opened_at, l.closed_at, l.opened_image AS image_id FROM life l
                 WHERE l.opened_image IS DISTINCT FROM l.closed_image
                UNION
                SELECT l.target_id, l.opened_at, l.closed_at, s.image_id
                  FROM life l
                  JOIN scans.pub_scan s ON s.target_id = l.target_id AND s.outcome = 'CONCLUSIVE'
                       AND s.recorded_at >= l.opened_at AND s.recorded_at < l.closed_at
                 WHERE s.image_id IS DISTINCT FROM l.closed_image
            ), ran AS MATERIALIZED (
                SELECT d.image_id, d.environment, d.cluster, d.namespace, d.workload, bool_or(d.to_at IS NULL) AS runs, max(d.to_at) AS left_at
                  FROM (SELECT DISTINCT image_id FROM had WHERE image_id IS NOT NULL) h
                 CROSS JOIN LATERAL (SELECT * FROM estate.pub_deployment d WHERE d.image_id = h.image_id) d
                 GROUP BY d.image_id, d.environment, d.cluster, d.namespace, d.workload
            ), place AS MATERIALIZED (
                SELECT h.target_id, h.opened_at, h.closed_at, bool_or(r.runs) AS runs, max(r.left_at) AS left_at
                  FROM had h
                  JOIN estate.pub_target t ON t.id = h.target_id
                  JOIN ran r ON r.image_id = h.image_id
                       AND estate.pub_counts_at(t, r.environment, r.cluster, r.namespace, r.workload)
                 GROUP BY h.target_id, h.opened_at, h.closed_at
            ), found AS (
                SELECT a.finding_id, a.n, a.again_at IS NULL AND coalesce(p.runs, false) AS runs,
                       CASE WHEN l.at > a.closed_at THEN l.at END AS left_at
                  FROM asked a
                  LEFT JOIN place p ON p.target_id = a.target_id AND p.opened_at = a.opened_at AND p.closed_at = a.closed_at
                 CROSS JOIN LATERAL (SELECT CASE WHEN p.runs THEN a.again_at WHEN p.left_at IS NOT NULL THEN least(p.left_at, a.again_at) END AS at) l
            ), changed AS (
                UPDATE findings.episode AS e
                   SET still_runs = n.runs, left_at = n.left_at
                  FROM found n
                 WHERE e.finding_id = n.finding_id AND e.n = n.n
                   AND (e.still_runs, e.left_at) IS DISTINCT FROM (n.runs, n.left_at)
                RETURNING e.finding_id, e.n, e.gone_at
            )
            UPDATE findings.deadline AS d
               SET ended_at = c.gone_at
              FROM changed c
             WHERE d.finding_id = c.finding_id AND d.episode = c.n AND d.superseded_at IS NULL
            """;

    private static final String OF_OTHERS = """
            f.target_id IN (
                SELECT o.id
                  FROM estate.pub_target t
                  JOIN estate.pub_target o ON o.kind = t.kind AND o.name = t.name AND o.id <> t.id
                 WHERE t.id = :target)
            """;

    private static final String OF_IMAGES = """
            f.target_id IN (
                SELECT s.target_id
                  FROM scans.pub_scan s
                 WHERE s.image_id IN (SELECT d.image_id
                                        FROM estate.pub_deployment d
                                       WHERE d.cluster = :cluster
                                         AND (:again OR d.from_entry = :entry OR d.to_entry = :entry OR d.to_at = :at)))
            """;

    private final JdbcClient jdbc;

    LastReplicas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a target: what was closed there, just now or ever. */
    void look(UUID target) {
        alone();
        jdbc.sql(LOOK.replace("{of}", "f.target_id = :target"))
                .param("target", target)
                .update();
    }

    /** With a target's first scan, what runs where it stands counts no longer for others of the same image. */
    void lookBeside(ReadScan scan) {
        if (jdbc.sql("SELECT EXISTS (SELECT 1 FROM scans.pub_scan WHERE target_id = :target AND id <> :scan)")
                .param("target", scan.targetId())
                .param("scan", scan.id())
                .query(Boolean.class)
                .single()) {
            return;
        }
        alone();
        jdbc.sql(LOOK.replace("{of}", OF_OTHERS))
                .param("target", scan.targetId())
                .update();
    }

    @EventListener
    void on(PlacesChanged changed) {
        alone();
        jdbc.sql(LOOK.replace("{of}", OF_IMAGES))
                .param("cluster", changed.cluster())
                .param("entry", changed.entryIndex())
                .param("at", changed.at().atOffset(ZoneOffset.UTC))
                .param("again", changed.again())
                .update();
    }

    /** Scans and snapshots are read side by side: whoever looks second sees what the first one did. */
    private void alone() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('findings.last-replicas'))")
                .query((row, n) -> true)
                .single();
    }
}
