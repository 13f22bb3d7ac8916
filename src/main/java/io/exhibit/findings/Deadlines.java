package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores what {@link PatchClock} says of findings, with its inputs. A verdict that comes out differently supersedes the one before;
 * what was decided stays readable. All methods join the caller's transaction.
 */
@Component
class Deadlines {

    private static final int BATCH = 5000;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final JsonMapper json;

    Deadlines(JdbcClient jdbc, Policies policies, JsonMapper json) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.json = json;
    }

    private record Subject(
            UUID id,
            int episode,
            @Nullable Severity rank,
            Instant firstDetectedAt,
            @Nullable Instant fixSeenAt,
            boolean inPciScope,
            @Nullable String system,
            boolean fresh,
            @Nullable Instant endedAt,
            List<PatchClock.Earlier> earlier) {}

    private record Decided(Subject subject, Profile profile, PatchClock.Verdict verdict) {}

    /**
     * The transaction's own table of what is to be decided; fresh: nothing was decided yet for the finding's episode; back: its dates are
     * earlier than was known, which may make what is closed late.
     */
    void begin() {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS undecided (finding_id uuid NOT NULL, fresh boolean NOT NULL, back boolean NOT NULL DEFAULT false)
                ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.undecided").update();
    }

    /** Decides for the findings in that table. */
    void decide(Instant at) {
        PatchPolicy policy = policies.patchPolicy();
        List<Decided> batch = new ArrayList<>();
        try (Stream<Subject> subjects = subjects()) {
            subjects.forEach(subject -> {
                for (Profile profile : Profile.values()) {
                    if (profile != Profile.PCI || subject.inPciScope()) {
                        batch.add(new Decided(subject, profile, verdict(subject, profile, policy)));
                    }
                }
                if (batch.size() >= BATCH) {
                    store(batch, policy, at);
                    batch.clear();
                }
            });
        }
        if (!batch.isEmpty()) {
            store(batch, policy, at);
        }
        withdraw(at);
    }

    /** Some thousand at a time. */
    private Stream<Subject> subjects() {
        return jdbc
                .sql("""
                SELECT f.id, f.episode, f.rank, coalesce(f.shown_at, f.first_detected_at) AS first_detected_at,
                       coalesce(f.fix_shown_at, f.fix_seen_at) AS fix_seen_at,
                       (SELECT e.closed_at FROM findings.episode e
                         WHERE f.state = 'CLOSED' AND e.finding_id = f.id AND e.n = f.episode) AS ended_at,
                       coalesce(s.in_pci_scope, false) AS in_pci_scope, s.code, u.fresh,
                       CASE WHEN NOT u.fresh AND (:earlier OR f.rank_inputs ->> 'loweredTo' IS NOT NULL
                                                  OR EXISTS (SELECT 1 FROM findings.earlier_rank l
                                                              WHERE l.finding_id = f.id AND l.rank_inputs ->> 'loweredTo' IS NOT NULL))
                            THEN ARRAY(SELECT coalesce(r.rank, '') || ' ' || extract(epoch FROM r.superseded_at)
                                         FROM findings.earlier_rank r
                                         JOIN findings.episode e ON e.finding_id = r.finding_id AND e.n = f.episode
                                        WHERE r.finding_id = f.id AND r.superseded_at > e.opened_at
                                        ORDER BY r.superseded_at) END AS earlier
                  FROM (SELECT finding_id, bool_or(fresh) AS fresh, bool_or(back) AS back FROM pg_temp.undecided GROUP BY finding_id) u
                  JOIN findings.finding f ON f.id = u.finding_id
                  JOIN estate.pub_target t ON t.id = f.target_id
                  LEFT JOIN estate.pub_system s ON s.id = t.system_id
                 WHERE f.state = 'OPEN' OR u.back
                 ORDER BY f.id
                """)
                .param("earlier", policies.rankingMethod().looksFurther())
                .withFetchSize(BATCH)
                .query(Deadlines::subject)
                .stream();
    }

    private static Subject subject(ResultSet rs, int n) throws SQLException {
        String rank = rs.getString("rank");
        OffsetDateTime fixSeenAt = rs.getObject("fix_seen_at", OffsetDateTime.class);
        return new Subject(
                rs.getObject("id", UUID.class),
                rs.getInt("episode"),
                rank == null ? null : Severity.valueOf(rank),
                Columns.at(rs, "first_detected_at"),
                fixSeenAt == null ? null : fixSeenAt.toInstant(),
                rs.getBoolean("in_pci_scope"),
                rs.getString("code"),
                rs.getBoolean("fresh"),
                Columns.maybeAt(rs, "ended_at"),
                EarlierRanks.read(rs.getArray("earlier")));
    }

    private static PatchClock.Verdict verdict(Subject subject, Profile profile, PatchPolicy policy) {
        return PatchClock.verdict(
                new PatchClock.Inputs(
                        profile, subject.rank(), subject.firstDetectedAt(), subject.fixSeenAt(), subject.earlier()),
                policy);
    }

    private void store(List<Decided> batch, PatchPolicy policy, Instant at) {
        // Two statements: the row that is current now must be out of its unique index before the next one comes in.
        List<Decided> before =
                batch.stream().filter(decided -> !decided.subject().fresh()).toList();
        if (!before.isEmpty()) {
            supersede(before, at);
        }
        bound("""
                INSERT INTO findings.deadline (finding_id, episode, profile, decided_at, policy_version, starts_at, due_at,
                                               estimated, inputs, ended_at)
                SELECT d.finding_id, d.episode, d.profile, :at::timestamptz, :policy, d.starts_at, d.due_at, d.estimated,
                       d.inputs::jsonb, d.ended_at
                  FROM unnest(:ids::uuid[], :episodes::int[], :profiles::text[], :starts::timestamptz[],
                              :dues::timestamptz[], :estimated::boolean[], :ended::timestamptz[], :inputs::text[], :fresh::boolean[])
                       AS d (finding_id, episode, profile, starts_at, due_at, estimated, ended_at, inputs, fresh)
                 WHERE d.fresh OR NOT EXISTS (
                     SELECT 1 FROM findings.deadline c
                      WHERE c.finding_id = d.finding_id AND c.episode = d.episode AND c.profile = d.profile
                        AND c.superseded_at IS NULL)
                 ORDER BY d.finding_id, d.profile
                """, batch, at)
                .param("inputs", batch.stream().map(this::inputs).toArray(String[]::new))
                .param(
                        "fresh",
                        batch.stream().map(decided -> decided.subject().fresh()).toArray(Boolean[]::new))
                .param("policy", policy.version())
                .update();
    }

    /** What is closed was judged by the policy of then: only an earlier deadline says anything new of it. */
    private void supersede(List<Decided> batch, Instant at) {
        bound("""
                UPDATE findings.deadline AS c
                   SET superseded_at = :at::timestamptz
                  FROM unnest(:ids::uuid[], :episodes::int[], :profiles::text[], :starts::timestamptz[],
                              :dues::timestamptz[], :estimated::boolean[], :ended::timestamptz[])
                       AS d (finding_id, episode, profile, starts_at, due_at, estimated, ended_at)
                 WHERE c.finding_id = d.finding_id AND c.episode = d.episode AND c.profile = d.profile
                   AND c.superseded_at IS NULL
                   AND (c.starts_at, c.due_at, c.estimated) IS DISTINCT FROM (d.starts_at, d.due_at, d.estimated)
                   AND (d.ended_at IS NULL OR d.due_at < coalesce(c.due_at, 'infinity'))
                """, batch, at).update();
    }

    private JdbcClient.StatementSpec bound(String sql, List<Decided> batch, Instant at) {
        return jdbc.sql(sql)
                .param(
                        "ended",
                        batch.stream().map(d -> text(d.subject().endedAt())).toArray(String[]::new))
                .param(
                        "ids",
                        batch.stream().map(d -> d.subject().id().toString()).toArray(String[]::new))
                .param(
                        "episodes",
                        batch.stream().map(d -> d.subject().episode()).toArray(Integer[]::new))
                .param("profiles", batch.stream().map(d -> d.profile().name()).toArray(String[]::new))
                .param(
                        "starts",
                        batch.stream().map(d -> text(d.verdict().startsAt())).toArray(String[]::new))
                .param(
                        "dues",
                        batch.stream().map(d -> text(d.verdict().dueAt())).toArray(String[]::new))
                .param(
                        "estimated",
                        batch.stream().map(d -> d.verdict().estimated()).toArray(Boolean[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC));
    }

    /** The regulator's clock of a system that is no longer the finding's, or no longer in that scope, is stopped. */
    private void withdraw(Instant at) {
        jdbc.sql("""
                UPDATE findings.deadline AS d
                   SET superseded_at = :at
                  FROM findings.finding f
                  JOIN estate.pub_target t ON t.id = f.target_id
                  LEFT JOIN estate.pub_system s ON s.id = t.system_id
                 WHERE d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'PCI' AND d.superseded_at IS NULL
                   AND f.state = 'OPEN'
                   AND f.id IN (SELECT finding_id FROM pg_temp.undecided)
                   AND NOT coalesce(s.in_pci_scope, false)
                """).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    private String inputs(Decided decided) {
        Subject subject = decided.subject();
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("rank", subject.rank());
        inputs.put("firstDetectedAt", text(subject.firstDetectedAt()));
        inputs.put("fixSeenAt", text(subject.fixSeenAt()));
        if (!subject.earlier().isEmpty()) {
            inputs.put(
                    "earlierRanks",
                    subject.earlier().stream()
                            .map(earlier -> earlier.rank() + " until " + earlier.until())
                            .collect(Collectors.joining(", ")));
        }
        inputs.put("system", subject.system());
        inputs.put("days", decided.verdict().days());
        inputs.put("note", decided.verdict().note());
        return json.writeValueAsString(inputs);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
