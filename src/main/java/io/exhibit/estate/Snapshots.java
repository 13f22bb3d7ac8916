package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What snapshots come to: intervals of digest, workload, cluster and container (ADR 022). Each begins when a snapshot first had it,
 * and ends when Exhibit received the first complete one without it. One that comes late adds what it saw and ends nothing.
 */
@Repository
class Snapshots {

    private static final String SAME = """
            d.source = 'SNAPSHOT' AND d.cluster = :cluster AND d.environment = :environment AND d.namespace = r.namespace
            AND d.kind = r.kind AND d.workload = r.workload AND d.container = r.container AND d.identity = r.identity
            """;

    /** Somebody said of a later time what runs there, so what this one lacks is no news; what it has was there. */
    private static final String NOT_COVERED = """
            NOT EXISTS (SELECT 1 FROM estate.deployment d
                         WHERE {same} AND d.from_at <= :at AND (d.gone_at IS NULL OR d.gone_at > :at))
            """;

    private static final String ADD = """
            INSERT INTO estate.deployment (id, source, cluster, environment, namespace, kind, workload, container, identity, repository,
                                           tag, digest, config, lineage, replicas, claimed_system, from_at, opened_at, seen_at,
                                           from_entry, to_at, gone_at, to_entry)
            SELECT r.id, 'SNAPSHOT', :cluster, :environment, r.namespace, r.kind, r.workload, r.container, r.identity, r.repository,
                   r.tag, r.digest, r.config, r.lineage, r.replicas, :system, :at, :recorded, :at,
                   :entry, :endsAt, :goneAt, :endsBy
              FROM pg_temp.ran r
             WHERE r.replicas > 0 AND {uncovered}
            """;

    private final JdbcClient jdbc;

    Snapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A snapshot whose list is in pg_temp.ran. */
    record Statement(
            String cluster,
            String environment,
            @Nullable String system,
            Instant observedAt,
            boolean complete,
            Instant recordedAt,
            long entryIndex) {}

    /** Intervals that it began, ended, and made longer or took up again; workloads that carry other labels with it; again: some it took up again. */
    record Change(int opened, int closed, int extended, int relabelled, boolean late, boolean again) {

        Change with(int otherLabels) {
            return new Change(opened, closed, extended, otherLabels, late, again);
        }
    }

    /** A complete snapshot of the same cluster, read before. */
    private record Known(Instant observedAt, Instant recordedAt, long entryIndex) {}

    Change merge(Statement by) {
        Optional<Known> next = complete(by, ">");
        boolean late = next.isPresent() || complete(by, "=").isPresent();
        if (next.isPresent()) {
            int extended = extendBack(by, next.get());
            return new Change(add(by, next.get()), 0, extended, 0, true, false);
        }
        int closed = by.complete() && !late ? close(by) : 0;
        int longer = goOn(by);
        int again = takeUpAgain(by);
        return new Change(add(by, null), closed, longer + again, 0, late, again > 0);
    }

    private Optional<Known> complete(Statement by, String than) {
        return jdbc.sql("""
                SELECT s.observed_at, s.recorded_at, s.entry_index
                  FROM estate.snapshot s
                 WHERE s.cluster = :cluster AND s.complete AND s.observed_at {than} :at
                 ORDER BY s.observed_at, s.entry_index
                 LIMIT 1
                """.replace("{than}", than))
                .param("cluster", by.cluster())
                .param("at", utc(by.observedAt()))
                .query((rs, n) -> new Known(
                        Columns.at(rs, "observed_at"), Columns.at(rs, "recorded_at"), rs.getLong("entry_index")))
                .optional();
    }

    /** What ran in the cluster and is not in it has ended, unless part of the cluster was seen since with it. */
    private int close(Statement by) {
        return bound("""
                UPDATE estate.deployment AS d
                   SET gone_at = :at, to_at = :recorded, to_entry = :entry
                 WHERE d.source = 'SNAPSHOT' AND d.cluster = :cluster AND d.to_at IS NULL AND d.seen_at < :at
                   AND NOT (d.environment = :environment
                            AND EXISTS (SELECT 1 FROM pg_temp.ran r WHERE {same}))
                """, by, null).update();
    }

