package io.exhibit.findings;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private record Decided(
            DeadlineSubject subject, Profile profile, PatchClock.Verdict verdict, PatchClock.Verdict byPackage) {

        static Decided of(DeadlineSubject subject, Profile profile, PatchCourse course) {
            PatchClock.Inputs inputs = subject.inputs(profile);
            Instant closedAt = subject.ending().closedAt();
            PatchClock.Verdict verdict = course.verdict(inputs, closedAt);
            return new Decided(
                    subject,
                    profile,
                    verdict,
                    inputs.vendor() == null ? verdict : course.verdict(inputs.byPackage(), closedAt));
        }
    }

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

    /** The last load of reference data of which the clock of what is known to be exploited knows; -1: none. */
    long turn() {
        return jdbc.sql("SELECT coalesce(max(load), -1) FROM findings.reference_turn WHERE clock")
                .query(Long.class)
                .single();
    }

    /** Decides for the findings in that table. */
    void decide(Instant at) {
        PatchHistory history = policies.patchHistory();
        PlacePolicies places = PlacePolicies.of(history, jdbc);
        List<Decided> batch = new ArrayList<>();
        try (Stream<DeadlineSubject> subjects = subjects(history.looksAtVendors(), at)) {
            subjects.forEach(subject -> {
                PatchCourse course = places.at(subject.place().target());
                for (Profile profile : Profile.values()) {
                    if (subject.has(profile)) {
                        batch.add(Decided.of(subject, profile, course));
                    }
                }
                if (batch.size() >= BATCH) {
                    store(batch, history, at);
                    batch.clear();
                }
            });
        }
        if (!batch.isEmpty()) {
            store(batch, history, at);
        }
        withdraw(at);
    }

    /** Some thousand at a time. */
    private Stream<DeadlineSubject> subjects(boolean vendors, Instant at) {
        return jdbc
                .sql(DeadlineSubject.ofUndecided(vendors))
                .param("earlier", policies.hasRankedOtherwise())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .withFetchSize(BATCH)
                .query(DeadlineSubject::read)
                .stream();
    }

    private void store(List<Decided> batch, PatchHistory history, Instant at) {
        String versions = history.words();
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
                .param(
                        "ended",
                        batch.stream()
                                .map(d -> text(d.subject().ending().goneAt()))
                                .toArray(String[]::new))
                .param(
                        "inputs",
                        batch.stream().map(decided -> inputs(decided, versions)).toArray(String[]::new))
                .param(
                        "fresh",
                        batch.stream().map(decided -> decided.subject().fresh()).toArray(Boolean[]::new))
                .param("policy", history.version())
                .update();
    }

    /** What is closed was judged by the policy of then: only an earlier deadline says anything new of it. */
    private void supersede(List<Decided> batch, Instant at) {
        bound("""
                UPDATE findings.deadline AS c
                   SET superseded_at = :at::timestamptz
                  FROM unnest(:ids::uuid[], :episodes::int[], :profiles::text[], :starts::timestamptz[],
                              :dues::timestamptz[], :estimated::boolean[], :closed::boolean[])
                       AS d (finding_id, episode, profile, starts_at, due_at, estimated, closed)
                 WHERE c.finding_id = d.finding_id AND c.episode = d.episode AND c.profile = d.profile
                   AND c.superseded_at IS NULL
                   AND (c.starts_at, c.due_at, c.estimated) IS DISTINCT FROM (d.starts_at, d.due_at, d.estimated)
                   AND (NOT d.closed OR d.due_at < coalesce(c.due_at, 'infinity'))
                """, batch, at)
                .param(
                        "closed",
                        batch.stream().map(d -> d.subject().ending().closed()).toArray(Boolean[]::new))
                .update();
    }

    private JdbcClient.StatementSpec bound(String sql, List<Decided> batch, Instant at) {
        return jdbc.sql(sql)
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

    /**
     * A clock is stopped that no longer runs for it: the system is another, or no longer in that scope, or it is exploited no longer. What
     * passed while the system was in scope was missed: leaving the scope does not undo that.
     */
    private void withdraw(Instant at) {
        jdbc.sql("""
                UPDATE findings.deadline AS d
                   SET superseded_at = :at
                  FROM findings.finding f
                  JOIN estate.pub_target t ON t.id = f.target_id
                  LEFT JOIN estate.pub_system s ON s.id = t.system_id
                 WHERE d.finding_id = f.id AND d.episode = f.episode AND d.superseded_at IS NULL
                   AND f.state = 'OPEN'
                   AND f.id IN (SELECT finding_id FROM pg_temp.undecided)
                   AND (d.profile = 'PCI' AND NOT coalesce(s.in_pci_scope, false) AND (d.due_at IS NULL OR d.due_at >= :at)
                        OR d.profile = 'KEV' AND NOT coalesce((SELECT k.listed FROM (
                """ + ListedFinding.OF + """
                                                               ) k), false))
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private String inputs(Decided decided, String versions) {
        Map<String, Object> told = decided.subject().told(decided.profile(), decided.verdict(), decided.byPackage());
        if (!versions.isEmpty()) {
            told.put("policies", versions);
        }
        return json.writeValueAsString(told);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
