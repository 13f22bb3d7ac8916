package io.exhibit.findings;

import io.exhibit.kernel.AsOf;

/** How the list of findings asks for a state (:state): the one of now, of a day as it was known then, or as it is known later. */
final class FindingStateAt {

    private static final String OPEN_THEN = """
            EXISTS (SELECT 1 FROM findings.episode e
                     WHERE e.finding_id = f.id AND e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :at))""";

    private static final String STATE_NOW = "(:state::text IS NULL OR f.state = :state)";

    /** With the fence each finding is looked up as it is come to; without, a few thousand that are shown wait for a table of all that were open. */
    private static final String STATE_THEN = """
            (:state::text IS NULL OR (:state = 'OPEN') = EXISTS (
                SELECT 1
                  FROM {episodes} e
                 WHERE e.finding_id = f.id AND e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :at)
                OFFSET 0))""";

    /** Few are: they are gone through, by an index of theirs, and not all that were ever closed. */
    private static final String UNPROVEN_NOW = """
            f.state = 'CLOSED'
               AND (f.id, f.episode) IN (SELECT e.finding_id, e.n
                                           FROM findings.episode e
                                          WHERE e.closed_at IS NOT NULL AND e.doubts IS DISTINCT FROM '{}')""";

    /** The few, by the index of what is kept, of which nothing came later by the day. */
    private static final String FEW = """
            f.id IN (SELECT e.finding_id
                       FROM findings.episode e {told}
                      WHERE {few}
                        AND NOT EXISTS (SELECT 1
                                          FROM findings.episode l
                                         WHERE l.finding_id = e.finding_id AND l.n = e.n + 1 AND l.opened_at <= :at))""";

    /** Whether it was so on the day is told by when it was true. */
    private static final String TOLD_LATER =
            "JOIN {episodes} k ON k.finding_id = e.finding_id AND k.n = e.n AND k.closed_at <= :at";

    private static final String UNPROVEN =
            "e.closed_at IS NOT NULL AND e.doubts IS DISTINCT FROM '{}' AND e.closed_at <= :known";

    private static final String RUNNING = "(e.still_runs OR e.left_at > :at) AND e.closed_at <= :known";

    private static final String RUNNING_NOW = """
            f.state = 'CLOSED'
               AND (f.id, f.episode) IN (SELECT e.finding_id, e.n FROM findings.episode e WHERE e.still_runs)""";

    private FindingStateAt() {}

    static String of(FindingListQuestion.State state, AsOf asOf) {
        return switch (state) {
            case UNPROVEN -> asOf.isNow() ? UNPROVEN_NOW : few(UNPROVEN, asOf);
            case RUNNING -> asOf.isNow() ? RUNNING_NOW : few(RUNNING, asOf);
            case OPEN, CLOSED, ALL -> asOf.isNow() ? STATE_NOW : STATE_THEN;
        };
    }

    /** That finding f was open, as it was known then. */
    static String open(AsOf asOf) {
        return asOf.isNow() ? "f.state = 'OPEN'" : OPEN_THEN;
    }

    private static String few(String few, AsOf asOf) {
        return FEW.replace("{told}", asOf.isKnownLater() ? TOLD_LATER : "").replace("{few}", few);
    }
}
