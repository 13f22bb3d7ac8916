package io.exhibit.dashboard;

/** The questions behind the figures of patching. Placeholders in braces are those of {@link HomeSql#at}. */
final class ProgressSql {

    /** Each finding once, under its owner, by the clock that runs out first. */
    static final String OWNERS = """
            SELECT system.code, system.name, system.owner, system.owner_email AS email,
                   count(*) FILTER (WHERE due.first_at < :at) AS late,
                   count(*) FILTER (WHERE due.first_at < :at AND covered.finding_id IS NOT NULL) AS covered,
                   count(*) FILTER (WHERE due.first_at < :at AND compensated.finding_id IS NOT NULL) AS compensated,
                   count(*) FILTER (WHERE due.first_at >= :at AND due.first_at < :week) AS week,
                   count(*) FILTER (WHERE due.first_at >= :at AND due.first_at < :fortnight) AS fortnight,
                   count(*) FILTER (WHERE due.first_at >= :at) AS month,
                   count(*) FILTER (WHERE f.fixed_version IS NOT NULL) AS fixable,
                   min(due.first_at) AS first_at
              FROM (SELECT d.finding_id, min(d.due_at) AS first_at
                      {running}
                       AND d.sorted_at < :month
                     GROUP BY d.finding_id) due
              JOIN findings.pub_finding f ON f.id = due.finding_id
              JOIN estate.pub_target target ON target.id = f.target_id
              {system}
              LEFT JOIN {covered} ON covered.finding_id = due.finding_id
              LEFT JOIN {compensated} ON compensated.finding_id = due.finding_id
             WHERE {scope}
             GROUP BY system.code, system.name, system.owner, system.owner_email
             ORDER BY late DESC, first_at, system.name
            """;

    /** What is open, by the days since it was found, or found again. */
    static final String AGES = """
            SELECT {rank} AS rank, count(*) AS open, min(e.opened_at) AS oldest,
                   count(*) FILTER (WHERE e.opened_at > :at::timestamptz - interval '7 days') AS week,
                   count(*) FILTER (WHERE e.opened_at > :at::timestamptz - interval '30 days') AS month,
                   count(*) FILTER (WHERE e.opened_at > :at::timestamptz - interval '90 days') AS quarter,
                   count(*) FILTER (WHERE e.opened_at > :at::timestamptz - interval '180 days') AS half
              FROM {episodes} e
              JOIN findings.pub_finding f ON f.id = e.finding_id
             WHERE {open} AND e.opened_at <= :at AND {scope}
             GROUP BY 1
            """;

    /**
     * Deadlines that fell in a year, and in the one before: what is still open after its deadline counts as missed. What was due before
     * it was found, as what was listed as exploited long ago, falls on the day on which it was found.
     */
    static final String CLOCKS = """
            SELECT d.profile, {rank} AS rank, greatest(d.due_at, e.opened_at) > :from AS recent, count(*) AS fell,
                   count(*) FILTER (WHERE e.gone_at <= d.due_at AND e.closing = 'PROVEN') AS met,
                   count(*) FILTER (WHERE e.gone_at <= d.due_at AND e.closing <> 'PROVEN') AS unproven,
                   count(*) FILTER (WHERE e.gone_at > d.due_at AND e.gone_at <= :at) AS late
              FROM findings.pub_deadline d
              JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
              JOIN findings.pub_finding f ON f.id = d.finding_id
             WHERE greatest(d.due_at, e.opened_at) > :before
               AND d.due_at <= :at AND {decided} AND e.opened_at <= :at AND {scope}
             GROUP BY 1, 2, 3
            """;

    /**
     * Days from the first scan that showed it to the last place left, of what ended in a year, and in the one before; by rank, and together.
     * They are counted by the hundredth of a day first, so that there are few to sort: half and nine of ten are as exact as that. Without
     * the fence PostgreSQL expects as many hundredths as rows, and one process counts them all; a fence that has to be cast does the same.
     */
    static final String SPEEDS = """
            WITH took AS (
                SELECT e.rank, e.recent, round(e.seconds / 864) / 100 AS days, count(*) AS n, sum(e.seconds) / 86400 AS together
                  FROM (SELECT {rank} AS rank, e.gone_at > :from AS recent, extract(epoch FROM e.gone_at - {begun})::float8 AS seconds
                          FROM {episodes} e
                          JOIN findings.pub_finding f ON f.id = e.finding_id
                         WHERE e.gone_at > :before AND e.gone_at <= :at
                           AND e.close_reason <> 'SAME_FINDING' AND {scope}
                        OFFSET '0') e
                 GROUP BY 1, 2, 3
            ), ordered AS (
                SELECT coalesce(t.rank, 'ALL') AS rank, t.recent, t.days, sum(t.n) AS n, sum(t.together) AS together,
                       sum(sum(t.n)) OVER (PARTITION BY t.rank, t.recent ORDER BY t.days) AS upto,
                       sum(sum(t.n)) OVER (PARTITION BY t.rank, t.recent) - 1 AS last
                  FROM took t
                 GROUP BY GROUPING SETS ((t.rank, t.recent, t.days), (t.recent, t.days))
            ), placed AS (
                SELECT o.rank, o.recent, sum(o.n) AS closed, sum(o.together) / sum(o.n) AS mean,
                       min(o.days) FILTER (WHERE o.upto > floor(o.last * 0.5)) AS half,
                       min(o.days) FILTER (WHERE o.upto > ceil(o.last * 0.5)) AS half_next,
                       min(o.days) FILTER (WHERE o.upto > floor(o.last * 0.9)) AS most,
                       min(o.days) FILTER (WHERE o.upto > ceil(o.last * 0.9)) AS most_next
                  FROM ordered o
                 GROUP BY o.rank, o.recent
            )
            SELECT p.rank, p.recent, p.closed, p.mean,
                   p.half + (p.half_next - p.half) * mod((p.closed - 1) * 0.5, 1)::float8 AS median,
                   p.most + (p.most_next - p.most) * mod((p.closed - 1) * 0.9, 1)::float8 AS slowest
              FROM placed p
            """;

    /** By month: deadlines that fell, each finding once by its first clock, and what of them was met. */
    static final String MONTHS_MET = """
            SELECT date_trunc('month', due.first_at, 'UTC') AS begins, count(*) AS fell,
                   count(*) FILTER (WHERE due.gone_at <= due.due_at AND due.proven) AS met,
                   count(*) FILTER (WHERE due.gone_at <= due.due_at AND NOT due.proven) AS unproven
              FROM (SELECT e.gone_at, e.closing = 'PROVEN' AS proven, first.due_at, greatest(first.due_at, e.opened_at) AS first_at
                      FROM (SELECT d.finding_id, d.episode, min(d.due_at) AS due_at
                              FROM findings.pub_deadline d
                             WHERE {decided} AND d.due_at IS NOT NULL AND {d.finding_id in scope}
                             GROUP BY d.finding_id, d.episode) first
                      JOIN {episodes} e ON e.finding_id = first.finding_id AND e.n = first.episode
                     WHERE e.opened_at <= :at) due
             WHERE due.first_at >= :first AND due.first_at <= :at
             GROUP BY 1
            """;

    private ProgressSql() {}
}
