package io.exhibit.assessment;

import static io.exhibit.assessment.Facts.sql;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert, as rows: a shell in a terminal that nobody has looked at. */
final class AlertFacts {

    private final String priority;
    private final Instant at;
    private final UUID id;
    private @Nullable UUID system;
    private @Nullable Instant occurred;
    private String rule = "Terminal shell in container";

    AlertFacts(String priority, Instant at, UUID system) {
        this.priority = priority;
        this.at = at;
        this.occurred = at;
        this.system = system;
        this.id = UuidV7.at(at);
    }

    AlertFacts unattributed() {
        this.system = null;
        return this;
    }

    AlertFacts withoutTime() {
        this.occurred = null;
        return this;
    }

    AlertFacts occurred(Instant when) {
        this.occurred = when;
        return this;
    }

    AlertFacts rule(String name) {
        this.rule = name;
        return this;
    }

    AlertFacts store() {
        sql("""
                INSERT INTO alerts.alert (id, recorded_at, occurred_at, submission_id, position, entry_index, sensor, rule,
                       priority, source, class, mapping_version, hostname, output, tags, fields, cluster, namespace, pod,
                       container, image_repository, image_tag, image_digest, process, user_name, system_id)
                VALUES (:id, :at, :occurred, :id, 0, 0, 'falco', :rule, :priority, 'syscall', 'RT-SHELL', 1, 'node-1', '',
                       '{}', '{}', '', 'payments', 'api-0', '', '', '', '', '', '', :system)
                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("occurred", occurred == null ? null : occurred.atOffset(ZoneOffset.UTC))
                .param("rule", rule)
                .param("priority", priority)
                .param("system", system)
                .update();
        return this;
    }

    void handled(Instant taken, @Nullable Instant closed) {
        sql("""
                INSERT INTO alerts.handling (alert_id, acknowledged_at, acknowledged_by, closed_at, closed_by, disposition,
                       reason)
                VALUES (:id, :taken, 'somebody', :closed, CASE WHEN :closed::timestamptz IS NOT NULL THEN 'somebody' END,
                       CASE WHEN :closed::timestamptz IS NOT NULL THEN 'BENIGN' END,
                       CASE WHEN :closed::timestamptz IS NOT NULL THEN 'A drill.' END)
                """)
                .param("id", id)
                .param("taken", taken.atOffset(ZoneOffset.UTC))
                .param("closed", closed == null ? null : closed.atOffset(ZoneOffset.UTC))
                .update();
    }
}
