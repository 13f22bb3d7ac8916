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
        attribute(id);
        return id;
    }

    /** Attributes everything again, after systems or rules have changed; answers which targets moved. */
    List<UUID> attributeAll() {
        return attribute(null);
    }

    private List<UUID> attribute(@Nullable UUID only) {
        return jdbc.sql("""
                UPDATE estate.target AS u
                   SET system_id = coalesce(o.claimed, o.ruled),
                       attributed_by = CASE WHEN o.claimed IS NOT NULL THEN 'SENDER' WHEN o.ruled IS NOT NULL THEN 'RULE' END
                  FROM (SELECT t.id,
                               (SELECT s.id FROM estate.system s
                                 WHERE s.code = t.claimed_system AND s.retired_at IS NULL) AS claimed,
                               coalesce(
                                   estate.pub_system_of(CASE t.kind WHEN 'IMAGE' THEN 'IMAGE' ELSE 'REPOSITORY' END,
                                                        t.cluster, t.name),
                                   estate.pub_system_of('NAMESPACE', t.cluster, t.namespace)) AS ruled
                          FROM estate.target t
                         WHERE :only::uuid IS NULL OR t.id = :only::uuid) AS o
                 WHERE u.id = o.id AND u.system_id IS DISTINCT FROM coalesce(o.claimed, o.ruled)
                RETURNING u.id
                """).param("only", only).query(UUID.class).list();
    }
}
