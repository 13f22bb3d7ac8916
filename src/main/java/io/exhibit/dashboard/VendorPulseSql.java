package io.exhibit.dashboard;

import io.exhibit.findings.BothBases;
import io.exhibit.findings.KnownAt;
import io.exhibit.findings.RankAt;
import io.exhibit.kernel.AsOf;

/** The questions behind the patch clock of a vendor, of now or of a day as it was known then. */
final class VendorPulseSql {

    /**
     * A vulnerability in a package of a line of images is one item, wherever the line is scanned. It is delivered with the first image that
     * no longer shows it and came after every image that did: bringing it back, or an image that is scanned again, delivers nothing.
     */
    private static final String ITEMS = """
            WITH line AS (
                SELECT DISTINCT o.lineage FROM {origins} o WHERE o.vendor = :vendor AND o.lineage IS NOT NULL
            ), life AS (
                SELECT t.name AS line, f.id AS finding, f.vulnerability, f.package, f.package_type, {fix},
                       CASE {rank} WHEN 'CRITICAL' THEN 1 WHEN 'HIGH' THEN 2 WHEN 'MEDIUM' THEN 3 WHEN 'LOW' THEN 4 ELSE 5 END AS rank,
                       {open} AS open, w.id AS without, w.first_seen_at AS without_at,
                       max(greatest(o.first_seen_at, l.first_seen_at)) OVER (PARTITION BY t.name, f.vulnerability, f.package, f.package_type)
                           AS last_with
                  FROM line n
                  JOIN estate.pub_target t ON t.kind = 'IMAGE' AND t.name = n.lineage
                  JOIN findings.pub_finding f ON f.target_id = t.id
                  JOIN findings.pub_episode e ON e.finding_id = f.id
                  LEFT JOIN estate.pub_image o ON o.id = e.opened_image
                  {shown last}
                  LEFT JOIN estate.pub_image w ON w.id = e.closed_image {closed by then}
                 WHERE {opened by then}
            ), item AS (
                SELECT i.line, i.vulnerability, i.package, i.package_type, min(i.rank) AS rank, bool_or(i.open) AS open,
                       min(i.fix_at) AS fix_known_at, (array_agg(i.fix_kind ORDER BY i.fix_at, i.fix_kind))[1] AS fix_kind, min(i.fixed_version) AS fixed_version,
                       min(i.without_at) FILTER (WHERE i.without_at > i.last_with) AS closed_at,
                       (array_agg(i.without ORDER BY i.without_at) FILTER (WHERE i.without_at > i.last_with))[1] AS closed_by, max(i.last_with) AS last_with,
                       (array_agg(i.finding ORDER BY i.open DESC, i.finding))[1] AS finding
                  FROM life i
                 GROUP BY i.line, i.vulnerability, i.package, i.package_type
            ), delivered AS (
                -- Nothing closes where the new image was only ever scanned by itself.
                SELECT m.*, coalesce(m.closed_at, o.first_seen_at) AS delivered_at, coalesce(m.closed_by, o.id) AS delivered_by
                  FROM item m
                  LEFT JOIN LATERAL (SELECT w.id, w.first_seen_at
                                       FROM findings.pub_vendor_image(m.finding, :at) v
                                       JOIN estate.pub_image w ON w.id = v.image_id
                                      WHERE m.open AND m.closed_at IS NULL AND w.first_seen_at > m.last_with) o ON true
            ), timed AS (
                SELECT m.*,
                       CASE WHEN m.fix_known_at IS NULL THEN CASE WHEN m.open AND m.delivered_at IS NULL THEN 'NO_FIX' ELSE 'GONE' END
                            WHEN m.delivered_at IS NOT NULL THEN 'DELIVERED'
                            WHEN m.open THEN 'WAITING' ELSE 'GONE' END AS state,
                       CASE WHEN m.fix_known_at IS NOT NULL
                            THEN ceil(extract(epoch FROM greatest(coalesce(m.delivered_at, :at) - m.fix_known_at, interval '0'))
                                      / 86400)::bigint END AS days,
                       CASE m.rank WHEN 1 THEN v.critical_days WHEN 2 THEN v.high_days END AS agreed
                  FROM delivered m
                  JOIN {vendors} v ON v.code = :vendor
            ), judged AS (
                SELECT d.*,
                       CASE WHEN d.agreed IS NULL OR d.state NOT IN ('DELIVERED', 'WAITING') THEN 'NONE'
                            WHEN d.days > d.agreed THEN 'OVER'
                            WHEN d.state = 'WAITING' THEN 'RUNS'
                            WHEN d.days > d.agreed - 7 AND coalesce(d.fix_kind LIKE 'first-observed%', true) THEN 'CLOSE' ELSE 'WITHIN' END AS verdict
                  FROM timed d
            )
            """;

