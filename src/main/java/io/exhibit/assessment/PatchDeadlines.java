package io.exhibit.assessment;

/** What both patch checks ask, each about its part: what fell due in the period or was open at any moment in it. */
abstract class PatchDeadlines extends Check {

    private static final String OPEN_OR_DUE = """
            SELECT f.id, e.n, f.vulnerability, f.package, t.name AS about, s.code,
                   coalesce(d.inputs ->> 'rank', CASE WHEN f.ranked_at <= :as_of THEN f.rank END) AS rank,
                   d.finding_id IS NOT NULL AS decided, d.starts_at, d.due_at, coalesce(d.estimated, false) AS estimated,
                   CASE WHEN e.gone_at <= :as_of THEN e.gone_at END AS done_at, e.closed_at <= :as_of AS fixed, e.doubts,
                   coalesce(p.approved_at <= :as_of, false) AS approved,
                   coalesce(f.fix_seen_at <= :as_of, f.fixed_version IS NOT NULL) AS fix_known, x.counted, x.held, x.proposed, z.accepted,
                   y.escalated,
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside
              FROM findings.pub_episode e
              JOIN findings.pub_finding f ON f.id = e.finding_id
              JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = f.target_id
              JOIN estate.pub_target t ON t.id = f.target_id
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
              LEFT JOIN findings.pub_deadline d
                ON d.finding_id = e.finding_id AND d.episode = e.n AND d.profile = :profile
               AND d.decided_at <= :as_of AND (d.superseded_at IS NULL OR d.superseded_at > :as_of)
              LEFT JOIN findings.pub_policy p ON p.version = d.policy_version
              LEFT JOIN (SELECT c.finding_id, range_agg(tstzrange(c.valid_from, c.valid_until)) AS held,
                                range_agg(tstzrange(c.valid_from, c.valid_until)) FILTER (WHERE c.kind = ANY (:excepting)) AS counted,
                                range_agg(tstzrange(c.valid_from, c.valid_until)) FILTER (WHERE c.kind = ANY (:accepting)) AS proposed
                           FROM findings.pub_exception_cover c
                          WHERE c.valid_from <= :as_of AND c.valid_from < c.valid_until
                          GROUP BY c.finding_id) x ON x.finding_id = e.finding_id
              LEFT JOIN (SELECT m.finding_id, range_agg(tstzrange(m.from_at, m.until_at)) AS accepted
                           FROM findings.pub_compensated m
                          WHERE m.from_at <= :as_of AND m.kind = ANY (:accepting)
                          GROUP BY m.finding_id) z ON z.finding_id = e.finding_id
              LEFT JOIN (SELECT u.finding_id, u.episode, range_agg(tstzrange(u.escalated_at, u.planned_until)) AS escalated
                           FROM findings.pub_escalation u
                          WHERE :profile = 'DORA' AND u.escalated_at <= :as_of
                          GROUP BY u.finding_id, u.episode) y ON y.finding_id = e.finding_id AND y.episode = e.n
             WHERE e.opened_at < :to AND e.opened_at <= :as_of
               AND (e.close_reason IS NULL OR e.close_reason <> 'SAME_FINDING' OR e.closed_at > :as_of)
               AND (e.gone_at IS NULL OR e.gone_at >= :from OR e.gone_at > :as_of
                    OR (d.due_at >= :from AND d.due_at < :to))
            """;

