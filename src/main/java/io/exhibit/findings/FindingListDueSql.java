package io.exhibit.findings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ways to what falls due in a time, what is due first coming first: each finding once, by the first of its clocks that runs out.
 * Placeholders in braces are those of {@link FindingListSql}.
 */
final class FindingListDueSql {

    /** Along the deadlines of all clocks together, each in the order of its index; what is not the first of its finding is passed over. */
    private static final String ALONG_CLOCKS = """
            SELECT f.*, due.sorted_at AS first_at
              FROM ({clocks} {near}) AS due
             CROSS JOIN LATERAL ({first of due.finding_id}) AS first
             CROSS JOIN LATERAL (SELECT {columns}
                                   FROM findings.finding f
                                  WHERE f.id = due.finding_id AND {place} {matching}
                                 OFFSET 0) AS f
             WHERE ({key of first}) = ({key of due})
             ORDER BY due.sorted_at, due.finding_id
             LIMIT :limit::bigint
            """;

    /** Sorted by itself, so that all are merged as far as they are read, and not read whole and sorted. */
    private static final String CLOCK = """
            (SELECT d.finding_id, {key of d}, coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') AS sorted_at
               FROM findings.deadline d
              WHERE d.profile = '{profile}' AND {way}
                AND (coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), d.finding_id) > (:dueAfter, :dueAfterId)
                AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') < :dueUntil
              ORDER BY coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), d.finding_id)
            """;

    /** Of few targets: what is open there, or fixed and still runs, is fewer than what is due anywhere. Only what is shown is read whole. */
    private static final String OF_TARGETS = """
            SELECT {columns}, due.first_at
              FROM (SELECT running.id, first.due_at AS first_at
                      FROM (SELECT f.id
                              FROM findings.finding f
                             WHERE f.state = 'OPEN' AND {place} {matching}
                            UNION ALL
                            SELECT f.id
                              FROM findings.finding f
                             WHERE f.state = 'CLOSED' AND (f.id, f.episode) IN (SELECT e.finding_id, e.n FROM findings.episode e WHERE e.still_runs)
                               AND {place} {matching}) AS running
                     CROSS JOIN LATERAL ({first of running.id}) AS first
                     WHERE (first.due_at, running.id) > (:dueAfter, :dueAfterId) AND first.due_at < :dueUntil
                     {in order}
                     LIMIT :limit::bigint) AS due
              JOIN findings.finding f ON f.id = due.id
            """;

    private static final String FIRST = """
            SELECT o.profile, o.episode, o.due_at
              FROM findings.deadline o
             WHERE o.finding_id = {id} AND o.superseded_at IS NULL AND o.ended_at IS NULL AND o.due_at IS NOT NULL
             ORDER BY o.due_at, o.profile, o.episode
             LIMIT 1""";

    private FindingListDueSql() {}

    static String alongClocks() {
        return along(
                List.of("d.superseded_at IS NULL AND d.ended_at IS NULL"),
                first("due.finding_id"),
                "profile",
                "episode");
    }

    /** Ways: which deadlines of each clock; key: what tells deadlines of a finding from each other. */
    static String along(List<String> ways, String first, String... key) {
        String clocks = Arrays.stream(Profile.values())
                .flatMap(profile -> ways.stream()
                        .map(way -> CLOCK.replace("{profile}", profile.name()).replace("{way}", way)))
                .collect(Collectors.joining("UNION ALL\n"));
        return ALONG_CLOCKS
                .replace("{clocks}", clocks)
                .replace("{first of due.finding_id}", first)
                .replace("{key of first}", key("first", key))
                .replace("{key of due}", key("due", key))
                .replace("{key of d}", key("d", key));
    }

    private static String key(String of, String... key) {
        return Arrays.stream(key).map(column -> of + "." + column).collect(Collectors.joining(", "));
    }

    static String ofTargets() {
        return OF_TARGETS.replace("{first of running.id}", first("running.id"));
    }

    private static String first(String id) {
        return FIRST.replace("{id}", id);
    }
}