    /** What ran and runs: how often, and since when, when this one is older than what first had it. */
    private int goOn(Statement by) {
        return bound("""
                UPDATE estate.deployment AS d
                   SET replicas = CASE WHEN d.seen_at <= :at OR d.replicas IS NULL THEN r.replicas ELSE d.replicas END,
                       hinted_by = CASE WHEN r.replicas > 0 AND d.from_at > :at THEN NULL ELSE d.hinted_by END,
                       hinted_entry = CASE WHEN r.replicas > 0 AND d.from_at > :at THEN NULL ELSE d.hinted_entry END,
                       from_at = CASE WHEN r.replicas > 0 THEN least(d.from_at, :at) ELSE d.from_at END,
                       seen_at = CASE WHEN :complete THEN d.seen_at ELSE greatest(d.seen_at, :at) END
                  FROM pg_temp.ran r
                 WHERE {same}
                   AND d.to_at IS NULL
                   AND ((d.seen_at <= :at AND d.replicas <> r.replicas) OR d.replicas IS NULL OR (r.replicas > 0 AND d.from_at > :at)
                        OR (NOT :complete AND d.seen_at < :at))
                """, by, null).update();
    }

    /** Of two snapshots of the same moment one ended it, and this one has it. */
    private int takeUpAgain(Statement by) {
        return bound("""
                UPDATE estate.deployment AS d
                   SET gone_at = NULL, to_at = NULL, to_entry = NULL, seen_at = :at, replicas = r.replicas
                  FROM pg_temp.ran r
                 WHERE {same}
                   AND d.gone_at = :at AND r.replicas > 0
                   AND NOT EXISTS (SELECT 1 FROM estate.deployment o
                                    WHERE o.source = 'SNAPSHOT' AND o.cluster = d.cluster AND o.environment = d.environment
                                      AND o.namespace = d.namespace AND o.kind = d.kind AND o.workload = d.workload
                                      AND o.container = d.container AND o.identity = d.identity AND o.to_at IS NULL)
                """, by, null).update();
    }

    /** Late: the interval that begins after it, with no complete snapshot in between that was without it, began with it. */
    private int extendBack(Statement by, Known next) {
        return bound("""
                UPDATE estate.deployment AS e
                   SET from_at = :at, replicas = coalesce(e.replicas, first.replicas), hinted_by = NULL, hinted_entry = NULL
                  FROM (SELECT DISTINCT ON (r.id) d.id, r.replicas
                          FROM pg_temp.ran r
                          JOIN estate.deployment d ON {same}
                         WHERE r.replicas > 0 AND d.from_at > :at AND d.from_at <= :goneAt AND {uncovered}
                         ORDER BY r.id, d.from_at, d.id) AS first
                 WHERE e.id = first.id
                """, by, next).update();
    }

    /** What was not known to run at its time: until the next complete snapshot, which was without it, or until now. */
    private int add(Statement by, @Nullable Known next) {
        return bound(ADD, by, next).update();
    }

    private JdbcClient.StatementSpec bound(String sql, Statement by, @Nullable Known next) {
        return jdbc.sql(sql.replace("{uncovered}", NOT_COVERED).replace("{same}", SAME))
                .param("cluster", by.cluster())
                .param("environment", by.environment())
                .param("system", by.system())
                .param("at", utc(by.observedAt()))
                .param("complete", by.complete())
                .param("recorded", utc(by.recordedAt()))
                .param("entry", by.entryIndex())
                .param("goneAt", next == null ? null : utc(next.observedAt()))
                .param("endsAt", next == null ? null : utc(next.recordedAt()))
                .param("endsBy", next == null ? null : next.entryIndex());
    }

    /** Keeps the snapshot itself, so that the next ones know of it. */
    void add(UUID submission, ReadSnapshot read, @Nullable Instant stated, Statement by, Change change) {
        jdbc.sql("""
                INSERT INTO estate.snapshot (id, submission_id, entry_index, recorded_at, observed_at, stated_at, cluster, environment,
                                             claimed_system, format, complete, late, pods, running, opened, closed, extended, relabelled)
                VALUES (:id, :submission, :entry, :recorded, :at, :stated, :cluster, :environment,
                        :system, :format, :complete, :late, :pods, :running, :opened, :closed, :extended, :relabelled)
                """)
                .param("id", DerivedId.of(by.recordedAt(), "snapshot", submission))
                .param("submission", submission)
                .param("entry", by.entryIndex())
                .param("recorded", utc(by.recordedAt()))
                .param("at", utc(by.observedAt()))
                .param("stated", stated == null ? null : utc(stated))
                .param("cluster", by.cluster())
                .param("environment", by.environment())
                .param("system", by.system())
                .param("format", read.format)
                .param("complete", by.complete())
                .param("late", change.late())
                .param("pods", read.pods)
                .param("running", read.running)
                .param("opened", change.opened())
                .param("closed", change.closed())
                .param("extended", change.extended())
                .param("relabelled", change.relabelled())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
