package io.exhibit.dashboard;

import io.exhibit.estate.ScopeAt;
import io.exhibit.findings.KnownAt;
import io.exhibit.findings.RankAt;
import io.exhibit.kernel.AsOf;

/** The questions behind the home page; each goes through an index or over a table that stays small. */
final class HomeSql {

    /** Each finding once, however many clocks run for it; only deadlines that are near or past are read. */
    static final String CLOCKS = """
            SELECT count(*) FILTER (WHERE due.first_at < :at) AS late,
                   count(*) FILTER (WHERE due.first_at < :at AND covered.finding_id IS NOT NULL) AS late_covered,
                   count(*) FILTER (WHERE due.first_at >= :at) AS soon,
                   count(*) FILTER (WHERE due.pci_at < :at) AS late_pci,
                   count(*) FILTER (WHERE due.first_at < :at AND compensated.finding_id IS NOT NULL) AS late_compensated,
                   count(*) FILTER (WHERE due.dora_at < :at) AS late_dora,
                   count(*) FILTER (WHERE due.ffiec_at < :at) AS late_ffiec,
                   count(*) FILTER (WHERE due.kev_at < :at) AS late_kev
              FROM (SELECT d.finding_id, min(d.due_at) AS first_at,
                           min(d.due_at) FILTER (WHERE d.profile = 'PCI') AS pci_at,
                           min(d.due_at) FILTER (WHERE d.profile = 'DORA') AS dora_at,
                           min(d.due_at) FILTER (WHERE d.profile = 'FFIEC_OCC') AS ffiec_at,
                           min(d.due_at) FILTER (WHERE d.profile = 'KEV') AS kev_at
                      {running}
                       AND d.sorted_at < :soon
                       AND {d.finding_id in scope}
                     GROUP BY d.finding_id) due
              LEFT JOIN {covered} ON covered.finding_id = due.finding_id
              LEFT JOIN {compensated} ON compensated.finding_id = due.finding_id
            """;

    static final String WORST = """
            SELECT f.id, f.vulnerability, t.name AS target, d.due_at
              FROM (SELECT d.finding_id, d.profile, d.due_at, d.sorted_at {running}) d
              JOIN findings.pub_finding f ON f.id = d.finding_id
              JOIN estate.pub_target t ON t.id = f.target_id
             WHERE d.profile = :profile AND d.sorted_at < :at AND {scope}
             ORDER BY d.sorted_at, f.id
             LIMIT 3
            """;

    /** Episodes are first gathered by the months in which they began and ended: then there are few to count. */
    static final String MONTHS = """
            WITH month AS (
                SELECT m AS begins
                  FROM generate_series(:first::timestamptz, :at::timestamptz, interval '1 month') m
            ), spell AS (
                SELECT date_trunc('month', e.opened_at, 'UTC') AS opened,
                       date_trunc('month', CASE WHEN e.closed_at <= :at THEN e.closed_at END, 'UTC') AS closed,
                       count(*) AS n
                  FROM {episodes} e
                 WHERE e.opened_at <= :at
                   AND (e.closed_at IS NULL OR e.closed_at >= :first)
                   AND {e.finding_id in scope}
                 GROUP BY 1, 2
            )
            SELECT month.begins,
                   coalesce(sum(spell.n) FILTER (WHERE spell.opened < month.begins
                                                   AND (spell.closed IS NULL OR spell.closed >= month.begins)), 0) AS opening,
                   coalesce(sum(spell.n) FILTER (WHERE spell.opened = month.begins), 0) AS opened,
                   coalesce(sum(spell.n) FILTER (WHERE spell.closed = month.begins), 0) AS closed
              FROM month
              LEFT JOIN spell ON spell.opened <= month.begins
             GROUP BY month.begins
             ORDER BY month.begins
            """;

