package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
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

    /** Keeps what was in conflict before, of rows in changed, when that is settled or becomes another conflict at :at. */
    static final String SETTLED = """
            INSERT INTO estate.earlier_conflict (subject_id, superseded_at, since, disputed_at, disputed_by, system_id)
            SELECT c.id, :at::timestamptz, w.since, c.disputed_at, c.disputed_by, c.system_id
              FROM {changed} c
             CROSS JOIN LATERAL (SELECT greatest(c.disputed_at, max(e.superseded_at)) AS since
                                   FROM estate.earlier_conflict e
                                  WHERE e.subject_id = c.id) w
             WHERE c.disputed_at IS NOT NULL AND c.settled AND w.since < :at
            ON CONFLICT DO NOTHING
            """.replace("{changed}", "changed");

    /** Of a time, by what was known then: of containers those that ran then. */
    private static final String LINES_THEN = """
            WITH held AS MATERIALIZED (
                SELECT q.id, q.disputed_at, q.disputed_by, q.system_id
                  FROM estate.pub_conflict_at(:asOf) q
                 WHERE (q.disputed_at, q.id) < (:at, :id) AND (:rules::uuid[] IS NULL OR q.disputed_by && :rules::uuid[])
            )
            SELECT c.*, s.code AS counted
              FROM (SELECT t.id, t.kind, t.name, t.environment, t.cluster, t.namespace, t.workload, h.system_id, h.disputed_by,
                           h.disputed_at
                      FROM held h
                      JOIN estate.target t ON t.id = h.id
                    UNION ALL
                    SELECT d.id, 'CONTAINER', d.lineage, d.environment, d.cluster, d.namespace, d.workload, h.system_id, h.disputed_by,
                           h.disputed_at
                      FROM held h
                      JOIN estate.deployment d ON d.id = h.id
                     WHERE d.source = 'SNAPSHOT' AND d.opened_at <= :asOf AND (d.to_at IS NULL OR d.to_at > :asOf)) c
              JOIN estate.system s ON s.id = c.system_id
             ORDER BY c.disputed_at DESC, c.id DESC
             LIMIT :most
            """;

    private static final String COUNTS_THEN = """
            SELECT (SELECT count(*) FROM estate.pub_conflict_at(:asOf) q JOIN estate.target t ON t.id = q.id) AS targets,
                   (SELECT count(*)
                      FROM estate.pub_conflict_at(:asOf) q
                      JOIN estate.deployment d ON d.id = q.id
                     WHERE d.source = 'SNAPSHOT' AND d.opened_at <= :asOf AND (d.to_at IS NULL OR d.to_at > :asOf)) AS containers
            """;

    private static final String RULES = """
            SELECT r.id, r.kind, r.cluster, r.pattern, s.code, s.name, s.cardholder_data, s.connected_to_cde, s.security_impacting,
                   s.critical_function, s.customer_data, s.third_party, s.service_provider
              FROM estate.attribution_rule r
              JOIN estate.system s ON s.id = r.system_id
             ORDER BY s.code, r.pattern, r.cluster
            """;

    /** Those of then, and their systems as each stood then. */
    private static final String RULES_THEN = """
            SELECT r.id, r.kind, r.cluster, r.pattern, j.code, n.name, j.cardholder_data, j.connected_to_cde, j.security_impacting,
                   j.critical_function, j.customer_data, j.third_party, j.service_provider
              FROM estate.rule_at(:asOf) r
              JOIN estate.pub_system_judged(:asOf, :asOf) j ON j.id = r.system_id
              JOIN estate.pub_system_at(:asOf) n ON n.id = r.system_id
             ORDER BY j.code, r.pattern, r.cluster
            """;

    private final JdbcClient jdbc;

    ConflictList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many targets, and containers that run, are in conflict. */
    record Counts(long targets, long containers) {

        public boolean none() {
            return targets + containers == 0;
        }
    }

    Counts counts(AsOf asOf) {
        return asOf.isNow()
                ? counts()
                : jdbc.sql(COUNTS_THEN)
                        .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                        .query(Counts.class)
                        .single();
    }

    private Counts counts() {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM estate.target t WHERE t.disputed_at IS NOT NULL) AS targets,
                       (SELECT count(*) FROM estate.deployment d
                         WHERE d.disputed_at IS NOT NULL AND d.to_at IS NULL AND d.source = 'SNAPSHOT') AS containers
                """).query(Counts.class).single();
    }

    /** Those since last first; system: the code of one that a rule names, empty for all. */
    List<Conflict> lines(String system, AsOf asOf, @Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        List<Conflict.Claim> rules = rules(asOf);
        String[] asked = rules.stream()
                .filter(rule -> rule.code().equals(system))
                .map(rule -> rule.rule().toString())
                .toArray(String[]::new);
        return jdbc.sql(asOf.isNow() ? LINES : LINES_THEN)
                .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("rules", system.isEmpty() ? null : asked)
                .param("most", most)
                .query((rs, n) -> Conflict.read(rs, rules.stream()))
                .list();
    }

    /** All rules: people made them, so they are few. */
    private List<Conflict.Claim> rules(AsOf asOf) {
        return jdbc.sql(asOf.isNow() ? RULES : RULES_THEN)
                .param("asOf", asOf.at().atOffset(ZoneOffset.UTC))
                .query(Conflict.Claim::read)
                .list();
    }
}
