package io.exhibit.alerts;

import io.exhibit.alerts.AlertRows.Origin;
import io.exhibit.estate.TargetsReattributed;
import io.exhibit.intake.Submission;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alerts in bulk, and the places of batches that could not be read. */
@Component
class AlertStore {

    private static final String ADD = """
            INSERT INTO alerts.alert (id, recorded_at, occurred_at, submission_id, position, entry_index, sensor, rule,
                priority, source, class, mapping_version, hostname, output, tags, fields, cluster, namespace, pod, container,
                image_repository, image_tag, image_digest, process, user_name, claimed_system, system_id, sensor_time,
                envelope, repaired)
            SELECT id, recorded_at, occurred_at, submission_id, position, entry_index, 'falco', rule,
                   priority, source, class, :mapping, hostname, output,
                   tags::text[], fields::jsonb, cluster, namespace, pod, container,
                   image_repository, image_tag, image_digest, process, user_name, claimed_system, system_id, sensor_time,
                   envelope::jsonb, repaired
              FROM unnest(:id::uuid[], :submission::uuid[], :entry::bigint[], :recorded::timestamptz[], :system::text[],
                       :position::int[], :occurred_at::timestamptz[], :sensor_time::text[],
                       :rule::text[], :priority::text[], :class::text[], :source::text[], :hostname::text[], :output::text[],
                       :tags::text[], :fields::text[], :envelope::text[], :cluster::text[], :namespace::text[], :pod::text[],
                       :container::text[], :image_repository::text[], :image_tag::text[], :image_digest::text[],
                       :process::text[], :user_name::text[], :repaired::boolean[], :owner::uuid[])
                    AS e (id, submission_id, entry_index, recorded_at, claimed_system, position, occurred_at, sensor_time, rule, priority, class, source, hostname, output, tags,
                          fields, envelope, cluster, namespace, pod, container, image_repository, image_tag, image_digest,
                          process, user_name, repaired, system_id)
            ON CONFLICT DO NOTHING
            """;

    /** The system that an alert belongs to: the one its sender named, else that of its image, else that of its namespace. */
    private static final String SYSTEM = """
            coalesce((SELECT s.id FROM estate.pub_system AS s WHERE s.code = claimed_system AND s.retired_at IS NULL),
                     estate.pub_system_of('IMAGE', cluster, image_repository),
                     estate.pub_system_of('NAMESPACE', cluster, namespace))
            """;

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes what is not there yet, in one statement; how many that were. Origins are attributed once each, however many rows they have. */
    int add(int mappingVersion, AlertRows rows) {
        return rows.bind(jdbc.sql(ADD), owners(rows.origins()))
                .param("mapping", mappingVersion)
                .update();
    }

    /** The systems that alerts of these origins belong to; none for those that belong to none. */
    private Map<Origin, String> owners(Set<Origin> origins) {
        List<Origin> all = List.copyOf(origins);
        Map<Origin, String> owners = new HashMap<>();
        jdbc.sql("""
                SELECT o.n, o.owner
                  FROM (SELECT n,
                """ + SYSTEM + """
                               AS owner
                          FROM unnest(:systems::text[], :clusters::text[], :namespaces::text[], :repositories::text[])
                               WITH ORDINALITY AS t (claimed_system, cluster, namespace, image_repository, n)) AS o
                 WHERE o.owner IS NOT NULL
                """)
                .param("systems", all.stream().map(Origin::claimedSystem).toArray(String[]::new))
                .param("clusters", all.stream().map(Origin::cluster).toArray(String[]::new))
                .param("namespaces", all.stream().map(Origin::namespace).toArray(String[]::new))
                .param("repositories", all.stream().map(Origin::imageRepository).toArray(String[]::new))
                .query(row -> {
                    owners.put(all.get(row.getInt("n") - 1), row.getString("owner"));
                });
        return owners;
    }

    /** Systems or their rules have changed: gives every alert to the system that it belongs to now. */
    @EventListener
    void on(TargetsReattributed change) {
        jdbc.sql("""
                WITH place AS (
                    SELECT DISTINCT claimed_system, cluster, namespace, image_repository FROM alerts.alert
                ), owned AS MATERIALIZED (
                    SELECT claimed_system, cluster, namespace, image_repository,
                """ + SYSTEM + """
                           AS system_id
                      FROM place
                )
                UPDATE alerts.alert AS a
                   SET system_id = o.system_id
                  FROM owned AS o
                 WHERE a.claimed_system = o.claimed_system
                   AND a.cluster = o.cluster
                   AND a.namespace = o.namespace
                   AND a.image_repository = o.image_repository
                   AND a.system_id IS DISTINCT FROM o.system_id
                """).update();
    }

    void addUnreadable(Submission submission, List<FalcoEvents.Item.Bad> places) {
        jdbc.sql("""
                INSERT INTO alerts.unreadable (submission_id, position, line, reason, detail, recorded_at)
                SELECT :submission, position, line, reason, detail, :recorded
                  FROM unnest(:positions::int[], :lines::int[], :reasons::text[], :details::text[])
                    AS b (position, line, reason, detail)
                ON CONFLICT DO NOTHING
                """)
                .param("submission", submission.id())
                .param("recorded", submission.receivedAt().atOffset(ZoneOffset.UTC))
                .param(
                        "positions",
                        places.stream().map(FalcoEvents.Item.Bad::position).toArray(Integer[]::new))
                .param("lines", places.stream().map(FalcoEvents.Item.Bad::line).toArray(Integer[]::new))
                .param(
                        "reasons",
                        places.stream().map(FalcoEvents.Item.Bad::reason).toArray(String[]::new))
                .param(
                        "details",
                        places.stream().map(FalcoEvents.Item.Bad::detail).toArray(String[]::new))
                .update();
    }
}
