package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C17-f: does every alert carry when it happened? When it was received and its rule are always there. */
@Component
class AlertRecords extends Check {

    private static final String POPULATION = """
            SELECT a.id::text AS key, a.rule AS label, concat_ws(' / ', nullif(a.hostname, ''), nullif(a.namespace, ''),
                   nullif(a.pod, '')) AS about, coalesce(s.code, '') AS system, 'ALERT' AS kind, a.id AS subject,
                   a.occurred_at AS starts_at, NULL::timestamptz AS due_at, a.recorded_at AS done_at,
                   coalesce((""" + Attribution.ASIDE + """
                   ), CASE WHEN a.occurred_at IS NULL THEN 'INSUFFICIENT without a readable time of occurrence'
                           WHEN a.occurred_at > a.recorded_at + :clock_skew_seconds * interval '1 second'
                           THEN 'INSUFFICIENT with a time of occurrence after its receipt'
                           ELSE coalesce('INSUFFICIENT ' || (""" + Attribution.GAP + """
                                ), 'SATISFIED recorded with both times and its type') END) AS outcome
              FROM alerts.pub_alert a
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = a.system_id
             WHERE a.recorded_at >= :from AND a.recorded_at < :to AND a.recorded_at <= :as_of
               AND NOT a.rule = ANY (:telemetry::text[])
               AND (:scope = 'all' OR a.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i))
            """;

    AlertRecords() {
        super(
                "C17-f",
                3,
                Input.ALERTED,
                new Noun("alert", "alerts", "received"),
                POPULATION,
                "clock_skew_seconds",
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
