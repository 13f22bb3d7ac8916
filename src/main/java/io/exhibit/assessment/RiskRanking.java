package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C05: did every finding get the entity's own rank in time, by a method that somebody approved? */
@Component
class RiskRanking extends Check {

    // When it was ranked first counts: later ones are rankings of something that changed. By which method counts at the
    // time of the question.
    // What was found earlier and is still open without a rank does not leave the question with the period it was found
    // in.
    private static final String POPULATION = """
            SELECT o.id::text AS key, o.vulnerability || ' ' || o.package AS label, o.about, coalesce(o.code, '') AS system,
                   'FINDING' AS kind, o.id AS subject, o.shown_at AS starts_at, o.due_at, o.ranked_at AS done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.ranked_at > o.due_at AND o.due_at < :judged_at THEN 'VIOLATED ranked only after the time allowed'
                        WHEN o.ranked_at IS NULL AND o.due_at < :judged_at THEN 'VIOLATED still without a rank'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN o.ranked_at IS NULL OR o.ranked_at > :judged_at THEN 'SATISFIED not ranked yet, with time left'
                        WHEN NOT o.approved THEN 'INSUFFICIENT ranked by a method that nobody has approved'
                        ELSE 'SATISFIED ranked in time' END AS outcome
              FROM (SELECT f.id, f.vulnerability, f.package, t.name AS about, s.code, f.shown_at,
                           f.shown_at + :rank_within_hours * interval '1 hour' AS due_at,
                           CASE WHEN least(f.ranked_at, first.ranked_at) <= :as_of THEN least(f.ranked_at, first.ranked_at) END AS ranked_at,
                           coalesce(p.approved_at <= :as_of, false) AS approved,
            """ + Attribution.GAP + """
                           AS gap,
            """ + Attribution.ASIDE + """
                           AS aside
                      FROM findings.pub_finding f
                      JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = f.target_id
                      JOIN estate.pub_target t ON t.id = f.target_id
                      LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
                      LEFT JOIN LATERAL (SELECT min(e.ranked_at) AS ranked_at
                                           FROM findings.pub_earlier_rank e
                                          WHERE e.finding_id = f.id) first ON true
                      LEFT JOIN LATERAL (SELECT e.rank_method
                                           FROM findings.pub_earlier_rank e
                                          WHERE e.finding_id = f.id AND e.superseded_at > :as_of
                                          ORDER BY e.superseded_at
                                          LIMIT 1) given ON true
                      LEFT JOIN findings.pub_policy p ON p.version = coalesce(given.rank_method, f.rank_method) AND p.kind = 'RISK_RANKING'
                     WHERE f.first_detected_at < :to AND f.first_detected_at <= :as_of
                       AND (f.first_detected_at >= :from
                            OR ((f.ranked_at IS NULL OR least(f.ranked_at, first.ranked_at) >= :from
                                 OR least(f.ranked_at, first.ranked_at) > :as_of)
                                AND EXISTS (SELECT 1
                                              FROM findings.pub_episode e
                                             WHERE e.finding_id = f.id AND e.opened_at < :to AND e.opened_at <= :as_of
                                               AND (e.closed_at IS NULL OR e.closed_at >= :from))))) o
            """;

    RiskRanking() {
        super(
                "C05",
                5,
                Input.SCANNED_FOR,
                new Noun("finding", "findings", "first seen or waiting for a rank"),
                POPULATION,
                "rank_within_hours",
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
