package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C17: was every alert taken up and closed with a reason within the time its priority allows, counted from its receipt? */
@Component
class AlertTimes extends Check {

    private static final String RECEIVED = """
            SELECT a.id, a.rule, a.priority, a.hostname, a.namespace, a.pod, s.code, a.recorded_at, a.occurred_at,
                   a.rule = ANY (:telemetry::text[]) AS telemetry,
                   CASE WHEN a.acknowledged_at <= :as_of THEN a.acknowledged_at END AS taken_at,
                   CASE WHEN a.closed_at <= :as_of THEN a.closed_at END AS done_at,
                   a.recorded_at + interval '1 minute'
                       * CASE WHEN a.priority IN ('EMERGENCY', 'ALERT', 'CRITICAL', 'UNKNOWN') THEN :alert_ack_minutes_critical
                              WHEN a.priority = 'ERROR' THEN :alert_ack_minutes_error
                              ELSE :alert_ack_minutes_warning END AS take_by,
                   a.recorded_at + interval '1 day'
                       * CASE WHEN a.priority IN ('EMERGENCY', 'ALERT', 'CRITICAL', 'UNKNOWN') THEN :alert_close_days_critical
                              WHEN a.priority = 'ERROR' THEN :alert_close_days_error
                              ELSE :alert_close_days_warning END AS due_at,
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside
              FROM alerts.pub_alert a
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = a.system_id
             WHERE a.recorded_at >= :from AND a.recorded_at < :to AND a.recorded_at <= :as_of
               AND (:scope = 'all' OR a.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i))
            """;

    private static final String POPULATION = """
            SELECT o.id::text AS key, o.rule AS label, concat_ws(' / ', nullif(o.hostname, ''), nullif(o.namespace, ''),
                   nullif(o.pod, '')) AS about, coalesce(o.code, '') AS system, 'ALERT' AS kind, o.id AS subject,
                   o.recorded_at AS starts_at, o.due_at, o.done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.telemetry THEN 'NOT_APPLICABLE that are a sensor''s own counters'
                        WHEN o.taken_at IS NULL AND o.take_by < :judged_at THEN 'VIOLATED taken up by nobody in time'
                        WHEN o.taken_at > o.take_by AND o.take_by < :judged_at THEN 'VIOLATED taken up too late'
                        WHEN o.done_at IS NULL AND o.due_at < :judged_at THEN 'VIOLATED not closed in time'
                        WHEN o.done_at > o.due_at AND o.due_at < :judged_at THEN 'VIOLATED closed too late'
                        WHEN o.occurred_at IS NULL THEN 'INSUFFICIENT without a readable time of occurrence'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN o.done_at <= :judged_at THEN 'SATISFIED taken up and closed in time'
                        ELSE 'SATISFIED in hand with time left' END AS outcome
              FROM (""" + RECEIVED + """
                   ) o
            """;

    AlertTimes() {
        super(
                "C17",
                3,
                Input.ALERTED,
                new Noun("alert", "alerts", "received"),
                POPULATION,
                "alert_ack_minutes_critical",
                "alert_ack_minutes_error",
                "alert_ack_minutes_warning",
                "alert_close_days_critical",
                "alert_close_days_error",
                "alert_close_days_warning",
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
