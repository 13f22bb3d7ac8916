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
 * row for each container of each workload.
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
                    replicas int NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("CREATE TEMP TABLE IF NOT EXISTS ran (LIKE pg_temp.stated) ON COMMIT DELETE ROWS")
                .update();
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
                       min(s.digest), min(s.config), min(s.lineage), least(sum(s.replicas), 1000000)
                  FROM pg_temp.stated s
                 GROUP BY s.namespace, s.kind, s.workload, s.container, s.identity
                """).update();
        jdbc.sql("ANALYZE pg_temp.ran").update();
        return rows;
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
                              :lineages::text[], :replicas::int[]) AS t
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
                .param("replicas", text(one -> String.valueOf(one.replicas())))
                .update();
        batch.clear();
    }

    private @Nullable String[] text(Function<RunningContainer, @Nullable String> column) {
        return batch.stream().map(column).toArray(String[]::new);
    }
}
