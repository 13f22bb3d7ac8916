package io.exhibit.findings;

/** The one query behind the register of exceptions, its file and the page of one: how each stood at :at. */
final class ExceptionSql {

    /** last: what was asked for last by then; held: what was approved last by then. Both are terms. */
    static final String TOLD = """
            WITH told AS (
                SELECT e.id, e.entry_index, e.kind, e.justification, e.statement_id, e.control, e.control_scope, e.created_at, last.n AS term, last.requested_by, last.reason,
                       last.owner, last.mitigations, last.proof, last.residual_rank, last.ticket, last.approvals,
                       held.approved_at, coalesce(held.expires_at, last.expires_at) AS expires_at, last.expires_at AS asked_until,
                       (held.n < last.n) IS TRUE AND last.rejected_at IS NULL AND last.withdrawn_at IS NULL
                           AND last.expires_at > :at AS waits,
                       reach.findings, reach.open, reach.valid, reach.late, reach.ended_at, reach.ended_by,
                       CASE WHEN held.n IS NULL AND last.rejected_at IS NOT NULL THEN 'REJECTED'
                            WHEN held.n IS NULL AND last.withdrawn_at IS NOT NULL THEN 'WITHDRAWN'
                            WHEN held.n IS NULL AND last.expires_at <= :at THEN 'EXPIRED'
                            WHEN held.n IS NULL THEN 'REQUESTED'
                            WHEN held.withdrawn_at IS NOT NULL THEN 'WITHDRAWN'
                            WHEN reach.findings > 0 AND reach.valid = 0 AND reach.ended_at < held.expires_at THEN 'LAPSED'
                            WHEN held.expires_at <= :at THEN 'EXPIRED'
                            ELSE 'VALID' END AS state,
                       sheet.constraints, sheet.definition, sheet.objective, sheet.objective_met, sheet.residual_risk, sheet.validation,
                       sheet.maintenance, accepted.entry_index AS acceptance_entry, accepted.assessor, accepted.company,
                       accepted.accepted_on, accepted.recorded_at, accepted.letter,
                       (SELECT count(*)
                          FROM findings.exception_decision d
                         WHERE d.exception_id = e.id AND d.term = last.n AND d.kind = 'APPROVED' AND d.decided_at <= :at) AS approved,
                       ARRAY(SELECT v.vulnerability
                               FROM findings.exception_vulnerability v
                              WHERE v.exception_id = e.id
                              ORDER BY v.vulnerability) AS vulnerabilities,
                       ARRAY(SELECT CASE p.kind WHEN 'SYSTEM' THEN 'all of ' || coalesce(s.name, p.name)
                                                WHEN 'WORKLOAD' THEN 'workload ' || p.name || ' of ' || p.cluster || ' / ' || p.namespace
                                                ELSE coalesce(g.name || CASE WHEN g.environment = '' THEN '' ELSE ' in ' || g.environment END,
                                                              'a target that is gone') END
                               FROM findings.exception_place p
                               LEFT JOIN estate.pub_system s ON p.kind = 'SYSTEM' AND s.code = p.name
                               LEFT JOIN estate.pub_target g ON p.kind = 'TARGET' AND g.key = p.name
                              WHERE p.exception_id = e.id
                              ORDER BY 1) AS places
                  FROM findings.exception e
                  JOIN LATERAL (
                       SELECT t.n, t.requested_by, t.reason, t.owner, t.mitigations, t.proof, t.residual_rank, t.ticket, t.approvals,
                              t.expires_at, CASE WHEN t.rejected_at <= :at THEN t.rejected_at END AS rejected_at,
                              CASE WHEN t.withdrawn_at <= :at THEN t.withdrawn_at END AS withdrawn_at
                         FROM findings.exception_term t
                        WHERE t.exception_id = e.id AND t.requested_at <= :at
                        ORDER BY t.n DESC
                        LIMIT 1) last ON true
                  LEFT JOIN LATERAL (
                       SELECT t.n, t.approved_at, t.expires_at, CASE WHEN t.withdrawn_at <= :at THEN t.withdrawn_at END AS withdrawn_at
                         FROM findings.exception_term t
                        WHERE t.exception_id = e.id AND t.approved_at <= :at
                        ORDER BY t.n DESC
                        LIMIT 1) held ON true
                  LEFT JOIN findings.exception_worksheet sheet ON sheet.exception_id = e.id AND sheet.term = last.n
                  LEFT JOIN LATERAL (
                       SELECT a.entry_index, a.assessor, a.company, a.accepted_on, a.recorded_at, encode(a.sha256, 'hex') AS letter
                         FROM findings.exception_acceptance a
                        WHERE a.exception_id = e.id AND a.term = coalesce(held.n, last.n) AND a.recorded_at <= :at
                          AND (a.taken_back_at IS NULL OR a.taken_back_at > :at)
                        LIMIT 1) accepted ON true
                  CROSS JOIN LATERAL (
                       SELECT count(*) AS findings,
                              count(*) FILTER (WHERE EXISTS (
                                  SELECT 1
                                    FROM findings.episode o
                                   WHERE o.finding_id = c.finding_id AND o.opened_at <= :at
                                     AND (o.closed_at IS NULL OR o.closed_at > :at))) AS open,
                              count(*) FILTER (WHERE c.valid_from <= :at AND c.valid_until > :at) AS valid,
                              count(*) FILTER (WHERE c.asked_late) AS late,
                              max(c.valid_until) AS ended_at, (array_agg(c.ended_by ORDER BY c.valid_until DESC, c.ended_by))[1] AS ended_by
                         FROM findings.pub_exception_cover c
                         JOIN findings.finding f ON f.id = c.finding_id AND f.first_detected_at <= :at
                        WHERE c.exception_id = e.id AND c.term = coalesce(held.n, last.n)) reach
                 WHERE e.created_at <= :at
            )
            """;

    private static final String MATCHING = """
             WHERE (:state::text IS NULL OR told.state = :state)
               AND (:kind::text IS NULL OR told.kind = :kind)
               AND (:vulnerability::text IS NULL OR :vulnerability = ANY (told.vulnerabilities))
               AND (:until::timestamptz IS NULL
                    OR told.id IN (SELECT e.exception_id FROM findings.pub_exception_ending(:scope, :at, :until) e))
               AND (:scope = 'all'
                    OR told.id IN (SELECT c.exception_id
                                     FROM findings.pub_exception_cover c
                                     JOIN findings.finding f ON f.id = c.finding_id
                                    WHERE f.target_id IN (SELECT i.target_id FROM estate.pub_target_in(:scope) i)))
            """;

    private static final String ROWS = TOLD + """
            SELECT told.*, person.name AS requester
              FROM told
              LEFT JOIN access.pub_person person ON person.id = told.requested_by
            """ + MATCHING;

    /** What was asked for last comes first. */
    static final String LIST = ROWS + """
               AND (told.created_at, told.id) < (:after, :afterId)
             ORDER BY told.created_at DESC, told.id DESC
             LIMIT :limit::bigint
            """;

    /** What ends first comes first. */
    static final String ENDING = ROWS + """
               AND (told.expires_at, told.id) > (:after, :afterId)
             ORDER BY told.expires_at, told.id
             LIMIT :limit::bigint
            """;

    static final String COUNT = TOLD + "SELECT count(*) FROM told\n" + MATCHING;

    static final String ONE = TOLD + """
            SELECT told.*, person.name AS requester
              FROM told
              LEFT JOIN access.pub_person person ON person.id = told.requested_by
             WHERE told.id = :id
            """;

    private ExceptionSql() {}
}
