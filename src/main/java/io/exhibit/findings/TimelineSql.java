package io.exhibit.findings;

import io.exhibit.estate.ScopeAt;
import io.exhibit.kernel.AsOf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one query behind the timeline's picture, table, figures and CSV. */
final class TimelineSql {

    /** Stands for "no deadline" where things are sorted by deadline; the index deadline_timeline says the same. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final String LATEST_NOW = "e.n = f.episode";

    private static final String LATEST_THEN = """
            NOT EXISTS (SELECT 1
                          FROM findings.episode later
                         WHERE later.finding_id = e.finding_id AND later.n > e.n AND later.opened_at <= :at)""";

    /** The list goes along the deadlines; the story of one finding is told even when nothing was decided about it. */
    private static final String ALONG_DEADLINES = """
            FROM findings.deadline d
            JOIN {episodes} e ON e.finding_id = d.finding_id AND e.n = d.episode
                 AND d.profile = :profile AND {decided}
            JOIN findings.finding f ON f.id = d.finding_id""";

    private static final String ALONG_FINDING = """
            FROM findings.finding f
            JOIN {episodes} e ON e.finding_id = f.id
            LEFT JOIN findings.deadline d ON d.finding_id = e.finding_id AND d.episode = e.n
                 AND d.profile = :profile AND {decided}""";

    private static final String FILTER = """
            {ranked}
            AND (:scope = 'all' OR f.target_id IN (SELECT target_id FROM {targets}))
            AND {of}
            """;

    /** Which of the deadlines, in the order of the list. */
    private static final String CONDITIONS = """
            (:finding::uuid IS NULL OR f.id = :finding)
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') >= :after
            AND (coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') > :after OR {tie} > :afterId)
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') < :dueBefore
            AND (:open::boolean IS NULL OR (e.gone_at IS NULL OR e.gone_at > :at) = :open)
            AND {latest}
            AND {running}
            AND e.opened_at <= :at
            AND e.opened_at < :to
            AND (e.gone_at IS NULL OR e.gone_at > :at OR e.gone_at >= :from)
            AND {filter}
            """;

