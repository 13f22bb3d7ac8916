package io.exhibit.findings;

import io.exhibit.estate.ScopeAt;
import io.exhibit.findings.FindingListStore.Named;
import io.exhibit.kernel.AsOf;
import org.jspecify.annotations.Nullable;

/** The one query behind the list of findings, its figure and its file. named null: too many names match to be looked up by them. */
final class FindingListSql {

    private static final String NAMED =
            "(f.vulnerability = ANY (:vulnerabilities) OR f.package = ANY (:packages) OR f.target_id = ANY (:targets::uuid[]))";

    private static final String LIKE = """
            (f.vulnerability ILIKE :pattern OR f.package ILIKE :pattern
             OR f.vulnerability IN (SELECT a.vulnerability FROM findings.alias a WHERE lower(a.alias) LIKE lower(:pattern))
             OR f.target_id IN (SELECT t.id FROM estate.pub_target t WHERE t.name ILIKE :pattern))""";

    private static final String MATCHING = """
                   {found}
               AND {state}
               AND {search}
               AND {ranked}
               AND (NOT :exploited::boolean OR f.vulnerability IN (SELECT k.cve FROM {exploited} k))
               AND (:epss::numeric IS NULL
                    OR f.vulnerability IN (SELECT s.cve
                                             FROM findings.exploit_score s
                                            WHERE s.score >= :epss AND s.loaded_at <= :at
                                              AND NOT EXISTS (SELECT 1
                                                                FROM findings.exploit_score l
                                                               WHERE l.cve = s.cve AND l.entry_index > s.entry_index
                                                                 AND l.loaded_at <= :at)))
               AND (:exception::text IS NULL
                    OR (:exception = 'NONE' AND f.id NOT IN (SELECT c.finding_id
                                                               FROM findings.pub_exception_cover c
                                                              WHERE c.valid_from <= :at AND c.valid_until > :at))
                    OR (:exception = 'VALID' AND f.id IN (SELECT c.finding_id
                                                            FROM findings.pub_exception_cover c
                                                           WHERE c.valid_from <= :at AND c.valid_until > :at))
                    OR (:exception = 'COMPENSATED' AND f.id IN (SELECT m.finding_id
                                                                  FROM findings.pub_compensated m
                                                                 WHERE m.from_at <= :at AND m.until_at > :at))
                    OR (:exception = 'ENDED' AND f.id IN (SELECT c.finding_id
                                                            FROM findings.pub_exception_cover c
                                                           WHERE c.valid_from <= :at
                                                           GROUP BY c.finding_id
                                                          HAVING max(c.valid_until) <= :at))
                    OR (:exception = 'ONE' AND f.id IN (SELECT c.finding_id
                                                          FROM findings.pub_exception_cover c
                                                         WHERE c.exception_id = :exceptionId)))
               AND (NOT :fixable::boolean OR f.fixed_version IS NOT NULL AND {fixed})
               AND (:covered::boolean IS NULL
                    OR :covered = (f.id IN (SELECT v.finding_id
                                              FROM findings.pub_covered v
                                             WHERE v.from_at <= :at AND v.until_at > :at)))
            """ + HandlingFilter.MATCHING;

    private static final String FIXED = "(f.fix_seen_at IS NULL OR f.fix_seen_at <= :at)";

    private static final String FIXED_LATER = "(f.fix_seen_at IS NULL OR {fix date} <= :at)";

    private static final String COLUMNS = """
            f.id, f.target_id, f.vulnerability, f.package, f.class, f.package_type, f.location,
                   f.installed_version, f.fixed_version, f.severity, f.rank, f.ranked_at, f.title, f.suppression, f.first_detected_at,
                   CASE WHEN f.rank = f.rank_inputs ->> 'loweredTo' THEN (f.rank_inputs ->> 'loweredUntil')::timestamptz END AS lowered_until""";

    private static final String NEWEST = """
            SELECT {columns}
              FROM findings.finding f
             WHERE {place} {matching}
               AND (f.first_detected_at, f.id) < ({before}, :beforeId)
             ORDER BY f.first_detected_at DESC, f.id DESC
             LIMIT :limit::bigint
            """;

