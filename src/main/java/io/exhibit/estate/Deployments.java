package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which image ran as which workload, from when to when, as senders of scans stated it; and whose all of it is. */
@Repository
public class Deployments {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Deployments(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** What said so: the scan, when it was recorded, the ledger entry that it came with, and the system that its sender named. */
    public record Statement(UUID scan, Instant at, long entryIndex, String system) {}

    /** An image was stated to run in a place: whatever a scan stated there before has ended. Nothing is done for an unknown workload. */
    public void state(UUID image, Place place, Statement by) {
        if (!place.isWorkload()) {
            return;
        }
        change("""
                UPDATE estate.deployment
                   SET to_at = greatest(:at, from_at), gone_at = greatest(:at, from_at), to_entry = :entry
                 WHERE cluster = :cluster AND namespace = :namespace AND workload = :workload
                   AND environment = :environment AND to_at IS NULL AND source = 'SCAN' AND image_id <> :image
                """, image, place, by);
        change("""
                INSERT INTO estate.deployment (id, source, image_id, identity, repository, tag, digest, config, lineage, cluster,
                                               namespace, workload, environment, claimed_system, from_at, opened_at, seen_at, from_entry)
                SELECT :id::uuid, 'SCAN', i.id, i.identity, i.repository, i.tag, i.digest, i.image_id, i.lineage, :cluster,
                       :namespace, :workload, :environment, nullif(:system, ''), :at, :at, :at, :entry
                  FROM estate.image i
                 WHERE i.id = :image
                ON CONFLICT (cluster, namespace, workload, environment, image_id) WHERE to_at IS NULL AND source = 'SCAN' DO NOTHING
                """, image, place, by);
        attribute(by.entryIndex());
        events.publishEvent(new PlacesChanged(place.cluster(), by.entryIndex(), by.at(), false));
    }

    private void change(String sql, UUID image, Place place, Statement by) {
        jdbc.sql(sql)
                .param("id", DerivedId.of(by.at(), "deployment", by.scan()))
                .param("image", image)
                .param("cluster", place.cluster())
                .param("namespace", place.namespace())
                .param("workload", place.workload())
                .param("environment", place.environment())
                .param("at", by.at().atOffset(ZoneOffset.UTC))
                .param("entry", by.entryIndex())
                .param("system", by.system())
                .update();
    }

    /** Gives what an entry of the ledger began to its systems. */
    void attribute(long entry) {
        give(entry);
    }

    /** Attributes everything again, after systems or rules have changed. */
    void attributeAll() {
        give(null);
    }

    /** Once for each combination of what a rule looks at: rows are many, these are few. */
    private void give(@Nullable Long entry) {
        jdbc.sql("""
                WITH place AS MATERIALIZED (
                    SELECT DISTINCT d.claimed_system, d.cluster, d.namespace, d.lineage
                      FROM estate.deployment d
                     WHERE :entry::bigint IS NULL OR d.from_entry = :entry::bigint
                ), owner AS MATERIALIZED (
                    SELECT p.claimed_system, p.cluster, p.namespace, p.lineage,
                           coalesce((SELECT s.id FROM estate.system s
                                      WHERE s.code = p.claimed_system AND s.retired_at IS NULL),
                                    estate.pub_system_of('IMAGE', p.cluster, p.lineage),
                                    estate.pub_system_of('NAMESPACE', p.cluster, p.namespace)) AS system_id
                      FROM place p
                )
                UPDATE estate.deployment AS u
                   SET system_id = o.system_id
                  FROM owner o
                 WHERE u.cluster = o.cluster AND u.namespace = o.namespace AND u.lineage = o.lineage
                   AND u.claimed_system IS NOT DISTINCT FROM o.claimed_system
                   AND (:entry::bigint IS NULL OR u.from_entry = :entry::bigint)
                   AND u.system_id IS DISTINCT FROM o.system_id
                """).param("entry", entry).update();
    }
}
