package io.exhibit.dashboard;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clusters that state what runs in them, that stopped to, and that only scans or people know of. */
@Component
class ClusterList {

    private static final String ALL = """
            WITH RECURSIVE stating (cluster) AS (
                (SELECT s.cluster FROM estate.pub_snapshot s ORDER BY s.cluster LIMIT 1)
                UNION ALL
                SELECT (SELECT s.cluster FROM estate.pub_snapshot s WHERE s.cluster > g.cluster ORDER BY s.cluster LIMIT 1)
                  FROM stating g
                 WHERE g.cluster IS NOT NULL
            ), named AS (
                SELECT g.cluster FROM stating g WHERE g.cluster IS NOT NULL
                UNION
                SELECT DISTINCT t.cluster FROM estate.pub_target t WHERE t.cluster <> '' AND t.first_seen_at <= :at
                UNION
                SELECT e.cluster FROM estate.pub_declared_cluster e
            )
            SELECT n.cluster, coalesce(l.environment, e.environment, '') AS environment, e.declared_at, e.entry_index, e.owner, l.submission_id, l.observed_at, l.recorded_at,
                   l.stated_at, l.complete, c.recorded_at AS complete_at, r.containers, r.workloads
              FROM named n
              LEFT JOIN LATERAL (SELECT s.submission_id, s.observed_at, s.recorded_at, s.stated_at, s.complete, s.environment
                                   FROM estate.pub_snapshot s
                                  WHERE s.cluster = n.cluster AND s.recorded_at <= :at
                                  ORDER BY s.recorded_at DESC
                                  LIMIT 1) l ON true
              LEFT JOIN estate.pub_declared_cluster e ON e.cluster = n.cluster AND e.declared_at <= :at
                   AND (e.released_at IS NULL OR e.released_at > :at)
              LEFT JOIN LATERAL (SELECT s.recorded_at
                                   FROM estate.pub_snapshot s
                                  WHERE s.cluster = n.cluster AND s.complete AND NOT s.late AND s.recorded_at <= :at
                                  ORDER BY s.observed_at DESC
                                  LIMIT 1) c ON true
              CROSS JOIN LATERAL ({running}) r
             WHERE l.recorded_at IS NOT NULL OR e.entry_index IS NOT NULL OR n.cluster IN (SELECT t.cluster FROM estate.pub_target t WHERE t.first_seen_at <= :at)
             ORDER BY c.recorded_at NULLS FIRST, n.cluster
            """;

    private static final String RUNNING = """
            SELECT count(*) AS containers, count(DISTINCT (d.namespace, d.kind, d.workload)) AS workloads
              FROM estate.pub_interval d
             WHERE d.cluster = n.cluster AND d.opened_at <= :at AND (d.to_at IS NULL OR d.to_at > :at)
            """;

    private final JdbcClient jdbc;
    private final ClusterSilence silence;

    ClusterList(JdbcClient jdbc, ClusterSilence silence) {
        this.jdbc = jdbc;
        this.silence = silence;
    }

    /** Those that have said nothing for longest are first. There are few: a bank's clusters fit on a page. */
    List<ClusterLine> all(Instant at) {
        return ask(RUNNING, at);
    }

    /** Those that are silent, without what they ran. */
    List<ClusterLine> silent(Instant at) {
        return ask("SELECT 0 AS containers, 0 AS workloads", at).stream()
                .filter(line -> line.isSilent(at, silence.silentAfter()))
                .toList();
    }

    private List<ClusterLine> ask(String running, Instant at) {
        return jdbc.sql(ALL.replace("{running}", running))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(ClusterList::line)
                .list();
    }

    private static ClusterLine line(ResultSet rs, int n) throws SQLException {
        Instant observed = Columns.maybeAt(rs, "observed_at");
        Instant recorded = Columns.maybeAt(rs, "recorded_at");
        Instant declared = Columns.maybeAt(rs, "declared_at");
        return new ClusterLine(
                rs.getString("cluster"),
                rs.getString("environment"),
                observed == null || recorded == null
                        ? null
                        : new ClusterLine.Said(
                                rs.getObject("submission_id", UUID.class),
                                observed,
                                recorded,
                                Columns.maybeAt(rs, "stated_at"),
                                rs.getBoolean("complete")),
                Columns.maybeAt(rs, "complete_at"),
                declared == null
                        ? null
                        : new ClusterLine.Declared(declared, rs.getLong("entry_index"), rs.getString("owner")),
                new ClusterLine.Running(rs.getLong("containers"), rs.getLong("workloads")));
    }
}