    /** The newest of each target in each state, and of these the newest: no more is read than could be shown. */
    private static final String NEWEST_IN_SCOPE = """
            SELECT newest.*
              FROM ({those}) AS i
             CROSS JOIN (VALUES ('OPEN'), ('CLOSED')) AS s (state)
             CROSS JOIN LATERAL ({newest}) AS newest
             ORDER BY newest.first_detected_at DESC, newest.id DESC
             LIMIT :limit::bigint
            """;

    private static final String ROWS = """
            WITH found AS ({found})
            SELECT found.id, found.vulnerability, found.package, found.class, found.package_type, found.location,
                   found.installed_version, found.fixed_version, found.severity, {rank of found} AS rank, found.lowered_until, found.title, found.suppression,
                   found.first_detected_at, spell.n AS episode, spell.closed_at, spell.gone_at, spell.closing, due.profile, due.due_at,
                   target.name AS target, target.environment, system.name AS system, system.owner,
                   exploited.added_on AS exploited_since, epss.score AS epss, epss.percentile AS epss_percentile, epss.entry_index AS epss_entry,
                   (SELECT l.released_at
                      FROM intake.pub_reference_load l
                     WHERE l.source = 'EPSS' AND l.loaded_at <= :at
                     ORDER BY l.entry_index DESC
                     LIMIT 1) AS epss_at, excepted.exception_id, excepted.kind AS exception_kind,
                   excepted.valid_until AS excepted_until, excepted.expires_at AS exception_expires, excepted.ended_by AS exception_ended_by,
                   excepted.compensated_at,
                   hidden.since AS suppressed_since, {both}
              FROM found
              JOIN estate.pub_target target ON target.id = found.target_id
              {system}
              LEFT JOIN {exploited} exploited ON exploited.cve = found.vulnerability
              LEFT JOIN LATERAL (
                   SELECT s.score, s.percentile, s.entry_index
                     FROM findings.exploit_score s
                    WHERE s.cve = found.vulnerability AND s.loaded_at <= :at
                    ORDER BY s.entry_index DESC
                    LIMIT 1) epss ON true
              JOIN LATERAL (
                   SELECT e.n, CASE WHEN e.closed_at <= :at THEN e.closed_at END AS closed_at,
                          CASE WHEN e.gone_at <= :at THEN e.gone_at END AS gone_at,
                          CASE WHEN e.closed_at <= :at THEN e.closing END AS closing
                     FROM {episodes} e
                    WHERE e.finding_id = found.id AND e.opened_at <= :at
                    ORDER BY e.n DESC
                    LIMIT 1) spell ON true
              LEFT JOIN LATERAL (
                   SELECT d.profile, d.due_at
                     FROM findings.deadline d
                    WHERE d.finding_id = found.id AND d.episode = spell.n AND d.due_at IS NOT NULL
                      AND {decided then}
                    ORDER BY d.due_at, d.profile
                    LIMIT 1) due ON true
              LEFT JOIN LATERAL (
                   SELECT c.exception_id, c.kind, c.expires_at, c.valid_until, c.ended_by,
                          (SELECT min(greatest(c.valid_from, a.recorded_at))
                             FROM findings.exception_acceptance a
                            WHERE a.exception_id = c.exception_id AND a.term = c.term AND a.recorded_at <= :at
                              AND (a.taken_back_at IS NULL OR a.taken_back_at > :at) AND c.valid_until > :at) AS compensated_at
                     FROM findings.pub_exception_cover c
                    WHERE c.finding_id = found.id AND c.valid_from <= :at
                    ORDER BY c.valid_until > :at DESC, c.valid_until > :at AND c.kind = 'NOT_AFFECTED' DESC,
                             c.valid_until > :at AND c.kind = 'LOWER_RANK', c.valid_until DESC, c.exception_id
                    LIMIT 1) excepted ON true
              LEFT JOIN LATERAL (
                   SELECT max(s.since) AS since
                     FROM findings.suppression s
                    WHERE s.finding_id = found.id AND s.since <= :at AND (s.until_at IS NULL OR s.until_at > :at)) hidden ON true
              LEFT JOIN LATERAL findings.pub_both_bases(found.id, spell.n, due.profile, :at) b ON true
             ORDER BY {order}
            """.replace("{both}", BothBases.COLUMNS);