    private static final String LANES = """
            WITH lane AS (
                SELECT f.id, f.target_id, f.vulnerability, f.package, f.class, f.package_type, f.location,
                       f.installed_version, f.fixed_version, f.severity, f.rank, f.ranked_at, f.published_at,
                       {shown} AS first_detected_at, f.first_detected_at AS received_at,
                       {fix} AS fix_at, {fix kind} AS fix_kind, f.fix_stated_tool,
                       e.n AS episode, e.opened_at, e.opened_scan, e.opened_image,
                       CASE WHEN e.closed_at <= :at THEN e.closed_at END AS closed_at,
                       CASE WHEN e.closed_at <= :at THEN e.closed_scan END AS closed_scan,
                       CASE WHEN e.closed_at <= :at THEN e.closed_image END AS closed_image,
                       CASE WHEN e.closed_at <= :at THEN e.close_reason END AS close_reason,
                       CASE WHEN e.closed_at <= :at THEN e.closing END AS closing,
                       d.starts_at, d.due_at, d.estimated, d.policy_version,
                       CASE WHEN e.gone_at <= :at THEN e.gone_at END AS gone_at,
                       coalesce(d.estimated AND e.closing = 'PROVEN' AND e.gone_at <= :at AND e.gone_at <= d.due_at
                                AND e.gone_at > d.due_at - :margin * interval '1 day', false) AS near,
                       coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') AS sorted_at
                  {from}
                 WHERE {conditions}
                 ORDER BY coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00'), {tie}
                 LIMIT :limit::bigint
            ), seen AS (
                SELECT scan.target_id, scan.image_id, min(scan.recorded_at) AS first_at, max(scan.recorded_at) AS last_at
                  FROM scans.pub_scan scan
                 WHERE scan.outcome = 'CONCLUSIVE' AND scan.recorded_at <= {by then} AND scan.target_id = ANY (ARRAY(SELECT DISTINCT lane.target_id FROM lane))
                 GROUP BY scan.target_id, scan.image_id
            ), gone AS (
                SELECT lane.id, count(DISTINCT (place.environment, place.cluster, place.namespace, place.workload)) AS stated,
                       count(DISTINCT (place.environment, place.cluster, place.namespace, place.workload))
                           FILTER (WHERE place.to_at IS NULL OR place.to_at > :at) AS running,
                       max(place.to_at) FILTER (WHERE place.to_at <= :at) AS last_at
                  FROM lane
                  JOIN seen ON seen.target_id = lane.target_id AND seen.last_at >= lane.opened_at
                       AND (lane.closed_at IS NULL OR seen.first_at < lane.closed_at)
                       AND seen.image_id IS DISTINCT FROM lane.closed_image
                  JOIN estate.pub_target target ON target.id = lane.target_id
                  JOIN estate.pub_deployment place ON place.image_id = seen.image_id AND place.from_at <= :at
                       AND estate.pub_counts_at(target, place.environment, place.cluster, place.namespace, place.workload)
                 GROUP BY lane.id
            )
            SELECT lane.id, lane.vulnerability, lane.package, lane.class,
                   lane.package_type, lane.location, lane.installed_version, lane.fixed_version, lane.severity, {rank of lane} AS rank,
                   lane.published_at, lane.first_detected_at, lane.received_at, lane.fix_at, lane.fix_kind, lane.fix_stated_tool, lane.episode, lane.opened_at,
                   lane.closed_at, lane.gone_at, lane.close_reason, lane.closing, lane.starts_at, lane.due_at, lane.estimated, lane.near, lane.policy_version,
                   target.name AS target, target.environment, system.name AS system, system.owner,
                   scan.tool, fixed.built_at, coalesce(gone.stated, 0) AS stated, coalesce(gone.running, 0) AS running,
                   gone.last_at, decided.told AS decisions,
                   {both}
              FROM lane
              JOIN estate.pub_target target ON target.id = lane.target_id
              {system}
              LEFT JOIN scans.pub_scan scan ON scan.id = lane.opened_scan
              LEFT JOIN estate.pub_image fixed ON fixed.id = lane.closed_image
              LEFT JOIN gone ON gone.id = lane.id
              LEFT JOIN LATERAL (
                   SELECT jsonb_agg(jsonb_build_object('kind', one.kind, 'what', one.what, 'from', one.from_at, 'until', one.until_at)
                                    ORDER BY one.from_at, one.kind, one.what) AS told
                     FROM (SELECT 'EXCEPTION' AS kind, c.kind AS what, c.valid_from AS from_at,
                                  CASE WHEN c.valid_until <= :at THEN c.valid_until ELSE c.expires_at END AS until_at
                             FROM findings.pub_exception_cover c
                            WHERE c.finding_id = lane.id AND c.valid_from <= :at
                            UNION ALL
                           SELECT 'COMPENSATED', m.kind, m.from_at, CASE WHEN m.until_at <= :at THEN m.until_at ELSE x.expires_at END
                             FROM findings.pub_compensated m
                             JOIN findings.exception_term x ON x.exception_id = m.exception_id AND x.n = m.term
                            WHERE :profile = 'PCI' AND m.finding_id = lane.id AND m.from_at <= :at
                            UNION ALL
                           SELECT 'ESCALATION', u.level, u.escalated_at, u.planned_until
                             FROM findings.escalation_finding x
                             JOIN findings.escalation u ON u.entry_index = x.entry_index
                            WHERE x.finding_id = lane.id AND u.escalated_at <= :at) AS one) AS decided ON true
              LEFT JOIN LATERAL findings.pub_both_bases(lane.id, lane.episode, :profile, :at) b ON true
             ORDER BY lane.sorted_at, lane.id
            """.replace("{both}", BothBases.COLUMNS);

