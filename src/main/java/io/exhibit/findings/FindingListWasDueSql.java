package io.exhibit.findings;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to what was due, or late, on an earlier day, what was due first coming first: each finding once, by the first of the clocks
 * that ran on it. Placeholders in braces are those of {@link FindingListSql}.
 */
final class FindingListWasDueSql {

    /** Of few targets: of what was ever found there, what ran on the day. */
    private static final String OF_TARGETS = """
            SELECT f.*, first.due_at AS first_at
              FROM (SELECT {columns}
                      FROM findings.finding f
                     WHERE {place} EXISTS (SELECT 1
                                             FROM {episodes} e
                                            WHERE e.finding_id = f.id AND e.opened_at <= :at AND (e.gone_at IS NULL OR e.gone_at > :at))
                       AND {matching}) AS f
             CROSS JOIN LATERAL ({first of f.id}) AS first
             WHERE (first.due_at, f.id) > (:dueAfter, :dueAfterId) AND first.due_at < :dueUntil
             {in order}
             LIMIT :limit::bigint
            """;

    private static final String FIRST = """
            SELECT d.profile, d.episode, d.decided_at, d.due_at
              FROM findings.deadline d
              JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
             WHERE d.finding_id = {id} AND d.due_at IS NOT NULL AND {decided then}
               AND e.opened_at <= :at AND (e.gone_at IS NULL OR e.gone_at > :at)
             ORDER BY d.due_at, d.profile, d.episode
             LIMIT 1""";

    private FindingListWasDueSql() {}

    /** By the ways of the timeline, and only those that can lead to what is asked for. */
    static String alongClocks(DueFilter due) {
        List<String> ways = new ArrayList<>();
        if (due.isLate()) {
            ways.addAll(TimelineWays.late());
        }
        if (due.isAhead()) {
            ways.addAll(TimelineWays.notLate());
        }
        return FindingListDueSql.along(
                ways.stream().map(way -> way.replace(":after", ":dueAfter")).toList(),
                first("due.finding_id"),
                "profile",
                "episode",
                "decided_at");
    }

    static String ofTargets() {
        return OF_TARGETS.replace("{first of f.id}", first("f.id"));
    }

    private static String first(String id) {
        return FIRST.replace("{id}", id);
    }
}
