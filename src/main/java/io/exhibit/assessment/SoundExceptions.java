package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C10: is every exception approved by two others, asked for before the deadline, of a kind that counts, and not over while relied on? */
@Component
class SoundExceptions extends Check {

    /**
     * One finding under one term of an exception; an end that came after as-of is not known. What an assessor has to accept is relied on
     * from the deadline on, within the period.
     */
    private static final String HELD = """
            SELECT c.exception_id, c.term, c.finding_id, c.kind, c.vulnerability, t.name AS about, s.code, c.valid_from,
                   CASE WHEN c.valid_until <= :as_of THEN c.valid_until END AS ended_at, x.others,
                   min(x.requested_at) OVER (PARTITION BY c.exception_id, c.finding_id) AS asked_at,
                   d.due_at, CASE WHEN e.gone_at <= :as_of THEN e.gone_at END AS done_at,
                   (SELECT range_agg(tstzrange(m.from_at, m.until_at))
                      FROM findings.pub_compensated m
                     WHERE m.exception_id = c.exception_id AND m.term = c.term AND m.finding_id = c.finding_id
                       AND m.from_at <= :as_of) AS accepted,
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside
              FROM findings.pub_exception_cover c
              JOIN findings.pub_exception_term x ON x.exception_id = c.exception_id AND x.term = c.term
              JOIN findings.pub_finding f ON f.id = c.finding_id
              JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = f.target_id
              JOIN estate.pub_target t ON t.id = f.target_id
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
              JOIN LATERAL (SELECT p.n, p.gone_at
                              FROM findings.pub_episode p
                             WHERE p.finding_id = f.id AND p.opened_at <= :as_of
                               AND (p.gone_at IS NULL OR p.gone_at > c.valid_from)
                             ORDER BY p.n
                             LIMIT 1) e ON true
              LEFT JOIN findings.pub_deadline d
                ON d.finding_id = f.id AND d.episode = e.n AND d.profile = :profile
               AND d.decided_at <= :as_of AND (d.superseded_at IS NULL OR d.superseded_at > :as_of)
             WHERE c.valid_from <= :as_of AND c.valid_from < c.valid_until
            """;

    private static final String POPULATION = """
            SELECT o.exception_id || '/' || o.term || '/' || o.finding_id AS key,
                   o.vulnerability || ', ' || lower(replace(o.kind, '_', ' ')) AS label, o.about, coalesce(o.code, '') AS system,
                   'EXCEPTION' AS kind, o.exception_id AS subject, o.valid_from AS starts_at, o.due_at, o.ended_at AS done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.needed IS NOT NULL AND o.accepted IS NULL
                        THEN 'VIOLATED relied on after the deadline (compensating control proposed)'
                        WHEN o.needed IS NOT NULL AND NOT o.accepted @> o.needed
                        THEN 'VIOLATED relied on after the deadline while no acceptance by an assessor stood on record'
                        WHEN o.relied AND o.kind <> ALL (:excepting) AND o.kind <> ALL (:accepting)
                        THEN 'VIOLATED relied on after the deadline, and of a kind that does not count here'
                        WHEN o.asked_at > o.due_at THEN 'VIOLATED asked for only after the deadline'
                        WHEN o.outlived THEN 'VIOLATED over while the finding was late and still there'
                        WHEN o.others < 2 THEN 'INSUFFICIENT without the approvals of two others on record'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN o.needed IS NOT NULL
                        THEN 'COMPENSATED asked for in time, approved by two others, accepted by an assessor for as long as it was relied on'
                        ELSE 'SATISFIED asked for in time, approved by two others, and valid for as long as it was relied on' END
                   AS outcome
              FROM (SELECT h.*, CASE WHEN h.kind = ANY (:accepting) AND h.due_at IS NOT NULL
                                      AND greatest(h.due_at, h.valid_from, :from) < least(coalesce(h.ended_at, :judged_at), h.done_at, :judged_at)
                                 THEN tstzrange(greatest(h.due_at, h.valid_from, :from),
                                                least(coalesce(h.ended_at, :judged_at), h.done_at, :judged_at)) END AS needed,
                           h.kind <> 'LOWER_RANK' AND h.due_at < coalesce(h.ended_at, :judged_at)
                           AND (h.done_at IS NULL OR h.done_at > h.due_at) AS relied,
                           h.kind <> 'LOWER_RANK' AND h.ended_at < :judged_at AND h.due_at < :judged_at AND (h.done_at IS NULL OR h.done_at > greatest(h.ended_at, h.due_at))
                           AND NOT EXISTS (SELECT 1
                                             FROM findings.pub_exception_cover n
                                            WHERE n.finding_id = h.finding_id AND n.valid_from <= greatest(h.ended_at, h.due_at)
                                              AND n.valid_until > greatest(h.ended_at, h.due_at)) AS outlived
                      FROM (""" + HELD + """
                           ) h
                     WHERE h.valid_from < :to AND (h.ended_at IS NULL OR h.ended_at > :from)) o
            """;

    SoundExceptions() {
        super(
                "C10",
                5,
                Input.SCANNED_FOR,
                new Noun("finding", "findings", "under an exception that was in force"),
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
