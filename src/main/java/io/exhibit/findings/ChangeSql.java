package io.exhibit.findings;

import io.exhibit.estate.ScopeAt;

/** The queries behind the list of changes and its balance. Each kind goes along an index of its own, no further than the page needs. */
final class ChangeSql {

    private static final String IN_SCOPE = """
            {finding} IN (SELECT f.id FROM findings.finding f
                           WHERE f.target_id IN (SELECT target_id FROM {targets}))""";

    private static final String ROWS = """
            WITH happened AS (
                (SELECT e.opened_at AS at, CASE e.n WHEN 1 THEN 'FOUND' ELSE 'BACK' END AS kind, e.finding_id, NULL AS told,
                        md5('opened ' || e.finding_id || e.n)::uuid AS id
                   FROM findings.episode e
                  WHERE e.opened_at > :since AND e.opened_at <= :at AND (:kind::text IS NULL OR :kind = CASE e.n WHEN 1 THEN 'FOUND' ELSE 'BACK' END)
                    AND (e.opened_at, md5('opened ' || e.finding_id || e.n)::uuid) < (:before, :beforeId) AND {episode}
                  ORDER BY 1 DESC, 5 DESC
                  LIMIT :limit::bigint)
                UNION ALL
                (SELECT e.closed_at, 'CLOSED', e.finding_id, e.closing, md5('closed ' || e.finding_id || e.n)::uuid
                   FROM findings.pub_episode e
                  WHERE e.closed_at > :since AND e.closed_at <= :at AND (:kind::text IS NULL OR :kind = 'CLOSED')
                    AND (e.closed_at, md5('closed ' || e.finding_id || e.n)::uuid) < (:before, :beforeId) AND {episode}
                  ORDER BY 1 DESC, 5 DESC
                  LIMIT :limit::bigint)
                UNION ALL
                (SELECT e.left_at, 'LEFT', e.finding_id, NULL, md5('left ' || e.finding_id || e.n)::uuid
                   FROM findings.episode e
                  WHERE e.left_at > :since AND e.left_at <= :at AND (:kind::text IS NULL OR :kind = 'LEFT')
                    AND (e.left_at, md5('left ' || e.finding_id || e.n)::uuid) < (:before, :beforeId) AND {episode}
                  ORDER BY 1 DESC, 5 DESC
                  LIMIT :limit::bigint)
                UNION ALL
                (SELECT late.*
                   FROM unnest(:profiles::text[]) AS p (profile)
                  CROSS JOIN LATERAL (
                        SELECT d.due_at, 'LATE', d.finding_id, d.profile, md5('late ' || d.finding_id || d.episode || d.profile)::uuid
                          FROM findings.deadline d
                         WHERE d.profile = p.profile AND {passed} AND (:kind::text IS NULL OR :kind = 'LATE')
                           AND (d.due_at, md5('late ' || d.finding_id || d.episode || d.profile)::uuid) < (:before, :beforeId) AND {deadline}
                         ORDER BY coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') DESC, 5 DESC
                         LIMIT :limit::bigint) late
                  ORDER BY 1 DESC, 5 DESC
                  LIMIT :limit::bigint)
                UNION ALL
                (SELECT d.decided_at, 'EXPLOITED', d.finding_id, NULL, md5('exploited ' || d.finding_id || d.episode)::uuid
                   FROM findings.deadline d
                   JOIN findings.episode e ON e.finding_id = d.finding_id AND e.n = d.episode AND e.opened_at < d.decided_at
                  WHERE d.profile = 'KEV' AND d.decided_at > :since AND d.decided_at <= :at AND (:kind::text IS NULL OR :kind = 'EXPLOITED')
                    AND NOT EXISTS (SELECT 1
                                      FROM findings.deadline b
                                     WHERE b.finding_id = d.finding_id AND b.episode = d.episode AND b.profile = 'KEV' AND b.decided_at < d.decided_at)
                    AND (d.decided_at, md5('exploited ' || d.finding_id || d.episode)::uuid) < (:before, :beforeId) AND {deadline}
                  ORDER BY 1 DESC, 5 DESC
                  LIMIT :limit::bigint)
                UNION ALL
                {excepted}
                UNION ALL
                {no longer excepted}
                UNION ALL
                {raised}
                UNION ALL
                {lowered}
                {policies}
            ), newest AS (
                SELECT * FROM happened ORDER BY at DESC, id DESC LIMIT :limit::bigint
            )
            SELECT n.at, n.kind, n.id, n.finding_id, n.told || coalesce(': ' || why.reason, '') AS told, f.vulnerability, f.package, f.installed_version, f.fixed_version,
                   {rank of f} AS rank, target.name AS target, target.environment, system.code, system.owner,
                   p.version, p.kind AS policy, p.name, p.created_by, p.approved_by
              FROM newest n
              LEFT JOIN findings.finding f ON f.id = n.finding_id
              LEFT JOIN estate.pub_target target ON target.id = f.target_id
              {system}
              LEFT JOIN findings.policy p ON n.kind = 'POLICY' AND n.id = md5('policy ' || p.version)::uuid
              LEFT JOIN LATERAL ({why}) why ON n.kind IN ('RAISED', 'LOWERED')
             ORDER BY n.at DESC, n.id DESC
            """;

