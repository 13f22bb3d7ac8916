package io.exhibit.findings;

/** How a query asks for the rank of a finding: the one it has now, or the one it had at the time of the question (:at). */
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

    private RankAt() {}

    /** Fills in the rank of f, NONE for none, and whether it is the one that is asked for (:rank). */
    public static String fill(String sql, boolean now) {
        return sql.replace("{rank}", now ? "coalesce(f.rank, 'NONE')" : THEN)
                .replace("{ranked}", now ? MATCHES_NOW : "(:rank::text IS NULL OR " + THEN + " = :rank)");
    }

    /** The rank of a row, which has those columns; null for none. */
    static String of(String row, boolean now) {
        return now ? row + ".rank" : "nullif(" + THEN.replace("f.", row + ".") + ", 'NONE')";
    }
}
