package io.exhibit.estate;

import io.exhibit.intake.Submission;
import io.exhibit.kernel.DerivedId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a snapshot lists, in tables of the transaction alone: written in batches, so that memory holds one of them, then summed up to a
 * row for each container of each workload, and one for the labels of each workload of which they were stated.
 */
final class SnapshotStaging {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final Submission submission;
    private final List<RunningContainer> batch = new ArrayList<>(BATCH);

    SnapshotStaging(JdbcClient jdbc, Submission submission) {
        this.jdbc = jdbc;
        this.submission = submission;
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS stated (
                    id uuid NOT NULL, namespace text NOT NULL, kind text NOT NULL, workload text NOT NULL, container text NOT NULL,
                    identity text NOT NULL, repository text NOT NULL, tag text, digest text, config text, lineage text NOT NULL,
                    labels text, replicas int NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("CREATE TEMP TABLE IF NOT EXISTS ran (LIKE pg_temp.stated) ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS labelled (
                    namespace text NOT NULL, kind text NOT NULL, workload text NOT NULL, labels text[] NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.labelled").update();
        jdbc.sql("DELETE FROM pg_temp.stated").update();
        jdbc.sql("DELETE FROM pg_temp.ran").update();
    }

    void add(RunningContainer one) {
        batch.add(one);
        if (batch.size() == BATCH) {
            write();
        }
    }

    /** How many there are, summed up. Of a tag that pods of one workload do not agree on, the first by name is kept. */
    int sum() {
        write();
        int rows = jdbc.sql("""
                INSERT INTO pg_temp.ran
                SELECT min(s.id::text)::uuid, s.namespace, s.kind, s.workload, s.container, s.identity, min(s.repository), min(s.tag),
                       min(s.digest), min(s.config), min(s.lineage), NULL, least(sum(s.replicas), 1000000)
                  FROM pg_temp.stated s
                 GROUP BY s.namespace, s.kind, s.workload, s.container, s.identity
                """).update();
        jdbc.sql("ANALYZE pg_temp.ran").update();
        sumLabels();
        return rows;
    }

    /** Where pods of a workload differ, while a new version rolls out, it carries what any of them carries. */
    private void sumLabels() {
        jdbc.sql("""
                WITH each AS (
                    SELECT DISTINCT s.namespace, s.kind, s.workload, s.labels FROM pg_temp.stated s WHERE s.labels IS NOT NULL
                ), one AS (
                    SELECT e.namespace, e.kind, e.workload, min(e.labels) AS labels, count(*) AS n
                      FROM each e
                     GROUP BY e.namespace, e.kind, e.workload
                ), mixed AS (
                    SELECT DISTINCT e.namespace, e.kind, e.workload, l.label COLLATE "C" AS label
                      FROM one o
                      JOIN each e ON e.namespace = o.namespace AND e.kind = o.kind AND e.workload = o.workload
                     CROSS JOIN string_to_table(e.labels, E'\\n') AS l(label)
                     WHERE o.n > 1
                ), kept AS (
                    SELECT m.*, row_number() OVER (PARTITION BY m.namespace, m.kind, m.workload ORDER BY m.label) AS n
                      FROM (SELECT x.*, count(*) OVER (PARTITION BY x.namespace, x.kind, x.workload,
                                                                    split_part(x.label, '=', 1)) AS others
                              FROM mixed x) m
                     WHERE m.others <= :mostValues
                )
                INSERT INTO pg_temp.labelled
                SELECT o.namespace, o.kind, o.workload, string_to_array(o.labels, E'\\n') FROM one o WHERE o.n = 1
                UNION ALL
                SELECT o.namespace, o.kind, o.workload,
                       coalesce(array_agg(k.label ORDER BY k.label) FILTER (WHERE k.label IS NOT NULL), '{}')
                  FROM one o
                  LEFT JOIN kept k
                    ON k.namespace = o.namespace AND k.kind = o.kind AND k.workload = o.workload AND k.n <= :most
                 WHERE o.n > 1
                 GROUP BY o.namespace, o.kind, o.workload
                """)
                .param("mostValues", WorkloadLabels.MOST_VALUES)
                .param("most", WorkloadLabels.MOST)
                .update();
        jdbc.sql("ANALYZE pg_temp.labelled").update();
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO pg_temp.stated
                SELECT t.*
                  FROM unnest(:ids::uuid[], :namespaces::text[], :kinds::text[], :workloads::text[], :containers::text[],
                              :identities::text[], :repositories::text[], :tags::text[], :digests::text[], :configs::text[],
                              :lineages::text[], :labels::text[], :replicas::int[]) AS t
                """)
                .param(
                        "ids",
                        text(one -> DerivedId.of(
                                        submission.receivedAt(), "deployment", submission.id() + " " + one.key())
                                .toString()))
                .param("namespaces", text(one -> one.workload().namespace()))
                .param("kinds", text(one -> one.workload().kind()))
                .param("workloads", text(one -> one.workload().name()))
                .param("containers", text(RunningContainer::container))
                .param("identities", text(RunningContainer::identity))
                .param("repositories", text(one -> one.image().repository()))
                .param("tags", text(one -> one.image().tag()))
                .param("digests", text(one -> one.image().digest()))
                .param("configs", text(RunningContainer::config))
                .param("lineages", text(one -> one.image().lineage()))
                .param("labels", text(RunningContainer::labels))
                .param("replicas", text(one -> String.valueOf(one.replicas())))
                .update();
        batch.clear();
    }

    private @Nullable String[] text(Function<RunningContainer, @Nullable String> column) {
        return batch.stream().map(column).toArray(String[]::new);
    }
}
