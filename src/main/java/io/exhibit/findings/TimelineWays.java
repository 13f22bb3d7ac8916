package io.exhibit.findings;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways of the timeline to what was open at an earlier time. Placeholders in braces are those of {@link TimelineSql}. */
final class TimelineWays {

    /** One of the ways to what was open at an earlier time, with as many as are wanted at most. */
    private static final String WAY = """
            (SELECT d.*
               FROM findings.deadline d
               JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
                    AND d.profile = :profile AND {decided}
               JOIN findings.finding f ON f.id = d.finding_id
              WHERE {way}
                AND {conditions}
              ORDER BY coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), d.finding_id
              LIMIT :limit::bigint)
            """;

    /** Was overdue and has stopped since: for each lateness it can only be among what was due so many days before. */
    private static final String WAS_LATE = """
            least(d.superseded_at, d.ended_at) > d.due_at
            AND findings.lateness(d.due_at, least(d.superseded_at, d.ended_at)) = late.n
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') >= greatest(:after::timestamptz,
                CASE WHEN late.n < 12 THEN :at::timestamptz - 2 ^ (late.n + 1) * interval '1 day' ELSE :after END)
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') < :at
            AND least(d.superseded_at, d.ended_at) > :at""";

    private static final String IS_LATE = """
            d.superseded_at IS NULL AND d.ended_at IS NULL
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') < :at""";

    private static final String NOT_LATE = """
            d.superseded_at IS NULL AND (d.ended_at IS NULL OR d.ended_at > :at)
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') >= :at""";

    private static final String NOT_LATE_DECIDED_AGAIN = """
            d.superseded_at IS NOT NULL AND least(d.superseded_at, d.ended_at) > :at
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') >= :at""";

    /** What was open at an earlier time: each deadline comes by exactly one of four ways, each of which has an index. */
    static final String ALL = """
            FROM (SELECT of_lateness.* FROM generate_series(0, 12) AS late (n) CROSS JOIN LATERAL {was_late} AS of_lateness
                  UNION ALL {is_late}
                  UNION ALL {not_late}
                  UNION ALL {not_late_decided_again}) AS d
            JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
            JOIN findings.finding f ON f.id = d.finding_id""".replace("{was_late}", WAY.replace("{way}", WAS_LATE))
            .replace("{is_late}", WAY.replace("{way}", IS_LATE))
            .replace("{not_late}", WAY.replace("{way}", NOT_LATE))
            .replace("{not_late_decided_again}", WAY.replace("{way}", NOT_LATE_DECIDED_AGAIN));

    /** The latenesses, as {@code findings.lateness} tells them. */
    private static final int MOST_LATE = 12;

    private TimelineWays() {}

    /** By which conditions deadlines are found that had passed at :at while their clock ran, each by an index: no row by two of them. */
    static List<String> late() {
        return Stream.concat(
                        IntStream.rangeClosed(0, MOST_LATE)
                                .mapToObj(n -> WAS_LATE.replace("late.n", String.valueOf(n))),
                        Stream.of(IS_LATE))
                .toList();
    }

    /** By which those are found that had not. */
    static List<String> notLate() {
        return List.of(NOT_LATE, NOT_LATE_DECIDED_AGAIN);
    }
}