    /** It had passed while the clock ran, by what was decided up to then. */
    private static final String PASSED = """
            d.decided_at <= :at AND {decided} AND (d.ended_at IS NULL OR d.ended_at > d.due_at)
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') > :since
            AND coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00') <= :at""";

    /** What was open then, and what became of it: opening + found + back - closed is what is open now. */
    private static final String BALANCE = """
            SELECT count(*) FILTER (WHERE e.opened_at <= :since AND (e.closed_at IS NULL OR e.closed_at > :since)) AS before,
                   count(*) FILTER (WHERE e.opened_at > :since AND e.n = 1) AS found,
                   count(*) FILTER (WHERE e.opened_at > :since AND e.n > 1) AS back,
                   count(*) FILTER (WHERE e.closed_at > :since AND e.closed_at <= :at) AS closed,
                   count(*) FILTER (WHERE e.closed_at IS NULL OR e.closed_at > :at) AS after,
                   (SELECT count(*) FROM findings.episode e WHERE e.left_at > :since AND e.left_at <= :at AND {episode}) AS left,
                   (SELECT count(DISTINCT d.finding_id) FROM findings.deadline d WHERE {passed} AND {deadline}) AS late,
                   (SELECT count(*) FROM findings.earlier_rank r WHERE {turned} = 'RAISED' AND {ranking}) AS raised,
                   (SELECT count(*) FROM findings.earlier_rank r WHERE {turned} = 'LOWERED' AND {ranking}) AS lowered
              FROM findings.episode e
             WHERE e.opened_at <= :at AND (e.closed_at IS NULL OR e.closed_at > :since) AND {episode}
            """;

    /** When an exception began or ended for a finding that was there: what is gone is no longer anybody's decision. */
    private static final String COVER = """
            (SELECT {when}, '{what}', c.finding_id, {told}, md5('{what}' || c.finding_id || c.exception_id || c.term)::uuid
               FROM findings.pub_exception_cover c
              WHERE {when} > :since AND {when} <= :at AND c.valid_from < c.valid_until AND (:kind::text IS NULL OR :kind = '{what}')
                AND EXISTS (SELECT 1
                              FROM findings.episode e
                             WHERE e.finding_id = c.finding_id AND e.opened_at <= {when} AND (e.gone_at IS NULL OR e.gone_at > {when}))
                AND ({when}, md5('{what}' || c.finding_id || c.exception_id || c.term)::uuid) < (:before, :beforeId) AND {covered}
              ORDER BY 1 DESC, 5 DESC
              LIMIT :limit::bigint)""";

