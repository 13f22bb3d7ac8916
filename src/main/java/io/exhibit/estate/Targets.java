package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What scans are about, over all its versions, and which system it belongs to. All methods join the caller's transaction. */
@Repository
public class Targets {

    private static final String WITH_LABELS = "estate.target_by_label";

    /** Scans are read beside snapshots: what one comes to must not depend on how far the others have come. */
    private static final String WITHOUT_LABELS =
            "(SELECT NULL::uuid AS target_id, NULL::uuid AS system_id, NULL::uuid[] AS disputed_by)";

    private static final String ATTRIBUTE = """
            WITH owner AS (
                SELECT t.id, w.by, w.system_id, w.disputed_by
                  FROM estate.target t
                  LEFT JOIN {labels} l ON l.target_id = t.id
                  LEFT JOIN LATERAL (
                        SELECT v.by, v.system_id, v.disputed_by
                          FROM (SELECT 1 AS place, 'SENDER' AS by, s.id AS system_id, NULL::uuid[] AS disputed_by
                                  FROM estate.system s
                                 WHERE s.code = t.claimed_system AND s.retired_at IS NULL
                                UNION ALL
                                SELECT 2, 'RULE', r.system_id, r.disputed_by
                                  FROM estate.ruled(CASE t.kind WHEN 'IMAGE' THEN 'IMAGE' ELSE 'REPOSITORY' END,
                                                    t.cluster, t.name) r
                                UNION ALL
                                SELECT 3, 'LABEL', l.system_id, l.disputed_by WHERE l.system_id IS NOT NULL
                                UNION ALL
                                SELECT 4, 'NAMESPACE', r.system_id, r.disputed_by
                                  FROM estate.ruled('NAMESPACE', t.cluster, t.namespace) r) v
                         ORDER BY v.place
                         LIMIT 1) w ON true
                 WHERE :only::uuid[] IS NULL OR t.id = ANY (:only::uuid[])
            ), changed AS (
                UPDATE estate.target AS u
                   SET system_id = o.system_id, attributed_by = o.by, disputed_by = o.disputed_by,
                       disputed_at = CASE WHEN o.disputed_by IS NOT NULL THEN coalesce(u.disputed_at, :at) END
                  FROM owner o
                 WHERE u.id = o.id
                   AND (u.system_id, u.attributed_by, u.disputed_by) IS DISTINCT FROM (o.system_id, o.by, o.disputed_by)
                RETURNING u.id, u.first_seen_at, old.system_id, old.system_id IS DISTINCT FROM new.system_id AS moved,
                          old.disputed_at, old.disputed_by,
                          (old.system_id, old.disputed_by) IS DISTINCT FROM (new.system_id, new.disputed_by) AS settled
            ), before AS (
                INSERT INTO estate.earlier_system (target_id, superseded_at, since, system_id)
                SELECT c.id, :at::timestamptz,
                       coalesce((SELECT max(e.superseded_at) FROM estate.earlier_system e WHERE e.target_id = c.id), c.first_seen_at),
                       c.system_id
                  FROM changed c
                 WHERE c.moved AND c.first_seen_at < :at
                ON CONFLICT DO NOTHING
            ), conflict AS (
                {settled}
            )
            SELECT id FROM changed WHERE moved
            """.replace("{settled}", ConflictList.SETTLED);

    private final JdbcClient jdbc;

    Targets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The target with these facts, made known and attributed if it is new. */
    public UUID known(TargetFacts facts, Instant seenAt) {
        Optional<UUID> found = jdbc.sql("SELECT id FROM estate.target WHERE key = :key")
                .param("key", facts.key())
                .query(UUID.class)
                .optional();
        return found.orElseGet(() -> add(facts, seenAt));
    }

    private UUID add(TargetFacts facts, Instant seenAt) {
        UUID id = DerivedId.of(seenAt, "target", facts.key());
        jdbc.sql("""
                INSERT INTO estate.target (id, key, kind, name, environment, cluster, namespace, workload, claimed_system,
                                           first_seen_at)
                VALUES (:id, :key, :kind, :name, :environment, :cluster, :namespace, :workload, nullif(:claimed, ''), :seen)
                """)
                .param("id", id)
                .param("key", facts.key())
                .param("kind", facts.kind().name())
                .param("name", facts.name())
                .param("environment", facts.place().environment())
                .param("cluster", facts.place().cluster())
                .param("namespace", facts.place().namespace())
                .param("workload", facts.place().workload())
                .param("claimed", facts.claimedSystem())
                .param("seen", seenAt.atOffset(ZoneOffset.UTC))
                .update();
        attribute(WITHOUT_LABELS, List.of(id), seenAt);
        return id;
    }

    /** Attributes everything again, after systems or rules have changed; answers which targets moved. */
    List<UUID> attributeAll(Instant at) {
        return attribute(WITH_LABELS, null, at);
    }

    /** Attributes these again, after labels have changed. */
    List<UUID> attribute(List<UUID> targets, Instant at) {
        return attribute(WITH_LABELS, targets, at);
    }

    /** Those that rules for labels would give to other systems than they belong to. */
    List<UUID> otherByLabel() {
        return jdbc.sql("""
                SELECT t.id
                  FROM estate.target t
                  LEFT JOIN estate.target_by_label l ON l.target_id = t.id
                 WHERE CASE t.attributed_by
                       WHEN 'LABEL' THEN (t.system_id, t.disputed_by) IS DISTINCT FROM (l.system_id, l.disputed_by)
                       WHEN 'NAMESPACE' THEN l.target_id IS NOT NULL
                       ELSE l.target_id IS NOT NULL AND t.attributed_by IS NULL END
                 ORDER BY t.id
                """).query(UUID.class).list();
    }

    private List<UUID> attribute(String labels, @Nullable List<UUID> only, Instant at) {
        return jdbc.sql(ATTRIBUTE.replace("{labels}", labels))
                .param("only", only == null ? null : only.toArray(UUID[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }
}