    /** Without rank and scope the findings themselves need not be read: that keeps the usual page fast. */
    private static final String COUNTS = """
            WITH lane AS (
                SELECT e.finding_id, e.n, e.gone_at, e.closing, e.closed_at <= :at AS fixed, e.gone_at IS NULL OR e.gone_at > :at AS open
                  FROM {episodes} e
                 WHERE NOT EXISTS (SELECT 1
                                     FROM findings.episode later
                                    WHERE later.finding_id = e.finding_id AND later.n > e.n
                                      AND later.n > 1 AND later.opened_at <= :at)
                   AND e.opened_at <= :at
                   AND e.opened_at < :to
                   AND (e.gone_at IS NULL OR e.gone_at > :at OR e.gone_at >= :from)
                   AND {those}
            )
            SELECT count(*) FILTER (WHERE lane.open AND d.finding_id IS NOT NULL) AS open,
                   count(*) FILTER (WHERE lane.open AND lane.fixed AND d.finding_id IS NOT NULL) AS fixed,
                   count(*) FILTER (WHERE lane.open AND d.due_at < :at) AS late,
                   count(*) FILTER (WHERE lane.open AND d.due_at >= :at AND d.due_at < :soon) AS soon,
                   count(*) FILTER (WHERE lane.open AND d.due_at >= :soon) AS running,
                   count(*) FILTER (WHERE lane.open AND d.finding_id IS NOT NULL AND d.due_at IS NULL) AS unclocked,
                   count(*) FILTER (WHERE lane.open AND d.finding_id IS NULL) AS outside,
                   count(*) FILTER (WHERE NOT lane.open AND d.finding_id IS NOT NULL) AS closed,
                   count(*) FILTER (WHERE NOT lane.open AND lane.gone_at > d.due_at) AS closed_late,
                   count(*) FILTER (WHERE NOT lane.open AND d.estimated AND lane.closing = 'PROVEN' AND lane.gone_at <= d.due_at
                                                   AND lane.gone_at > d.due_at - :margin * interval '1 day') AS closed_near,
                   count(*) FILTER (WHERE NOT lane.open AND lane.gone_at <= d.due_at AND lane.closing <> 'PROVEN') AS closed_unproven,
                   count(*) FILTER (WHERE NOT lane.open AND d.finding_id IS NOT NULL AND d.due_at IS NULL) AS closed_unclocked
              FROM lane
              LEFT JOIN findings.deadline d
                   ON d.finding_id = lane.finding_id AND d.episode = lane.n AND d.profile = :profile AND {decided}
            """;

    private static final String FIX = """
            CASE WHEN f.fix_stated_seen <= :at THEN f.fix_at
                 WHEN f.fix_seen_at <= :at THEN coalesce(f.fix_shown_at, f.fix_seen_at) END""";

    private static final String FIX_KIND = "CASE WHEN f.fix_stated_seen <= :at THEN f.fix_kind END";

    /** Of a day before the fix was released there is none. */
    private static final String FIX_LATER = "CASE WHEN {fix date} <= :at THEN {fix date} END";

    private static final String FIX_KIND_LATER =
            "CASE WHEN f.fix_stated_seen <= :known AND {fix date} <= :at THEN f.fix_kind END";

    private TimelineSql() {}

    /** Open: only what is open is wanted; now its deadlines are marked, and have an index of their own. */
    static String lanes(AsOf asOf, boolean open, TimelineGroup.@Nullable One of) {
        boolean now = asOf.isNow();
        String lanes = LANES.replace("{from}", !now && open ? TimelineWays.ALL : ALONG_DEADLINES)
                .replace("{conditions}", CONDITIONS)
                .replace("{tie}", "d.finding_id")
                .replace("{running}", now && open ? "d.ended_at IS NULL" : "true");
        return filled(lanes, asOf, of);
    }

    static String story(AsOf asOf) {
        String lane = LANES.replace("{from}", ALONG_FINDING)
                .replace("{conditions}", CONDITIONS)
                .replace("{tie}", "f.id")
                .replace("{running}", "true");
        return filled(lane, asOf, null);
    }

    /** Of all, or of some: a choice within the query would keep the database from joining. */
    static String counts(AsOf asOf, boolean all, TimelineGroup.@Nullable One of) {
        String those = all ? "true" : "e.finding_id IN (SELECT f.id FROM findings.finding f WHERE {filter})";
        return filled(COUNTS.replace("{those}", those), asOf, of);
    }

    static String filled(String sql, AsOf asOf, TimelineGroup.@Nullable One of) {
        String filled = sql.replace("{latest}", asOf.isNow() ? LATEST_NOW : LATEST_THEN)
                .replace("{fix}", asOf.isKnownLater() ? FIX_LATER : FIX)
                .replace("{fix kind}", asOf.isKnownLater() ? FIX_KIND_LATER : FIX_KIND)
                .replace("{filter}", FILTER)
                .replace("{of}", of == null ? "true" : of.condition())
                .replace("{rank of lane}", RankAt.of("lane", "lane.received_at", asOf));
        return KnownAt.fill(RankAt.fill(ScopeAt.fill(filled, asOf), asOf), asOf);
    }
}
