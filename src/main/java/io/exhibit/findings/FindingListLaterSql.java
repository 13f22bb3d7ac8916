package io.exhibit.findings;

/** The ways to what was there on a day and is known by a later one. Placeholders in braces are those of {@link FindingListSql}. */
final class FindingListLaterSql {

    /** Received by the end of the day, or within a day of it, or by how late it was. */
    private static final String NEWEST = """
            SELECT * FROM (
                ({by then})
                UNION ALL
                ({a day after})
                UNION ALL
                (SELECT late.* FROM generate_series(1, 12) AS lag (n) CROSS JOIN LATERAL ({late}) AS late)) AS found
             ORDER BY found.first_detected_at DESC, found.id DESC
             LIMIT :limit::bigint
            """;

    private static final String A_DAY_AFTER = """
            f.first_detected_at > :at AND f.first_detected_at <= :at::timestamptz + interval '1 day'
            AND coalesce(findings.lateness(f.shown_at, f.first_detected_at), 0) = 0 AND""";

    private static final String LATE = """
            findings.lateness(f.shown_at, f.first_detected_at) > 0
            AND findings.lateness(f.shown_at, f.first_detected_at) = lag.n AND f.first_detected_at > :at
            AND f.first_detected_at <= CASE WHEN lag.n < 12 THEN :at::timestamptz + 2 ^ (lag.n + 1) * interval '1 day'
                                            ELSE :known END AND""";

    private FindingListLaterSql() {}

    /** One: the newest of a place, {place}, before a time, {before}. */
    static String newest(String one) {
        return NEWEST.replace("{by then}", until(one, ":at::timestamptz", "f.first_detected_at <= :at AND"))
                .replace("{a day after}", until(one, ":at::timestamptz + interval '1 day'", A_DAY_AFTER))
                .replace("{late}", one.replace("{place}", LATE));
    }

    /** Begins in the index where the place does: what is known later reaches further, and all of that would be passed. */
    private static String until(String one, String last, String place) {
        return one.replace("{place}", place)
                .replace("{before}", "least(:before::timestamptz, " + last + " + interval '1 microsecond')");
    }
}
