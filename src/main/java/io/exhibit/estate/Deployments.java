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
            ), changed AS (
                UPDATE estate.deployment AS u
                   SET system_id = o.system_id, disputed_by = o.disputed_by,
                       disputed_at = CASE WHEN o.disputed_by IS NOT NULL THEN coalesce(u.disputed_at, :at) END
                  FROM owner o
                 WHERE u.id = o.id AND (u.system_id, u.disputed_by) IS DISTINCT FROM (o.system_id, o.disputed_by)
                RETURNING u.id, old.system_id, old.disputed_at, old.disputed_by, true AS settled
            )
            """ + ConflictList.SETTLED;

    private static final String OF_PLACE = """
            d.cluster = :cluster AND d.namespace = :namespace AND d.workload = :workload AND d.environment = :environment
            AND d.source = 'SCAN'
            """;

    /** Of what was stated for that place the one that has not ended is the newest. */
    private static final String OVERTAKEN = """
            SELECT EXISTS (SELECT 1
                             FROM estate.deployment d
                            WHERE {place} AND d.to_at IS NULL AND d.image_id <> :image AND d.seen_at > :made)
            """.replace("{place}", OF_PLACE);

    private static final String BEGIN = """
            INSERT INTO estate.deployment (id, source, image_id, identity, repository, tag, digest, config, lineage, cluster,
                                           namespace, workload, environment, claimed_system, from_at, opened_at, seen_at, stated_at,
                                           from_entry, to_at, gone_at, to_entry)
            SELECT :id::uuid, 'SCAN', i.id, i.identity, i.repository, i.tag, i.digest, i.image_id, i.lineage, :cluster,
                   :namespace, :workload, :environment, nullif(:system, ''), {span}
            """;

    private static final String RUNS =
            BEGIN.replace("{span}", ":at, :at, :made, :made, :entry, NULL, NULL, NULL") + """
              FROM estate.image i
             WHERE i.id = :image
            ON CONFLICT (cluster, namespace, workload, environment, image_id) WHERE to_at IS NULL AND source = 'SCAN' DO NOTHING
            """;

    /** Until what is next known to have run there; nothing where it is known to have run at that time. */
    private static final String RAN =
            BEGIN.replace("{span}", ":made, :at, :made, :made, :entry, next.from_at, next.from_at, next.from_entry")
                    + """
              FROM estate.image i
             CROSS JOIN LATERAL (SELECT d.from_at, d.from_entry
                                   FROM estate.deployment d
                                  WHERE {place} AND d.from_at > :made
                                  ORDER BY d.from_at, d.id
                                  LIMIT 1) next
             WHERE i.id = :image
               AND NOT EXISTS (SELECT 1
                                 FROM estate.deployment d
                                WHERE {place} AND d.image_id = :image AND d.from_at <= :made AND (d.to_at IS NULL OR d.to_at > :made))
            """.replace("{place}", OF_PLACE);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Deployments(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** What said so: the scan, when it was recorded and made, the ledger entry that it came with, and the system that its sender named. */
    public record Statement(UUID scan, Instant at, Instant made, long entryIndex, String system) {}

    /**
     * An image was stated to run in a place when it was scanned: whatever a scan stated there before has ended, and what was stated there
     * for a later time stays as it is (ADR 041). Nothing is done for an unknown workload.
     * Answers whether that was news; who has stated all that an entry has to say tells so ({@link #tell}).
     */
    public boolean state(UUID image, Place place, Statement by) {
        if (!place.isWorkload()) {
            return false;
        }
        boolean overtaken =
                bound(OVERTAKEN, image, place, by).query(Boolean.class).single();
        int begun = overtaken
                ? bound(RAN, image, place, by).update()
                : bound(RUNS, image, place, by).update();
        if (begun > 0) {
            attribute(by.entryIndex(), by.at());
        }
        boolean moved = !overtaken && isMoved(image, place, by);
        return moved || begun > 0;
    }

    /** What was stated there before has ended; the image itself was seen. */
    private boolean isMoved(UUID image, Place place, Statement by) {
        bound("""
                UPDATE estate.deployment AS d
                   SET seen_at = :made
                 WHERE {place} AND d.to_at IS NULL AND d.image_id = :image AND d.seen_at < :made
                """.replace("{place}", OF_PLACE), image, place, by).update();
        return bound("""
                        UPDATE estate.deployment AS d
                           SET to_at = greatest(:at, d.from_at), gone_at = greatest(:at, d.from_at), to_entry = :entry
                         WHERE {place} AND d.to_at IS NULL AND d.image_id <> :image
                        """.replace("{place}", OF_PLACE), image, place, by).update() > 0;
    }

    /** What runs in a cluster has changed by what an entry stated, all of which is stated now. */
    public void tell(String cluster, long entry, Instant at) {
        events.publishEvent(new PlacesChanged(cluster, entry, at, false));
    }

    private JdbcClient.StatementSpec bound(String sql, UUID image, Place place, Statement by) {
        return jdbc.sql(sql)
                .param("id", DerivedId.of(by.at(), "deployment", by.scan()))
                .param("image", image)
                .param("cluster", place.cluster())
                .param("namespace", place.namespace())
                .param("workload", place.workload())
                .param("environment", place.environment())
                .param("at", by.at().atOffset(ZoneOffset.UTC))
                .param("made", by.made().atOffset(ZoneOffset.UTC))
                .param("entry", by.entryIndex())
                .param("system", by.system());
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
