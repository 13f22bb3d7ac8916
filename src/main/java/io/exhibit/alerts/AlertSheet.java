package io.exhibit.alerts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything about one alert beside its row: what the sensor sent, and where it can be checked. */
@Component
class AlertSheet {

    private final JdbcClient jdbc;

    AlertSheet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A member of the event, its value as text; null where the sensor had none. */
    record Member(String name, @Nullable String value) {}

    /** The time as the sensor wrote it, the original it came in, and the ledger entries of its arrival and of the decision on it. */
    record Origin(
            String sensorTime,
            boolean repaired,
            @Nullable String sha256,
            @Nullable Long size,
            @Nullable Instant entryAt,
            @Nullable String leafHash,
            @Nullable Long closedEntry) {}

    Origin origin(AlertRow alert) {
        return jdbc.sql("""
                SELECT a.sensor_time, a.repaired, encode(s.sha256, 'hex') AS sha256, s.size, e.recorded_at AS entry_at,
                       encode(e.leaf_hash, 'hex') AS leaf_hash, h.closed_entry
                  FROM alerts.alert AS a
                  LEFT JOIN intake.pub_submission AS s ON s.id = a.submission_id
                  LEFT JOIN ledger.pub_entry AS e ON e.index = a.entry_index
                  LEFT JOIN alerts.handling AS h ON h.alert_id = a.id
                 WHERE a.recorded_at = :recorded AND a.id = :id
                """)
                .param("recorded", alert.recordedAt().atOffset(java.time.ZoneOffset.UTC))
                .param("id", alert.id())
                .query(Origin.class)
                .single();
    }

    List<String> tags(UUID id) {
        return jdbc.sql("SELECT unnest(tags) FROM alerts.alert WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    /** The sensor's fields, by name; numbers digit by digit as they were sent. */
    List<Member> fields(UUID id) {
        return jdbc.sql(
                        "SELECT f.key AS name, f.value FROM alerts.alert, jsonb_each_text(fields) AS f WHERE id = :id ORDER BY f.key")
                .param("id", id)
                .query(Member.class)
                .list();
    }

    /** Members of the event beside those that every event has. */
    List<Member> others(UUID id) {
        return jdbc.sql(
                        "SELECT m.key AS name, m.value FROM alerts.alert, jsonb_each_text(envelope) AS m WHERE id = :id ORDER BY m.key")
                .param("id", id)
                .query(Member.class)
                .list();
    }
}