    static final String GAPS = """
            WITH target AS (
                SELECT t.id, t.system_id, {disputed}.disputed_at, last.recorded_at AS judged_at, newest.outcome
                  FROM {owned targets} t
                  {conflicts}
                  LEFT JOIN LATERAL (SELECT s.recorded_at
                                       FROM scans.pub_scan s
                                      WHERE s.target_id = t.id AND s.outcome = 'CONCLUSIVE' AND s.recorded_at <= :at
                                      ORDER BY s.recorded_at DESC
                                      LIMIT 1) last ON true
                  LEFT JOIN LATERAL (SELECT s.outcome
                                       FROM scans.pub_scan s
                                      WHERE s.target_id = t.id AND s.recorded_at <= :at
                                      ORDER BY s.recorded_at DESC
                                      LIMIT 1) newest ON true
                 WHERE t.first_seen_at <= :at
                   AND (:scope = 'all' OR t.id IN (SELECT target_id FROM {targets}))
            )
            SELECT count(*) AS targets,
                   count(*) FILTER (WHERE target.system_id IS NULL) AS unattributed,
                   count(*) FILTER (WHERE target.disputed_at <= :at) AS disputed,
                   min(target.disputed_at) FILTER (WHERE target.disputed_at <= :at) AS disputed_at,
                   count(*) FILTER (WHERE target.judged_at IS NULL OR target.judged_at < :stale) AS stale,
                   min(target.judged_at) AS stalest_at,
                   count(*) FILTER (WHERE target.outcome <> 'CONCLUSIVE') AS inconclusive
              FROM target
            """;

    static final String QUARANTINED = """
            SELECT count(*) AS figure, min(q.received_at) AS since
              FROM intake.pub_quarantined_at(:at) AS q
             WHERE NOT q.dismissed
            """;

    /** Since: when the first of them ran out. A system that was entered later is none yet. */
    static final String UNCONFIRMED = """
            SELECT count(*) AS figure, min(s.scope_confirmed_at + lasts.days * interval '1 day') AS since
              FROM estate.pub_system_judged(:at, :at) s
              JOIN estate.pub_system p ON p.id = s.id AND p.retired_at IS NULL AND p.created_at <= :at
             CROSS JOIN LATERAL (SELECT CASE WHEN s.service_provider AND s.in_pci_scope THEN :providerDays ELSE :days END AS days) lasts
             WHERE (s.scope_confirmed_at IS NULL OR s.scope_confirmed_at < :at - lasts.days * interval '1 day')
               AND s.id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :at, :at) i)
            """;

    /** What waited for an approval that the reader could give, what lapses first before the others. */
    static final String PROPOSALS = """
            SELECT n.code, n.name, n.reason, p.name AS proposer, n.proposed_at, n.lapses_at
              FROM estate.pub_narrowing n
              LEFT JOIN access.pub_person p ON p.id = n.proposed_by
             WHERE n.proposed_at <= :at AND n.lapses_at > :at AND (n.decided_at IS NULL OR n.decided_at > :at)
               AND n.proposed_by <> :reader
               AND n.system_id IN (SELECT i.system_id FROM {systems} i)
             ORDER BY n.lapses_at, n.entry_index
             LIMIT :most
            """;

    static final String UNRANKED = """
            SELECT count(*) AS figure, min(f.first_detected_at) AS since
              FROM findings.pub_finding f
             WHERE {unranked} AND f.first_detected_at <= {by then} AND {scope}
            """;

    private static final String UNRANKED_NOW = "f.state = 'OPEN' AND f.rank IS NULL";

    /** What has no rank now, or lost it since: few, and of them those that were open without one. */
    private static final String UNRANKED_THEN = """
            f.id IN (SELECT u.id FROM findings.pub_finding u WHERE u.rank IS NULL
                      UNION ALL
                     SELECT r.finding_id FROM findings.pub_earlier_rank r WHERE r.rank IS NULL AND r.superseded_at > :at)
            AND {rank} = 'NONE'
            AND EXISTS (SELECT 1 FROM {episodes} e
                         WHERE e.finding_id = f.id AND e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :at))""";

