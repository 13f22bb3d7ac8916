package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C03: was every target scanned again before the longest gap allowed had passed? Gaps that reach into the period count in
 * their full length; the last one runs on until the target is known to have stopped, or until the moment of judgement.
 */
@Component
class ScanCadence extends Check {

    private static final String CRITICAL = "scan_max_gap_hours_critical";
    private static final String OTHERS = "scan_max_gap_hours";

    // A target was running as long as any image of it that was stated to run; nothing stated means that it still
    // counts.
    private static final String TARGETS = """
            SELECT t.id, t.name, s.code, t.first_seen_at, c.submission_id, c.last_at,
                   CASE WHEN s.critical_function THEN :scan_max_gap_hours_critical ELSE :scan_max_gap_hours END
                        * interval '1 hour' AS allowed,
                   least(CASE WHEN r.stated AND NOT r.running THEN greatest(r.ended_at, c.last_at) END, :judged_at) AS until,
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside
              FROM estate.pub_target_in(:scope, :judged_at, :as_of) i
              JOIN estate.pub_target t ON t.id = i.target_id
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
              JOIN LATERAL (SELECT c.submission_id, c.recorded_at AS last_at
                              FROM scans.pub_scan c
                             WHERE c.target_id = t.id AND c.recorded_at < :to AND c.recorded_at <= :as_of
                             ORDER BY c.recorded_at DESC
                             LIMIT 1) c ON true
              LEFT JOIN LATERAL (SELECT count(*) > 0 AS stated, max(d.to_at) AS ended_at,
                                        coalesce(bool_or(d.to_at IS NULL OR d.to_at > :judged_at), false) AS running
                                   FROM estate.pub_deployment d
                                  WHERE d.environment = t.environment AND d.from_at <= :judged_at
                                    AND d.image_id IN (SELECT x.image_id FROM scans.pub_scan x WHERE x.target_id = t.id)) r
                ON true
             WHERE t.first_seen_at < :to AND t.first_seen_at <= :as_of
            """;

    private static final String POPULATION = """
            WITH target AS MATERIALIZED (""" + TARGETS + """
            ), moment AS (
                SELECT c.target_id, c.recorded_at AS at, true AS scanned
                  FROM scans.pub_scan c
                  JOIN target t ON t.id = c.target_id
                 WHERE c.outcome = 'CONCLUSIVE' AND c.recorded_at < :to AND c.recorded_at <= :as_of
                 UNION ALL
                SELECT t.id, t.first_seen_at, false FROM target t
                 UNION ALL
                SELECT t.id, t.until, false FROM target t WHERE t.until >= :from
            ), stretch AS (
                SELECT m.target_id, m.at, m.scanned, m.at - lag(m.at) OVER (PARTITION BY m.target_id ORDER BY m.at) AS length
                  FROM moment m
            ), longest AS (
                SELECT h.target_id, max(h.length) FILTER (WHERE h.at > :from) AS length, bool_or(h.scanned) AS scanned
                  FROM stretch h
                 GROUP BY h.target_id
            )
            SELECT t.id::text AS key, t.name AS label, t.name AS about, coalesce(t.code, '') AS system,
                   'SUBMISSION' AS kind, t.submission_id AS subject, t.until - l.length AS starts_at,
                   t.last_at + t.allowed AS due_at, t.last_at AS done_at,
                   CASE WHEN t.aside IS NOT NULL THEN t.aside
                        WHEN l.length > t.allowed THEN 'VIOLATED with a longer gap than allowed'
                        WHEN NOT l.scanned THEN 'INSUFFICIENT without a scan that can be relied on'
                        WHEN t.gap IS NOT NULL THEN 'INSUFFICIENT ' || t.gap
                        ELSE 'SATISFIED scanned without a longer gap than allowed' END AS outcome
              FROM target t
              JOIN longest l ON l.target_id = t.id
             WHERE t.until >= :from
            """;

    ScanCadence() {
        super(
                "C03",
                3,
                Input.SCANNED,
                new Noun("target", "targets", "in use"),
                POPULATION,
                OTHERS,
                CRITICAL,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }

    @Override
    String fallback(String parameter) {
        return parameter.equals(CRITICAL) ? OTHERS : parameter;
    }
}
