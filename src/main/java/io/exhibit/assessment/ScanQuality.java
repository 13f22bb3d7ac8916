package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C04: was each scan made with a current database, and without hiding anything that nobody approved? Which other filters a scanner ran with
 * (severities, what has no fix) its reports do not tell.
 */
@Component
class ScanQuality extends Check {

    private static final String AGE = "scanner_db_max_age_hours";
    private static final String HARD_AGE = "scanner_db_hard_age_hours";
    private static final String SKEW = "clock_skew_seconds";

    private static final String POPULATION = """
            WITH wanted AS MATERIALIZED (
                SELECT i.target_id FROM estate.pub_target_in(:scope, :judged_at, :as_of) i
            ), hidden AS MATERIALIZED (
                SELECT h.finding_id, h.target_id, tstzrange(h.since, CASE WHEN h.until_at <= :as_of THEN h.until_at END) AS during
                  FROM findings.pub_suppression h
                  JOIN wanted w ON w.target_id = h.target_id
                 WHERE h.since <= :as_of
            ), allowed AS (
                SELECT c.finding_id, range_agg(tstzrange(c.valid_from, c.valid_until)) AS during
                  FROM findings.pub_exception_cover c
                 WHERE c.finding_id IN (SELECT h.finding_id FROM hidden h) AND c.kind <> 'LOWER_RANK'
                   AND c.valid_from <= :as_of AND c.valid_from < c.valid_until
                 GROUP BY c.finding_id
            ), told AS MATERIALIZED (
                SELECT h.target_id, range_agg(h.during) AS during,
                       range_agg(h.during::tstzmultirange - coalesce(a.during, '{}')) AS unapproved
                  FROM hidden h
                  LEFT JOIN allowed a ON a.finding_id = h.finding_id
                 GROUP BY h.target_id
            )
            SELECT c.id::text AS key, t.name AS label, concat_ws(' ', c.tool, c.tool_version) AS about, coalesce(s.code, '') AS system,
                   'SUBMISSION' AS kind, c.submission_id AS subject, c.database_at AS starts_at,
                   c.database_at + :scanner_db_max_age_hours * interval '1 hour' AS due_at, c.made_at AS done_at,
                   CASE WHEN g.aside IS NOT NULL THEN g.aside
                        WHEN c.made_at - c.database_at > :scanner_db_hard_age_hours * interval '1 hour'
                        THEN 'VIOLATED with a database that was far too old'
                        WHEN c.suppressed > 0 AND h.unapproved @> c.recorded_at
                        THEN 'VIOLATED hiding findings that no approved exception covered'
                        WHEN g.gap IS NOT NULL THEN 'INSUFFICIENT ' || g.gap
                        WHEN c.outcome = 'FAILED' THEN 'INSUFFICIENT with an error'
                        WHEN c.classes = '{}' THEN 'INSUFFICIENT without any package looked at'
                        WHEN c.suppressed > 0 AND h.during @> c.recorded_at IS NOT TRUE
                        THEN 'INSUFFICIENT hiding findings that are not told one by one'
                        WHEN coalesce(c.tool_version, '') = '' THEN 'INSUFFICIENT by a scanner that does not say its version'
                        WHEN c.database_at IS NULL THEN 'INSUFFICIENT without the time of the scanner''s database'
                        WHEN c.database_at > c.made_at + :clock_skew_seconds * interval '1 second'
                        THEN 'INSUFFICIENT with a database that says to be younger than the scan'
                        WHEN c.made_at - c.database_at > :scanner_db_max_age_hours * interval '1 hour'
                        THEN 'INSUFFICIENT with a database older than allowed'
                        ELSE 'SATISFIED with a current database, hiding nothing without approval' END AS outcome
              FROM (SELECT n.*, least(n.reported_at, n.recorded_at) AS made_at
                      FROM scans.pub_scan n
                     WHERE n.recorded_at >= :from AND n.recorded_at < :to AND n.recorded_at <= :as_of) c
              JOIN wanted w ON w.target_id = c.target_id
              JOIN estate.pub_target t ON t.id = c.target_id
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
              LEFT JOIN told h ON h.target_id = c.target_id
             CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside) g
            """;

    ScanQuality() {
        super(
                "C04",
                1,
                Input.SCANNED,
                new Noun("scan", "scans", "received"),
                POPULATION,
                AGE,
                HARD_AGE,
                SKEW,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
