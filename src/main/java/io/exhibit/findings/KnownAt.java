package io.exhibit.findings;

import io.exhibit.kernel.AsOf;

/**
 * How a query asks for episodes, deadlines and what is exploited: as they are now, as they were true and known at :at, or as they were
 * at :at by what was known at :known (ADR 055).
 */
public final class KnownAt {

    private static final String DECIDED_THEN =
            "d.decided_at <= :at AND (d.superseded_at IS NULL OR d.superseded_at > :at)";

    /** The last that was decided by then whose clock had begun on the day: what was withdrawn only after the day ran on it. */
    private static final String DECIDED_LATER = """
            d.decided_at <= :known AND (d.starts_at IS NULL OR d.starts_at <= :at)
            AND (d.superseded_at IS NULL
                 OR d.superseded_at > :at
                    AND NOT EXISTS (SELECT 1
                                      FROM findings.pub_deadline next
                                     WHERE next.finding_id = d.finding_id AND next.episode = d.episode AND next.profile = d.profile
                                       AND next.decided_at >= d.superseded_at AND next.decided_at <= :known
                                       AND (next.starts_at IS NULL OR next.starts_at <= :at)))""";

    /** Since when it was there: by the earliest scan that shows it, once that was received. */
    private static final String SHOWN = "findings.pub_shown_at(f.shown_at, f.shown_seen, f.first_detected_at, :known)";

    /** On record by then, there on the day, and not another finding's other name all the while. */
    private static final String FOUND_LATER = """
            f.first_detected_at <= :known AND {shown} <= :at
               AND (f.same_as IS NULL OR EXISTS (SELECT 1 FROM findings.pub_episode_known(:known) e
                                                  WHERE e.finding_id = f.id AND e.opened_at <= :at))""".replace("{shown}", SHOWN);

    /** The date of the fix by what was known by then; as of a day before it there was none. */
    private static final String FIX_DATE =
            "findings.pub_fix_at(f.fix_stated_at, f.fix_stated_seen, f.fix_seen_at, f.fix_shown_at, f.fix_shown_seen, :known)";

    private KnownAt() {}

    /** Fills in what holds of d, e and f, and whence they come. */
    public static String fill(String sql, AsOf asOf) {
        return asOf.isKnownLater() ? later(sql) : then(sql, asOf.isNow());
    }

    private static String then(String sql, boolean now) {
        return sql.replace("{decided}", now ? "d.superseded_at IS NULL" : DECIDED_THEN)
                .replace("{decided then}", DECIDED_THEN)
                .replace("{episodes}", "findings.pub_episode")
                .replace("{exploited}", "findings.pub_exploited_at(:at)")
                .replace("{found}", "f.first_detected_at <= :at")
                .replace("{shown}", "coalesce(f.shown_at, f.first_detected_at)")
                .replace("{by then}", ":at");
    }

    private static String later(String sql) {
        return sql.replace("{decided}", DECIDED_LATER)
                .replace("{decided then}", DECIDED_LATER)
                .replace("{episodes}", "findings.pub_episode_known(:known)")
                .replace("{exploited}", "findings.pub_exploited_on(:at, :known)")
                .replace("{found}", FOUND_LATER)
                .replace("{shown}", SHOWN)
                .replace("{by then}", ":known")
                .replace("{fix date}", FIX_DATE);
    }
}
