package io.exhibit.estate;

import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which labels workloads carry over time (ADR 037): what the newest snapshot says that has the workload. A late one adds only what was
 * unknown. What is said again writes nothing, and that a workload is gone says nothing of whose it was.
 */
@Repository
class LabelFacts {

    private static final String SAME = """
            w.cluster = :cluster AND w.environment = :environment AND w.namespace = l.namespace AND w.kind = l.kind
            AND w.workload = l.workload
            """;

    private final JdbcClient jdbc;

    LabelFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes over what is in pg_temp.labelled; how many workloads carry other labels than before. */
    int follow(Snapshots.Statement by, boolean late) {
        if (!late) {
            bound("""
                    UPDATE estate.workload_labels AS w
                       SET to_at = :at, to_entry = :entry
                      FROM pg_temp.labelled l
                     WHERE {same} AND w.to_at IS NULL AND w.seen_at < :at AND w.labels <> l.labels
                    """, by).update();
        }
        int relabelled = bound("""
                INSERT INTO estate.workload_labels (cluster, environment, namespace, kind, workload, labels, from_at, from_entry, seen_at)
                SELECT :cluster, :environment, l.namespace, l.kind, l.workload, l.labels, :at, :entry, :at
                  FROM pg_temp.labelled l
                 WHERE CASE WHEN EXISTS (SELECT 1 FROM estate.workload_labels w WHERE {same})
                            THEN NOT EXISTS (SELECT 1 FROM estate.workload_labels w WHERE {same} AND w.to_at IS NULL)
                            ELSE l.labels <> '{}' END
                """, by).update();
        if (!by.complete() && !late) {
            bound("""
                    UPDATE estate.workload_labels AS w
                       SET seen_at = :at
                      FROM pg_temp.labelled l
                     WHERE {same} AND w.to_at IS NULL AND w.seen_at < :at
                    """, by).update();
        }
        return relabelled;
    }

    private JdbcClient.StatementSpec bound(String sql, Snapshots.Statement by) {
        return jdbc.sql(sql.replace("{same}", SAME))
                .param("cluster", by.cluster())
                .param("environment", by.environment())
                .param("at", by.observedAt().atOffset(ZoneOffset.UTC))
                .param("entry", by.entryIndex());
    }
}
