package io.exhibit.findings;

import io.exhibit.kernel.AsOf;

/**
 * How a query asks for the rank of a finding: the one it has now, or the one it had at the time of the question (:at). What was
 * received only after that, and is asked as known later, has the first that it was given.
 */
public final class RankAt {

    private static final String MATCHES_NOW =
            "(:rank::text IS NULL OR f.rank = :rank OR (:rank = 'NONE' AND f.rank IS NULL))";

    /** Most have kept their rank since: only the others are looked up. What was ranked only later had none. */
    private static final String THEN = """
            coalesce(CASE WHEN f.ranked_at <= :at THEN f.rank
                     ELSE (SELECT CASE WHEN r.ranked_at > :at THEN 'NONE' ELSE coalesce(r.rank, 'NONE') END
                             FROM findings.pub_earlier_rank r
                            WHERE r.finding_id = f.id AND r.superseded_at > :at
                            ORDER BY r.superseded_at
                            LIMIT 1) END, CASE WHEN f.ranked_at IS NULL THEN f.rank END, 'NONE')""";

    /** Since then a rank counts for what came late. */
    private static final String LATE = "greatest(:at, f.first_detected_at)";

    private RankAt() {}

    /** Fills in the rank of f, NONE for none, and whether it is the one that is asked for (:rank). */
    public static String fill(String sql, AsOf asOf) {
        boolean now = asOf.isNow();
        return sql.replace("{rank}", now ? "coalesce(f.rank, 'NONE')" : then(asOf))
                .replace("{ranked}", now ? MATCHES_NOW : "(:rank::text IS NULL OR " + then(asOf) + " = :rank)");
    }

    /** The rank of a row, which has those columns, by a question that knows one time; null for none. */
    static String of(String row, boolean now) {
        return now ? row + ".rank" : "nullif(" + THEN.replace("f.", row + ".") + ", 'NONE')";
    }

    /** The same by one that may know two. */
    static String of(String row, AsOf asOf) {
        return of(row, row + ".first_detected_at", asOf);
    }

    /** The same where the receipt of the first report that shows it has another name. */
    static String of(String row, String received, AsOf asOf) {
        return asOf.isNow()
                ? row + ".rank"
                : "nullif("
                        + then(asOf).replace("f.first_detected_at", received).replace("f.", row + ".") + ", 'NONE')";
    }

    private static String then(AsOf asOf) {
        return asOf.isKnownLater() ? THEN.replace(":at", LATE) : THEN;
    }
}
