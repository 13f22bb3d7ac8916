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

    /** By its sender, its name, a label, its namespace. Names are looked up once each: rows are many, these are few. */
    private static final String GIVE = """
            WITH stay AS MATERIALIZED (
                SELECT d.id, d.claimed_system, d.cluster, d.namespace, d.lineage, l.system_id AS labelled, l.disputed_by
                  FROM estate.deployment d
                  LEFT JOIN estate.workload_by_label l
                    ON d.source = 'SNAPSHOT' AND l.cluster = d.cluster AND l.environment = d.environment
                   AND l.namespace = d.namespace AND l.kind = d.kind AND l.workload = d.workload
                 WHERE :entry::bigint IS NULL
                    OR d.id IN (SELECT b.id FROM estate.deployment b WHERE b.from_entry = :entry::bigint
                                UNION ALL
                                SELECT b.id
                                  FROM estate.workload_labels w
                                  JOIN estate.deployment b
                                    ON b.source = 'SNAPSHOT' AND b.cluster = w.cluster AND b.environment = w.environment
                                   AND b.namespace = w.namespace AND b.kind = w.kind AND b.workload = w.workload
                                 WHERE w.from_entry = :entry::bigint)
            ), named AS MATERIALIZED (
                SELECT n.cluster, n.lineage, r.system_id, r.disputed_by
                  FROM (SELECT DISTINCT s.cluster, s.lineage FROM stay s) n
                 CROSS JOIN LATERAL estate.ruled('IMAGE', n.cluster, n.lineage) r
            ), placed AS MATERIALIZED (
                SELECT n.cluster, n.namespace, r.system_id, r.disputed_by
                  FROM (SELECT DISTINCT s.cluster, s.namespace FROM stay s) n
                 CROSS JOIN LATERAL estate.ruled('NAMESPACE', n.cluster, n.namespace) r
            ), owner AS (
                SELECT s.id, coalesce(c.id, n.system_id, s.labelled, p.system_id) AS system_id,
                       CASE WHEN c.id IS NOT NULL THEN NULL WHEN n.system_id IS NOT NULL THEN n.disputed_by
                            WHEN s.labelled IS NOT NULL THEN s.disputed_by ELSE p.disputed_by END AS disputed_by
                  FROM stay s
                  LEFT JOIN estate.system c ON c.code = s.claimed_system AND c.retired_at IS NULL
                  LEFT JOIN named n ON n.cluster = s.cluster AND n.lineage = s.lineage
                  LEFT JOIN placed p ON p.cluster = s.cluster AND p.namespace = s.namespace
            )
            UPDATE estate.deployment AS u
               SET system_id = o.system_id, disputed_by = o.disputed_by,
                   disputed_at = CASE WHEN o.disputed_by IS NOT NULL THEN coalesce(u.disputed_at, :at) END
              FROM owner o
             WHERE u.id = o.id AND (u.system_id, u.disputed_by) IS DISTINCT FROM (o.system_id, o.disputed_by)
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Deployments(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** What said so: the scan, when it was recorded, the ledger entry that it came with, and the system that its sender named. */
    public record Statement(UUID scan, Instant at, long entryIndex, String system) {}

    /**
     * An image was stated to run in a place: whatever a scan stated there before has ended. Nothing is done for an unknown workload.
     * Answers whether that was news; who has stated all that an entry has to say tells so ({@link #tell}).
     */
    public boolean state(UUID image, Place place, Statement by) {
        if (!place.isWorkload()) {
            return false;
        }
        int ended = change("""
                UPDATE estate.deployment
                   SET to_at = greatest(:at, from_at), gone_at = greatest(:at, from_at), to_entry = :entry
                 WHERE cluster = :cluster AND namespace = :namespace AND workload = :workload
                   AND environment = :environment AND to_at IS NULL AND source = 'SCAN' AND image_id <> :image
                """, image, place, by);
        int begun = change("""
                INSERT INTO estate.deployment (id, source, image_id, identity, repository, tag, digest, config, lineage, cluster,
                                               namespace, workload, environment, claimed_system, from_at, opened_at, seen_at, from_entry)
                SELECT :id::uuid, 'SCAN', i.id, i.identity, i.repository, i.tag, i.digest, i.image_id, i.lineage, :cluster,
                       :namespace, :workload, :environment, nullif(:system, ''), :at, :at, :at, :entry
                  FROM estate.image i
                 WHERE i.id = :image
                ON CONFLICT (cluster, namespace, workload, environment, image_id) WHERE to_at IS NULL AND source = 'SCAN' DO NOTHING
                """, image, place, by);
        if (begun > 0) {
            attribute(by.entryIndex(), by.at());
        }
        return ended + begun > 0;
    }

    /** What runs in a cluster has changed by what an entry stated, all of which is stated now. */
    public void tell(String cluster, long entry, Instant at) {
        events.publishEvent(new PlacesChanged(cluster, entry, at, false));
    }

    private int change(String sql, UUID image, Place place, Statement by) {
        return jdbc.sql(sql)
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

    /** Gives what an entry of the ledger began, and the workloads to which it gave other labels, to its systems. */
    void attribute(long entry, Instant at) {
        give(entry, at);
    }

    /** Attributes everything again, after systems or rules have changed. */
    void attributeAll(Instant at) {
        give(null, at);
    }

    private void give(@Nullable Long entry, Instant at) {
        jdbc.sql(GIVE)
                .param("entry", entry)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
