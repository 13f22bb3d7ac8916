package io.exhibit.dashboard;

import io.exhibit.findings.BothBases;
import io.exhibit.findings.KnownAt;
import io.exhibit.findings.Profile;
import io.exhibit.findings.RankAt;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The patch clock of a vendor, as far as it can be seen from here: from when a fix was first known to when the vendor's image without
 * the vulnerability was first seen. Both ends are when Exhibit saw it, so both are estimates (ADR 026).
 */
@Component
class VendorPulse {

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

    private static final String LINES = ITEMS + """
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

    private final JdbcClient jdbc;

    VendorPulse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Items in a state, of a rank (1 is critical, 5 not ranked) and, when delivered, in a quarter. */
    record Figure(
            String state,
            int rank,
            @Nullable String quarter,
            long items,
            @Nullable Double median,
            @Nullable Long worst,
            long beyond,
            long close,
            long within) {

        public @Nullable String rankName() {
            return VendorPulse.rankName(rank);
        }

        /** Whole days, rounded up: never shorter than it was. */
        public @Nullable Long medianDays() {
            return median == null ? null : (long) Math.ceil(median);
        }
    }

    /** The bank's own clock for it: that whose deadline is first, and what it may count from. */
    record Bank(Profile clock, BothBases bases) {}

    /** A vulnerability in a line of images, and how long the vendor took or takes. */
    record Line(
            String line,
            String vulnerability,
            String packageName,
            @Nullable String fixedVersion,
            int rank,
            String state,
            String verdict,
            @Nullable OffsetDateTime fixKnownAt,
            @Nullable String fixKind,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable UUID deliveredBy,
            @Nullable Long days,
            @Nullable Integer agreed,
            UUID finding,
            @Nullable Bank bank) {

        public @Nullable String rankName() {
            return VendorPulse.rankName(rank);
        }

        /** Whence the date of the fix is, in the words of who states it; else it is of the first scan here that showed it. */
        public String fixSource() {
            if (fixKind == null) {
                return "estimate: first shown by a scan here";
            }
            return fixKind.startsWith("first-observed") ? "estimate: " + fixKind : "stated: " + fixKind;
        }

        public @Nullable Instant fixKnown() {
            return fixKnownAt == null ? null : fixKnownAt.toInstant();
        }

        public @Nullable Instant delivered() {
            return deliveredAt == null ? null : deliveredAt.toInstant();
        }
    }

    /** What is delivered by quarter, and what is not; each by rank. */
    List<Figure> figures(String vendor, AsOf asOf) {
        return jdbc.sql(at(ITEMS + """
                SELECT q.state, q.rank, q.quarter, count(*) AS items, percentile_cont(0.5) WITHIN GROUP (ORDER BY q.days) AS median,
                       max(q.days) AS worst, count(*) FILTER (WHERE q.verdict = 'OVER') AS beyond,
                       count(*) FILTER (WHERE q.verdict = 'CLOSE') AS close, count(*) FILTER (WHERE q.verdict = 'WITHIN') AS within
                  FROM (SELECT j.*, CASE WHEN j.state = 'DELIVERED'
                                         THEN to_char(j.delivered_at AT TIME ZONE 'UTC', 'YYYY "Q"Q') END AS quarter
                          FROM judged j) q
                 GROUP BY q.state, q.rank, q.quarter
                 ORDER BY q.quarter DESC NULLS LAST, q.state, q.rank
                """, asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query(Figure.class)
                .list();
    }

    /** So many of each state. */
    List<Line> lines(String vendor, AsOf asOf, int most, String... states) {
        return ask(vendor, asOf, most, states).query(VendorPulse::line).list();
    }

    @Transactional(readOnly = true)
    public void each(String vendor, AsOf asOf, Consumer<Line> reader) {
        try (Stream<Line> lines = ask(vendor, asOf, null, "WAITING", "DELIVERED", "NO_FIX", "GONE")
                .withFetchSize(500)
                .query(VendorPulse::line)
                .stream()) {
            lines.forEach(reader);
        }
    }

    private JdbcClient.StatementSpec ask(String vendor, AsOf asOf, @Nullable Integer most, String... states) {
        return jdbc.sql(at(LINES, asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("states", states)
                .param("most", most);
    }

    private static String at(String sql, AsOf asOf) {
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

    private static Line line(ResultSet rs, int n) throws SQLException {
        return new Line(
                rs.getString("line"),
                rs.getString("vulnerability"),
                rs.getString("package"),
                rs.getString("fixed_version"),
                rs.getInt("rank"),
                rs.getString("state"),
                rs.getString("verdict"),
                rs.getObject("fix_known_at", OffsetDateTime.class),
                rs.getString("fix_kind"),
                rs.getObject("delivered_at", OffsetDateTime.class),
                rs.getObject("delivered_by", UUID.class),
                rs.getObject("days", Long.class),
                rs.getObject("agreed", Integer.class),
                Columns.id(rs, "finding"),
                bank(rs));
    }

    private static @Nullable Bank bank(ResultSet rs) throws SQLException {
        BothBases bases = BothBases.read(rs);
        return bases == null ? null : new Bank(Profile.valueOf(rs.getString("profile")), bases);
    }

    private static @Nullable String rankName(int rank) {
        return switch (rank) {
            case 1 -> "CRITICAL";
            case 2 -> "HIGH";
            case 3 -> "MEDIUM";
            case 4 -> "LOW";
            default -> null;
        };
    }
}