    /** Counting stops where the figure stops mattering. */
    static final String UNSEEN_ALERTS = """
            SELECT count(*) AS figure, min(recorded_at) AS since
              FROM (SELECT a.recorded_at
                      FROM alerts.pub_alert a
                     WHERE (a.acknowledged_at IS NULL OR a.acknowledged_at > :at) AND a.recorded_at <= :at
                       AND (:scope = 'all' OR a.system_id IN (SELECT system_id FROM {systems}))
                     ORDER BY a.recorded_at
                     LIMIT :most) unseen
            """;

    static final String RECEIVED = """
            SELECT (SELECT count(*) FROM scans.pub_scan s WHERE s.recorded_at > :yesterday AND s.recorded_at <= :at) AS scans,
                   (SELECT count(*) FROM alerts.pub_alert a WHERE a.recorded_at > :yesterday AND a.recorded_at <= :at) AS alerts,
                   EXISTS (SELECT 1 FROM scans.pub_scan s WHERE s.recorded_at <= :at) AS ever
            """;

    /** The deadlines of what is open, or fixed and still runs: now they are marked, as of an earlier time their episodes tell. */
    private static final String RUNNING_NOW =
            "FROM findings.pub_deadline d WHERE d.superseded_at IS NULL AND d.ended_at IS NULL";

    private static final String RUNNING_THEN = """
            FROM findings.pub_deadline d
            JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
            WHERE {decided} AND e.opened_at <= :at AND (e.gone_at IS NULL OR e.gone_at > :at)""";

    /** Since when it was there; where more is known than on the day, the episode itself begins then. */
    private static final String BEGUN = "CASE WHEN e.n = 1 THEN least(f.shown_at, e.opened_at) ELSE e.opened_at END";

    /** What somebody decided may wait; few are. */
    private static final String COVERED = """
            (SELECT DISTINCT c.finding_id
               FROM findings.pub_covered c
              WHERE c.from_at <= :at AND c.until_at > :at) AS covered""";

    /** Where an assessor's acceptance of a compensating control stands; fewer still. */
    private static final String COMPENSATED = """
            (SELECT DISTINCT m.finding_id
               FROM findings.pub_compensated m
              WHERE m.from_at <= :at AND m.until_at > :at) AS compensated""";

    private static final String IN_SCOPE = "f.target_id IN (SELECT target_id FROM {targets})";

    private HomeSql() {}

    /** What is true now can use partial indexes; as of an earlier time every row carries its own span. */
    static String at(String sql, AsOf asOf, String scope) {
        boolean now = asOf.isNow();
        String filled = sql.replace("{d.finding_id in scope}", within("d", scope))
                .replace("{e.finding_id in scope}", within("e", scope))
                .replace("{running}", now ? RUNNING_NOW : RUNNING_THEN)
                .replace("{covered}", COVERED)
                .replace("{compensated}", COMPENSATED)
                .replace(
                        "{open}",
                        now
                                ? "e.closed_at IS NULL AND f.state = 'OPEN'"
                                : "e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :at)")
                .replace("{begun}", asOf.isKnownLater() ? "e.opened_at" : BEGUN)
                .replace("{disputed}", now ? "t" : "held")
                .replace("{conflicts}", now ? "" : "LEFT JOIN estate.pub_conflict_at(:at) held ON held.id = t.id")
                .replace("{unranked}", now ? UNRANKED_NOW : UNRANKED_THEN)
                .replace("{scope}", scope.equals("all") ? "true" : IN_SCOPE);
        return KnownAt.fill(RankAt.fill(ScopeAt.fill(filled, asOf), asOf), asOf);
    }

    /** A choice between all and some would keep the database from joining: it would look each row up in a list of all that are in scope. */
    private static String within(String table, String scope) {
        return scope.equals("all")
                ? "true"
                : table + ".finding_id IN (SELECT f.id FROM findings.pub_finding f WHERE " + IN_SCOPE + ")";
    }
}
