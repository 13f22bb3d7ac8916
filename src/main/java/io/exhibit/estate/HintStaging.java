package io.exhibit.estate;

import io.exhibit.estate.RunningContainer.Workload;
import io.exhibit.intake.Submission;
import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a document hints at, in tables of the transaction alone, written in batches. No time of it is after its receipt. */
final class HintStaging implements ClusterSink {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final Submission submission;
    private final SnapshotStaging listed;
    private final List<Seen> seen = new ArrayList<>(BATCH);
    private final List<Ended> ended = new ArrayList<>(BATCH);
    private boolean made;

    HintStaging(JdbcClient jdbc, Submission submission, SnapshotStaging listed) {
        this.jdbc = jdbc;
        this.submission = submission;
        this.listed = listed;
    }

    private record Seen(RunningContainer one, Hint by, Instant at) {}

    private record Ended(Workload workload, EndHint how, Instant at) {}

    @Override
    public void runs(RunningContainer one) {
        listed.add(one);
    }

    @Override
    public void seen(RunningContainer one, Hint by, @Nullable Instant at) {
        seen.add(new Seen(one, by, notAfterReceipt(at)));
        if (seen.size() == BATCH) {
            writeSeen();
        }
    }

    @Override
    public void ended(Workload workload, EndHint how, @Nullable Instant at) {
        ended.add(new Ended(workload, how, notAfterReceipt(at)));
        if (ended.size() == BATCH) {
            writeEnded();
        }
    }

    private Instant notAfterReceipt(@Nullable Instant at) {
        return at == null || at.isAfter(submission.receivedAt()) ? submission.receivedAt() : at;
    }

    /** All of it is written: pg_temp.hinted and pg_temp.hinted_end have it. */
    void end() {
        make();
        writeSeen();
        writeEnded();
        jdbc.sql("ANALYZE pg_temp.hinted").update();
    }

    private void make() {
        if (made) {
            return;
        }
        made = true;
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS hinted (
                    id uuid NOT NULL, namespace text NOT NULL, kind text NOT NULL, workload text NOT NULL, container text NOT NULL,
                    identity text NOT NULL, repository text NOT NULL, tag text, digest text, config text, lineage text NOT NULL,
                    hinted_by text NOT NULL, at timestamptz NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS hinted_end (
                    namespace text NOT NULL, kind text NOT NULL, workload text NOT NULL, how text NOT NULL, at timestamptz NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.hinted").update();
        jdbc.sql("DELETE FROM pg_temp.hinted_end").update();
    }

    private void writeSeen() {
        if (seen.isEmpty()) {
            return;
        }
        make();
        jdbc.sql("""
                INSERT INTO pg_temp.hinted
                SELECT t.*
                  FROM unnest(:ids::uuid[], :namespaces::text[], :kinds::text[], :workloads::text[], :containers::text[],
                              :identities::text[], :repositories::text[], :tags::text[], :digests::text[], :configs::text[],
                              :lineages::text[], :by::text[], :at::timestamptz[]) AS t
                """)
                .param("ids", seen(each -> id(each).toString()))
                .param("namespaces", seen(each -> each.one().workload().namespace()))
                .param("kinds", seen(each -> each.one().workload().kind()))
                .param("workloads", seen(each -> each.one().workload().name()))
                .param("containers", seen(each -> each.one().container()))
                .param("identities", seen(each -> each.one().identity()))
                .param("repositories", seen(each -> each.one().image().repository()))
                .param("tags", seen(each -> each.one().image().tag()))
                .param("digests", seen(each -> each.one().image().digest()))
                .param("configs", seen(each -> each.one().config()))
                .param("lineages", seen(each -> each.one().image().lineage()))
                .param("by", seen(each -> each.by().name()))
                .param("at", seen(each -> each.at().toString()))
                .update();
        seen.clear();
    }

    private UUID id(Seen each) {
        return DerivedId.of(
                submission.receivedAt(),
                "hint",
                submission.id() + " " + each.one().key() + " " + each.at());
    }

    private @Nullable String[] seen(Function<Seen, @Nullable String> column) {
        return seen.stream().map(column).toArray(String[]::new);
    }

    private void writeEnded() {
        if (ended.isEmpty()) {
            return;
        }
        make();
        jdbc.sql("""
                INSERT INTO pg_temp.hinted_end
                SELECT t.*
                  FROM unnest(:namespaces::text[], :kinds::text[], :workloads::text[], :hows::text[], :at::timestamptz[]) AS t
                """)
                .param("namespaces", ended(each -> each.workload().namespace()))
                .param("kinds", ended(each -> each.workload().kind()))
                .param("workloads", ended(each -> each.workload().name()))
                .param("hows", ended(each -> each.how().name()))
                .param("at", ended(each -> each.at().toString()))
                .update();
        ended.clear();
    }

    private String[] ended(Function<Ended, String> column) {
        return ended.stream().map(column).toArray(String[]::new);
    }
}