    /** Counting stops where the figure stops mattering. */
    private static final String COUNT = """
            SELECT count(*)
              FROM (SELECT 1
                      FROM findings.finding f
                     WHERE {place} {matching}
                     LIMIT :limit::bigint) counted
            """;

    private static final String IN_SCOPE = "f.target_id IN ({those}) AND";

    private static final String TARGETS = "SELECT i.target_id FROM {targets} AS i";

    private static final String TARGETS_OF_OWNER = """
            SELECT i.target_id
              FROM {targets} AS i
              JOIN estate.pub_target target ON target.id = i.target_id
              {system}
             WHERE lower(system.owner) = lower(:owner) OR (system.code IS NULL AND :owner = 'none')""";

    private FindingListSql() {}

    /** How what is due is looked for: in its order; along what is due first anywhere, but not far; in any order, to be counted. */
    enum Look {
        ORDERED("", "ORDER BY first_at, id"),
        NEAR("ORDER BY sorted_at, finding_id LIMIT 8000", ""),
        COUNTED("", "");

        private final String near;
        private final String order;

        Look(String near, String order) {
            this.near = near;
            this.order = order;
        }
    }

    static String rows(FindingListQuestion question, @Nullable Named named, Look look) {
        String order = question.work().due() == null
                ? "found.first_detected_at DESC, found.id DESC"
                : "found.first_at, found.id";
        return filled(ROWS.replace("{found}", found(question, look)).replace("{order}", order), question, named);
    }

    /** What is due is counted as it is listed: all of it has to be looked at to tell which deadline is the first. So is what came late. */
    static String count(FindingListQuestion question, @Nullable Named named) {
        return question.work().due() == null && !isAllLater(question)
                ? filled(COUNT.replace("{place}", isAll(question) ? "" : IN_SCOPE), question, named)
                : "SELECT count(*) FROM (" + filled(found(question, Look.COUNTED), question, named) + ") counted";
    }

    private static String found(FindingListQuestion question, Look look) {
        DueFilter due = question.work().due();
        if (due != null) {
            return due(question, due, look)
                    .replace("{near}", look.near)
                    .replace("{in order}", look.order)
                    .replace("{place}", isAll(question) ? "" : IN_SCOPE);
        }
        if (isAllLater(question)) {
            return FindingListLaterSql.newest(NEWEST);
        }
        return isAll(question)
                ? NEWEST.replace("{place}", "")
                : NEWEST_IN_SCOPE
                        .replace("{newest}", NEWEST)
                        .replace("{place}", "f.target_id = i.target_id AND f.state = s.state AND");
    }

    private static String due(FindingListQuestion question, DueFilter due, Look look) {
        boolean ofTargets = question.isOfFewTargets() && look != Look.NEAR;
        if (question.asOf().isNow()) {
            return ofTargets ? FindingListDueSql.ofTargets() : FindingListDueSql.alongClocks();
        }
        return ofTargets ? FindingListWasDueSql.ofTargets() : FindingListWasDueSql.alongClocks(due);
    }

    private static boolean isAll(FindingListQuestion question) {
        return question.scope().equals("all") && question.work().owner() == null;
    }

    /** Of everything, going back from what is known would pass all that was received since the day. */
    private static boolean isAllLater(FindingListQuestion question) {
        return isAll(question) && question.asOf().isKnownLater();
    }

    private static String filled(String sql, FindingListQuestion question, @Nullable Named named) {
        String search = question.search() == null ? "true" : named == null ? LIKE : NAMED;
        AsOf asOf = question.asOf();
        String filled = sql.replace("{matching}", MATCHING)
                .replace("{columns}", COLUMNS)
                .replace("{those}", question.work().owner() == null ? TARGETS : TARGETS_OF_OWNER)
                .replace("{state}", FindingStateAt.of(question.state(), asOf))
                .replace("{search}", search)
                .replace("{before}", ":before")
                .replace("{fixed}", asOf.isKnownLater() ? FIXED_LATER : FIXED)
                .replace("{rank of found}", RankAt.of("found", asOf));
        return KnownAt.fill(RankAt.fill(ScopeAt.fill(filled, asOf), asOf), asOf);
    }
}
