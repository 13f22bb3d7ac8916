package io.exhibit.findings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ways to what was due, or late, on an earlier day, what was due first coming first: each finding once, by the first of the clocks
 * that ran on it. Placeholders in braces are those of {@link FindingListSql}.
 */
final class FindingListWasDueSql {

    /** Along the deadlines of all clocks together by the ways of the timeline, each in the order of its index. */
    private static final String ALONG_CLOCKS = """
            SELECT f.*, due.sorted_at AS first_at
              FROM ({ways}) AS due
             CROSS JOIN LATERAL ({first of due.finding_id}) AS first
             CROSS JOIN LATERAL (SELECT {columns}
                                   FROM findings.finding f
                                  WHERE f.id = due.finding_id AND {place} {matching}
                                 OFFSET 0) AS f
             WHERE first.profile = due.profile AND first.episode = due.episode AND first.decided_at = due.decided_at
             ORDER BY due.sorted_at, due.finding_id
             LIMIT :limit::bigint
            """;

    /** Sorted by itself, so that all are merged as far as they are read, and not read whole and sorted. */
    private static final String WAY = """
            (SELECT d.finding_id, d.episode, d.profile, d.decided_at, coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') AS sorted_at
               FROM findings.deadline d
              WHERE d.profile = '{profile}' AND {way}
                AND (coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), d.finding_id) > (:dueAfter, :dueAfterId)
                AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') < :dueUntil
              ORDER BY coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), d.finding_id)
            """;

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
             ORDER BY first.due_at, f.id
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

    /** Only the ways that can lead to what is asked for. */
    static String alongClocks(DueFilter due) {
        List<String> ways = new ArrayList<>();
        if (due.isLate()) {
            ways.addAll(TimelineWays.late());
        }
        if (due.isAhead()) {
            ways.addAll(TimelineWays.notLate());
        }
        String all = Arrays.stream(Profile.values())
                .flatMap(profile -> ways.stream()
                        .map(way -> WAY.replace("{profile}", profile.name())
                                .replace("{way}", way)
                                .replace(":after", ":dueAfter")))
                .collect(Collectors.joining("UNION ALL\n"));
        return ALONG_CLOCKS.replace("{ways}", all).replace("{first of due.finding_id}", first("due.finding_id"));
    }

    static String ofTargets() {
        return OF_TARGETS.replace("{first of f.id}", first("f.id"));
    }

    private static String first(String id) {
        return FIRST.replace("{id}", id);
    }
}
