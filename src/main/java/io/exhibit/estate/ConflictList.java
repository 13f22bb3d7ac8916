package io.exhibit.estate;

import io.exhibit.kernel.Cursor;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Scan targets, and containers that run, about which rules contradict each other. */
@Component
class ConflictList {

    /** system: one that a rule of the conflict names. */
    private static final String LINES = """
            SELECT c.*, s.code AS counted
              FROM ((SELECT t.id, t.kind, t.name, t.environment, t.cluster, t.namespace, t.workload, t.system_id, t.disputed_by,
                            t.disputed_at
                       FROM estate.target t
                      WHERE t.disputed_at IS NOT NULL AND (t.disputed_at, t.id) < (:at, :id)
                        AND (:rules::uuid[] IS NULL OR t.disputed_by && :rules::uuid[])
                      ORDER BY t.disputed_at DESC, t.id DESC
                      LIMIT :most)
                    UNION ALL
                    (SELECT d.id, 'CONTAINER', d.lineage, d.environment, d.cluster, d.namespace, d.workload, d.system_id, d.disputed_by,
                            d.disputed_at
                       FROM estate.deployment d
                      WHERE d.disputed_at IS NOT NULL AND d.to_at IS NULL AND d.source = 'SNAPSHOT'
                        AND (d.disputed_at, d.id) < (:at, :id)
                        AND (:rules::uuid[] IS NULL OR d.disputed_by && :rules::uuid[])
                      ORDER BY d.disputed_at DESC, d.id DESC
                      LIMIT :most)) c
              JOIN estate.system s ON s.id = c.system_id
             ORDER BY c.disputed_at DESC, c.id DESC
             LIMIT :most
            """;

    private final JdbcClient jdbc;

    ConflictList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many targets, and containers that run, are in conflict. */
    record Counts(long targets, long containers) {

        static final Counts NONE = new Counts(0, 0);

        public boolean none() {
            return targets + containers == 0;
        }
    }

    Counts counts() {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM estate.target t WHERE t.disputed_at IS NOT NULL) AS targets,
                       (SELECT count(*) FROM estate.deployment d
                         WHERE d.disputed_at IS NOT NULL AND d.to_at IS NULL AND d.source = 'SNAPSHOT') AS containers
                """).query(Counts.class).single();
    }

    /** Those since last first; system: the code of one that a rule names, empty for all. */
    List<Conflict> lines(String system, @Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        List<Conflict.Claim> rules = rules();
        String[] asked = rules.stream()
                .filter(rule -> rule.code().equals(system))
                .map(rule -> rule.rule().toString())
                .toArray(String[]::new);
        return jdbc.sql(LINES)
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("rules", system.isEmpty() ? null : asked)
                .param("most", most)
                .query((rs, n) -> Conflict.read(rs, rules.stream()))
                .list();
    }

    /** All rules: people made them, so they are few. */
    private List<Conflict.Claim> rules() {
        return jdbc.sql("""
                SELECT r.id, r.kind, r.cluster, r.pattern, s.code, s.name, s.cardholder_data, s.connected_to_cde, s.security_impacting,
                       s.critical_function, s.customer_data, s.third_party, s.service_provider
                  FROM estate.attribution_rule r
                  JOIN estate.system s ON s.id = r.system_id
                 ORDER BY s.code, r.pattern, r.cluster
                """).query(Conflict.Claim::read).list();
    }
}