    /** What only has another reason, or was ranked by another method, is not gone along. */
    private static final String RANK = """
            (SELECT r.superseded_at, '{what}', r.finding_id,
                    'from ' || coalesce(lower(r.rank), 'not ranked') || ' to ' || CASE r.became WHEN 'NONE' THEN 'not ranked' ELSE lower(r.became) END,
                    r.finding_id
               FROM findings.earlier_rank r
              WHERE {turned} = '{what}' AND (:kind::text IS NULL OR :kind = '{what}')
                AND (r.superseded_at, r.finding_id) < (:before, :beforeId) AND {ranking}
              ORDER BY r.superseded_at DESC, r.finding_id DESC
              LIMIT :limit::bigint)""";

    private static final String TURNED = "r.became IS NOT NULL AND findings.rank_turn(r.rank, r.became)";

    private static final String RANKING = "r.superseded_at > :since AND r.superseded_at <= :at AND ";

    /** By the ranking that came then. */
    private static final String WHY = """
            SELECT w.rank_reason || ', by version ' || w.rank_method AS reason
              FROM (SELECT r.superseded_at, r.rank_reason, r.rank_method
                      FROM findings.earlier_rank r
                     WHERE r.finding_id = n.finding_id AND r.superseded_at > n.at
                    UNION ALL
                    SELECT 'infinity', f.rank_reason, f.rank_method) w
             ORDER BY w.superseded_at
             LIMIT 1""";

    /** Policies are of the whole bank. One that was approved when the highest number counted, and was not it, never came into force. */
    private static final String POLICIES = """
            UNION ALL
            (SELECT p.approved_at, 'POLICY', NULL, NULL, md5('policy ' || p.version)::uuid
               FROM findings.policy p
              WHERE p.approved_at > :since AND p.approved_at <= :at AND (:kind::text IS NULL OR :kind = 'POLICY')
                AND (p.approved_entry IS NOT NULL
                     OR NOT EXISTS (SELECT 1
                                      FROM findings.policy h
                                     WHERE h.kind = p.kind AND h.version > p.version AND h.approved_at <= p.approved_at))
                AND (p.approved_at, md5('policy ' || p.version)::uuid) < (:before, :beforeId))""";

    private ChangeSql() {}

    static String rows(boolean now, String scope) {
        return filled(ROWS, now, scope);
    }

    static String balance(boolean now, String scope) {
        return filled(BALANCE, now, scope);
    }

    /** A choice between all and some within the query would keep the database from joining. */
    private static String filled(String sql, boolean now, String scope) {
        boolean all = scope.equals("all");
        String some = all ? "true" : IN_SCOPE;
        String filled = sql.replace("{passed}", PASSED)
                .replace("{excepted}", cover("c.valid_from", ChangeKind.EXCEPTED, "c.kind"))
                .replace("{no longer excepted}", cover("c.valid_until", ChangeKind.EXCEPTION_ENDED, "c.ended_by"))
                .replace("{raised}", RANK.replace("{what}", ChangeKind.RAISED.name()))
                .replace("{lowered}", RANK.replace("{what}", ChangeKind.LOWERED.name()))
                .replace("{turned}", TURNED)
                .replace("{ranking}", RANKING + some.replace("{finding}", "r.finding_id"))
                .replace("{why}", WHY)
                .replace("{policies}", all ? POLICIES : "")
                .replace(
                        "{decided}",
                        now ? "d.superseded_at IS NULL" : "(d.superseded_at IS NULL OR d.superseded_at > :at)")
                .replace("{episode}", some.replace("{finding}", "e.finding_id"))
                .replace("{deadline}", some.replace("{finding}", "d.finding_id"))
                .replace("{covered}", some.replace("{finding}", "c.finding_id"))
                .replace("{rank of f}", RankAt.of("f", now));
        return ScopeAt.fill(filled, now);
    }

    private static String cover(String when, ChangeKind what, String told) {
        return COVER.replace("{when}", when).replace("{what}", what.name()).replace("{told}", told);
    }
}