    /**
     * Late, and for which time an exception would have had to be valid: since the deadline, as far as it is in the period. What was
     * escalated was so at the deadline; from then on it, or another escalation or an exception that counts, held without a gap. What
     * an assessor has to accept counts from when that was recorded: a deadline that passed before was missed until then.
     */
    private static final String LATE = """
            SELECT o.*, late.since IS NOT NULL AS late,
                   late.since < late.until AND o.counted @> tstzrange(late.since, late.until) AS excepted,
                   late.since < late.until
                       AND coalesce(o.counted, '{}') + o.accepted @> tstzrange(late.since, late.until) AS compensated,
                   CASE WHEN late.since < late.until AND o.accepted && tstzrange(late.since, late.until)
                        THEN ', for part of the time without a compensating control whose acceptance by an assessor was recorded'
                        WHEN late.since < late.until AND o.proposed && tstzrange(late.since, late.until)
                        THEN ' (compensating control proposed)'
                        WHEN late.since < late.until AND o.held @> tstzrange(late.since, late.until)
                             AND NOT coalesce(o.counted && tstzrange(late.since, late.until), false)
                        THEN ', under an exception that does not count here'
                        WHEN late.since < late.until AND o.counted && tstzrange(late.since, late.until)
                        THEN ', for part of the time without an exception that counts here'
                        ELSE '' END
                   || CASE WHEN o.escalated IS NULL THEN ''
                           WHEN lower(o.escalated) > o.due_at THEN ', escalated only after the deadline'
                           ELSE ', escalated, but not until it was gone' END AS remark,
                   late.since IS NOT NULL AND o.escalated @> o.due_at
                       AND o.escalated + coalesce(o.counted, '{}') @> tstzrange(o.due_at, late.until) AS allowed
              FROM (""" + OPEN_OR_DUE + """
                   ) o
              LEFT JOIN LATERAL (
                   SELECT greatest(o.due_at, :from) AS since, greatest(o.due_at, :from, least(o.done_at, :judged_at)) AS until
                    WHERE o.due_at < :judged_at AND (o.done_at IS NULL OR o.done_at > o.due_at)) late ON true
            """;

    // A fix was released before our scans first showed it: what is late by an estimate is late for certain, what is in
    // time by
    // a few days may not be.
    private static final String WHOLE = """
            SELECT o.id || '/' || o.n AS key, o.vulnerability || ' ' || o.package AS label, o.about,
                   coalesce(o.code, '') AS system, 'FINDING' AS kind, o.id AS subject, o.starts_at, o.due_at, o.done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.late AND o.excepted IS NOT TRUE AND o.allowed IS NOT TRUE AND o.compensated IS NOT TRUE
                             AND o.done_at IS NULL
                        THEN CASE WHEN o.fixed THEN 'VIOLATED fixed in a newer image, but running past the deadline' || o.remark
                                  ELSE 'VIOLATED open past the deadline' || o.remark END
                        WHEN o.late AND o.excepted IS NOT TRUE AND o.allowed IS NOT TRUE AND o.compensated IS NOT TRUE
                        THEN 'VIOLATED gone only after the deadline' || o.remark
                        WHEN o.rank IS NULL THEN 'INSUFFICIENT not ranked, so possibly critical'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN NOT o.decided THEN 'INSUFFICIENT without a decided deadline'
                        WHEN o.due_at IS NULL AND o.fix_known THEN 'INSUFFICIENT with a known fix, but no time set for it'
                        WHEN o.due_at IS NULL THEN 'NOT_APPLICABLE with the clock not started: no fix is known'
                        WHEN NOT o.approved AND NOT (:profile = 'PCI' AND o.rank = 'CRITICAL')
                        THEN 'INSUFFICIENT under a policy that nobody has approved'
                        WHEN o.late AND o.allowed THEN 'SATISFIED past the deadline, escalated in time'
                        WHEN o.late AND o.excepted IS NOT TRUE
                        THEN 'COMPENSATED past the deadline, under a compensating control that an assessor had accepted'
                        WHEN o.late THEN 'SATISFIED past the deadline, under an exception that was valid throughout'
                        WHEN o.estimated
                             AND least(o.done_at, :judged_at) > o.due_at - :estimate_margin_days * interval '1 day'
                        THEN 'INSUFFICIENT too close to the limit for a fix date that is only estimated'
                        WHEN o.done_at <= :judged_at AND o.doubts IS DISTINCT FROM '{}'
                        THEN 'INSUFFICIENT closed in time, but not proven to be gone'
                        WHEN o.done_at <= :judged_at THEN 'SATISFIED gone in time'
                        WHEN o.fixed THEN 'SATISFIED fixed in a newer image, still running, and not due yet'
                        ELSE 'SATISFIED open and not due yet' END AS outcome,
                   CASE WHEN o.rank IS NULL OR o.rank = 'CRITICAL' THEN 'C07' ELSE 'C08' END AS part
              FROM (""" + LATE + """
                   ) o
            """;

    private static final String ESCALATION =
            "Under DORA a deadline may be missed only when that was escalated by then, until the day that was planned.";

    PatchDeadlines(String id, Noun noun) {
        super(
                id,
                7,
                Input.SCANNED_FOR,
                noun,
                WHOLE,
                "estimate_margin_days",
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }

    @Override
    final boolean isDivided() {
        return true;
    }

    @Override
    final String remark(String profile) {
        return profile.equals("DORA") ? ESCALATION : "";
    }
}