    static final String LINES = ITEMS + """
            SELECT j.line, j.vulnerability, j.package, j.fixed_version, j.rank, j.state, j.verdict, j.fix_known_at, j.fix_kind, j.delivered_at,
                   j.delivered_by, j.days, j.agreed, j.finding, both_bases.*
              FROM (SELECT g.*, row_number() OVER (PARTITION BY g.state
                                                   ORDER BY g.rank, g.delivered_at DESC, g.days DESC, g.vulnerability, g.package, g.line) AS place
                      FROM judged g) j
              LEFT JOIN LATERAL (
                    SELECT d.profile,
                           {both}
                      FROM findings.pub_deadline d
                     CROSS JOIN LATERAL findings.pub_both_bases(d.finding_id, d.episode, d.profile, :at) b
                     WHERE d.finding_id = j.finding AND {decided}
                     ORDER BY d.episode DESC, b.counts NULLS LAST, least(b.package_due_at, b.vendor_due_at), d.profile
                     LIMIT 1) both_bases ON true
             WHERE j.state = ANY (:states) AND (:most::bigint IS NULL OR j.place <= :most)
             ORDER BY j.state = 'WAITING' DESC, j.rank, j.delivered_at DESC, j.days DESC, j.vulnerability, j.package, j.line
            """.replace("{both}", BothBases.COLUMNS);

    private static final String FIX_NOW = "f.fixed_version, f.fix_at, f.fix_kind";

    /** Only what was known by then, as the deadlines of then count it. */
    private static final String FIX_THEN = """
            CASE WHEN f.fix_stated_seen <= :at OR f.fix_seen_at <= :at THEN f.fixed_version END AS fixed_version,
                                   CASE WHEN f.fix_stated_seen <= :at THEN f.fix_at
                                        WHEN f.fix_seen_at <= :at THEN coalesce(f.fix_shown_at, f.fix_seen_at) END AS fix_at,
                                   CASE WHEN f.fix_stated_seen <= :at THEN f.fix_kind END AS fix_kind""";

    /** The newest image that was scanned by then while it was open there. */
    private static final String SHOWN_THEN = """
            LEFT JOIN LATERAL (SELECT max(i.first_seen_at) AS first_seen_at
                                                 FROM scans.pub_scan z
                                                 JOIN estate.pub_image i ON i.id = z.image_id
                                                WHERE z.target_id = f.target_id AND z.outcome = 'CONCLUSIVE'
                                                  AND z.recorded_at >= e.opened_at AND z.recorded_at <= :at
                                                  AND (e.closed_at IS NULL OR z.recorded_at < e.closed_at)) l ON true""";

    static final String FIGURES = ITEMS + """
            SELECT q.state, q.rank, q.quarter, count(*) AS items, percentile_cont(0.5) WITHIN GROUP (ORDER BY q.days) AS median,
                   max(q.days) AS worst, count(*) FILTER (WHERE q.verdict = 'OVER') AS beyond,
                   count(*) FILTER (WHERE q.verdict = 'CLOSE') AS close, count(*) FILTER (WHERE q.verdict = 'WITHIN') AS within
              FROM (SELECT j.*, CASE WHEN j.state = 'DELIVERED'
                                     THEN to_char(j.delivered_at AT TIME ZONE 'UTC', 'YYYY "Q"Q') END AS quarter
                      FROM judged j) q
             GROUP BY q.state, q.rank, q.quarter
             ORDER BY q.quarter DESC NULLS LAST, q.state, q.rank
            """;

    private VendorPulseSql() {}

    static String at(String sql, AsOf asOf) {
        boolean now = asOf.isNow();
        String filled = sql.replace("{origins}", now ? "estate.pub_image_origin" : "estate.pub_image_origin_at(:at)")
                .replace("{vendors}", now ? "estate.pub_vendor" : "estate.pub_vendor_at(:at)")
                .replace("{fix}", now ? FIX_NOW : FIX_THEN)
                .replace("{open}", now ? "f.state = 'OPEN'" : "(e.closed_at IS NULL OR e.closed_at > :at)")
                .replace("{shown last}", now ? "LEFT JOIN estate.pub_image l ON l.id = f.image_id" : SHOWN_THEN)
                .replace("{closed by then}", now ? "" : "AND e.closed_at <= :at")
                .replace("{opened by then}", now ? "true" : "e.opened_at <= :at");
        return KnownAt.fill(RankAt.fill(filled, asOf), asOf);
    }
}
