package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C09: is every closed high or critical finding closed by a scan that proves it, and did it stay away? */
@Component
class ProvenClosings extends Check {

    private static final String POPULATION = """
            SELECT o.id || '/' || o.n AS key, o.vulnerability || ' ' || o.package AS label, o.about,
                   coalesce(o.code, '') AS system, 'FINDING' AS kind, o.id AS subject, o.opened_at AS starts_at,
                   NULL::timestamptz AS due_at, o.closed_at AS done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.back THEN 'VIOLATED back soon after the scan that closed it'
                        WHEN o.rank IS NULL THEN 'INSUFFICIENT not ranked, so possibly high or critical'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN o.doubts IS NULL THEN 'INSUFFICIENT closed before it was looked at what proves that'
                        WHEN o.doubts && ARRAY['SAME_IMAGE', 'SAME_VERSION']
                        THEN 'INSUFFICIENT no longer listed though nothing that was scanned had changed'
                        WHEN 'OTHER_TOOL' = ANY (o.doubts) THEN 'INSUFFICIENT closed by the scan of another scanner'
                        WHEN 'NO_DIGEST' = ANY (o.doubts)
                        THEN 'INSUFFICIENT closed by a report that does not tell by digest or commit what was scanned'
                        WHEN 'NOT_DATED' = ANY (o.doubts)
                        THEN 'INSUFFICIENT closed by a report that may be older than the one that showed it'
                        WHEN 'NEVER_STATED' = ANY (o.doubts)
                        THEN 'INSUFFICIENT retired, and no cluster ever stated that it ran'
                        WHEN o.retired THEN 'SATISFIED retired when no cluster stated any more that it ran'
                        ELSE 'SATISFIED closed by a later scan that proves it' END AS outcome
              FROM (SELECT f.id, e.n, f.vulnerability, f.package, t.name AS about, s.code, e.opened_at, e.closed_at, e.doubts,
                           e.closed_entry IS NOT NULL AS retired,
                           CASE WHEN f.ranked_at <= :as_of THEN f.rank END AS rank,
                           EXISTS (SELECT 1
                                     FROM findings.pub_episode b
                                    WHERE b.finding_id = e.finding_id AND b.n = e.n + 1 AND b.opened_at <= :as_of
                                      AND b.opened_at <= e.closed_at + :return_within_days * interval '1 day') AS back,
            """ + Attribution.GAP + """
                           AS gap,
            """ + Attribution.ASIDE + """
                           AS aside
                      FROM findings.pub_episode e
                      JOIN findings.pub_finding f ON f.id = e.finding_id
                      JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = f.target_id
                      JOIN estate.pub_target t ON t.id = f.target_id
                      LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
                     WHERE e.closed_at >= :from AND e.closed_at < :to AND e.closed_at <= :as_of
                       AND e.close_reason <> 'SAME_FINDING') o
             WHERE o.rank IS NULL OR o.rank IN ('CRITICAL', 'HIGH')
            """;

    ProvenClosings() {
        super(
                "C09",
                3,
                Input.SCANNED_FOR,
                new Noun("high or critical finding", "high or critical findings", "closed"),
                POPULATION,
                "return_within_days",
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
