package io.exhibit.findings;

import org.springframework.stereotype.Component;

/** Puts what is open on the timeline together by system, owner, maker, image or vulnerability. */
@Component
class TimelineGroupStore {

    /** What is open and has a deadline, by group: the most late first, and by month of its deadlines what is late and what is not yet. */
    private static final String GROUPS = """
            WITH due AS MATERIALIZED (
                SELECT {key} AS key, {name} AS name, d.due_at
                  FROM findings.deadline d
                  JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
                       AND d.profile = :profile AND {decided}
                  JOIN findings.finding f ON f.id = d.finding_id
                  {joins}
                 WHERE d.due_at IS NOT NULL AND {running} AND {latest} AND e.opened_at <= :at
                   AND (e.gone_at IS NULL OR e.gone_at > :at)
                   AND {filter}
            ), counted AS (
                SELECT key, min(name) AS name, count(*) AS open, count(*) FILTER (WHERE due_at < :at) AS late,
                       count(*) FILTER (WHERE due_at >= :at AND due_at < :soon) AS soon, min(due_at) AS first_at
                  FROM due
                 GROUP BY key
                 ORDER BY late DESC, open DESC, key
                 LIMIT :most
            ), months AS (
                SELECT m.key, jsonb_agg(jsonb_build_object('begins', m.begins, 'late', m.late, 'open', m.open) ORDER BY m.begins, m.late) AS months
                  FROM (SELECT due.key, date_trunc('month', due.due_at, 'UTC') AS begins, due.due_at < :at AS late, count(*) AS open
                          FROM due
                         WHERE due.key IN (SELECT c.key FROM counted c)
                         GROUP BY 1, 2, 3) m
                 GROUP BY m.key
            )
            SELECT counted.*, months.months
              FROM counted
              JOIN months ON months.key = counted.key
             ORDER BY counted.late DESC, counted.open DESC, counted.key
            """;

    private final TimelineStore timeline;

    TimelineGroupStore(TimelineStore timeline) {
        this.timeline = timeline;
    }

    /** The groups with the most that is late, and then the most that is open. */
    TimelineGroups groups(TimelineQuestion question, TimelineGroup by, int most) {
        boolean now = question.asOf().isNow();
        String sql = by.in(GROUPS).replace("{running}", now ? "d.ended_at IS NULL" : "true");
        return new TimelineGroups(timeline.common(TimelineSql.filled(sql, question.asOf(), question.of()), question)
                .param("most", most)
                .query(TimelineGroups.Row::read)
                .list());
    }
}
