package io.exhibit.estate;

import io.exhibit.kernel.DerivedId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which image ran as which workload, from when to when, as senders stated it. */
@Repository
public class Deployments {

    private final JdbcClient jdbc;

    Deployments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What said so: the scan, when it was recorded, the ledger entry that it came with. */
    public record Statement(UUID scan, Instant at, long entryIndex) {}

    /** An image was stated to run in a place: whatever was stated there before has ended. Nothing is done for an unknown workload. */
    public void state(UUID image, Place place, Statement by) {
        if (!place.isWorkload()) {
            return;
        }
        change("""
                UPDATE estate.deployment
                   SET to_at = greatest(:at, from_at), to_entry = :entry
                 WHERE cluster = :cluster AND namespace = :namespace AND workload = :workload
                   AND environment = :environment AND to_at IS NULL AND image_id <> :image
                """, image, place, by);
        change("""
                INSERT INTO estate.deployment (id, image_id, cluster, namespace, workload, environment, from_at, from_entry)
                VALUES (:id, :image, :cluster, :namespace, :workload, :environment, :at, :entry)
                ON CONFLICT (cluster, namespace, workload, environment, image_id) WHERE to_at IS NULL DO NOTHING
                """, image, place, by);
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
                .update();
    }
}
