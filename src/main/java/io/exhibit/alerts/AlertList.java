package io.exhibit.alerts;

import io.exhibit.controls.AlertMapping;
import io.exhibit.estate.ScopeAt;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists alerts, newest record first. One query for the page, the file and the API, so that they cannot differ. */
@Component
class AlertList {

    /** Counting stops here: beyond it the exact figure tells a reader nothing, and costs. */
    static final int MOST_COUNTED = 10_000;

    private static final String COLUMNS = """
            SELECT a.id, a.recorded_at, a.occurred_at, a.sensor, a.rule, a.priority, a.class AS alert_class, a.mapping_version,
                   known.state, a.source, a.hostname, a.output, a.cluster, a.namespace, a.pod, a.container,
                   a.image_repository, a.image_tag, a.image_digest, a.process, a.user_name,
                   s.code AS system_code, s.name AS system_name, h.acknowledged_at, h.acknowledged_by,
                   CASE WHEN known.state = 'CLOSED' THEN h.closed_at END AS closed_at,
                   CASE WHEN known.state = 'CLOSED' THEN h.closed_by END AS closed_by,
                   CASE WHEN known.state = 'CLOSED' THEN h.disposition END AS disposition,
                   CASE WHEN known.state = 'CLOSED' THEN h.reason END AS reason,
                   a.submission_id, a.position, a.entry_index
            """;

    private static final String AS_KNOWN = """
              FROM alerts.alert AS a
              LEFT JOIN alerts.handling AS h ON h.alert_id = a.id AND h.acknowledged_at <= :until
              LEFT JOIN estate.pub_system AS s ON s.id = a.system_id
             CROSS JOIN LATERAL (
                    SELECT CASE WHEN h.closed_at <= :until THEN 'CLOSED'
                                WHEN h.alert_id IS NOT NULL THEN 'ACKNOWLEDGED'
                                WHEN a.rule = ANY(:telemetry) THEN 'RECORD'
                                ELSE 'OPEN'
                           END) AS known (state)
             WHERE a.recorded_at <= :until
            """;

    private static final String CHOSEN = AS_KNOWN + """
               AND (:scope = 'all' OR a.system_id IN (SELECT system_id FROM {systems}))
               AND (:priority::text IS NULL OR a.priority = :priority)
               AND (:class::text IS NULL OR coalesce(a.class, 'none') = :class)
               AND (:state::text IS NULL OR known.state = :state)
               AND (:search = '' OR position(lower(:search) IN lower(a.rule)) > 0
                                 OR position(lower(:search) IN lower(a.image_repository)) > 0
                                 OR position(lower(:search) IN lower(a.image_digest)) > 0
                                 OR position(lower(:search) IN lower(a.pod)) > 0)
            """;

    private final JdbcClient jdbc;
    private final AlertMapping mapping;

    AlertList(JdbcClient jdbc, AlertMapping mapping) {
        this.jdbc = jdbc;
        this.mapping = mapping;
    }

    List<AlertRow> rows(AlertQuery query, int limit) {
        return bind(query, jdbc.sql(COLUMNS + chosen(query) + """
                   AND (:at::timestamptz IS NULL OR (a.recorded_at, a.id) < (:at, :id::uuid))
                 ORDER BY a.recorded_at DESC, a.id DESC
                 LIMIT :limit
                """))
                .param("at", query.cursor() == null ? null : utc(query.cursor().at()))
                .param("id", query.cursor() == null ? null : query.cursor().id())
                .param("limit", limit)
                .query(AlertRow.class)
                .list();
    }

    /** One alert; empty when it had not been recorded by then. */
    Optional<AlertRow> row(UUID id, @Nullable Instant asOf) {
        return jdbc.sql(COLUMNS + AS_KNOWN + " AND a.id = :id")
                .param("until", until(asOf))
                .param("telemetry", telemetry())
                .param("id", id)
                .query(AlertRow.class)
                .optional();
    }

    /** How many alerts of each state the query finds; their sum is MOST_COUNTED + 1 when there are more. */
    Map<AlertState, Long> counts(AlertQuery query) {
        Map<AlertState, Long> counts = new EnumMap<>(AlertState.class);
        bind(
                        query,
                        jdbc.sql("SELECT state, count(*) FROM (SELECT known.state " + chosen(query)
                                + " LIMIT :most) AS found GROUP BY state"))
                .param("most", MOST_COUNTED + 1)
                .query(row -> {
                    counts.put(AlertState.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    private static String chosen(AlertQuery query) {
        return ScopeAt.fill(CHOSEN, query.asOf() == null, ":until");
    }

    private JdbcClient.StatementSpec bind(AlertQuery query, JdbcClient.StatementSpec statement) {
        return statement
                .param("until", until(query.asOf()))
                .param("telemetry", telemetry())
                .param("scope", query.scope())
                .param(
                        "priority",
                        query.priority() == null ? null : query.priority().name())
                .param("class", query.alertClass())
                .param("state", query.state() == null ? null : query.state().name())
                .param("search", query.search());
    }

    private String[] telemetry() {
        return mapping.telemetry().toArray(String[]::new);
    }

    private static OffsetDateTime until(@Nullable Instant asOf) {
        return asOf == null ? OffsetDateTime.MAX : utc(asOf);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
