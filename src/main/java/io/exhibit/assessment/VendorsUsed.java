package io.exhibit.assessment;

/**
 * The vendors whose images ran in the scope, each once, and the repositories whose maker is not known; what the bank builds is left out. First
 * run is the first that was stated here.
 */
final class VendorsUsed {

    /** SQL: the beginning of a query that goes on with "), ": used (u) has key, label, origin, vendor_id, critical, first_at, until, gap and aside. */
    static final String WITH = """
            WITH ran AS MATERIALIZED (
                SELECT d.system_id, d.repository, min(d.from_at) AS first_at, max(least(d.to_at, :judged_at)) AS until,
                       min(d.id::text)::uuid AS run
                  FROM estate.pub_interval d
                 WHERE d.from_at < :judged_at AND d.opened_at <= :as_of AND
            """ + Ran.IN_SCOPE + """
                 GROUP BY d.system_id, d.repository
            ), made AS MATERIALIZED (
                SELECT n.repository, w.*
                  FROM (SELECT DISTINCT r.repository FROM ran r) n
                 CROSS JOIN LATERAL estate.pub_maker_at(n.repository, :as_of) w
            ), used AS (
                SELECT coalesce(w.code, r.repository || ' ' || w.origin) AS key, coalesce(w.name, r.repository) AS label, w.origin, w.vendor_id,
                       w.critical, min(r.repository) AS repository, min(r.run::text)::uuid AS run, min(r.first_at) AS first_at,
                       max(r.until) AS until, coalesce(min(s.code), '') AS system,
                       CASE WHEN bool_and(g.gap IS NOT NULL) THEN min(g.gap) END AS gap,
                       CASE WHEN bool_and(g.aside IS NOT NULL) THEN min(g.aside) END AS aside
                  FROM ran r
                  JOIN made w ON w.repository = r.repository AND w.origin <> 'OWN_BUILD'
                  LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = r.system_id
                 CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                       AS gap,
            """ + Attribution.ASIDE + """
                       AS aside) g
                 GROUP BY 1, 2, 3, 4, 5
                HAVING max(r.until) > :from
            """;

    /** SQL: an image (m) to show where there is no vendor (u). */
    static final String IMAGE = """
              LEFT JOIN LATERAL (SELECT i.id
                                   FROM estate.pub_image i
                                  WHERE u.vendor_id IS NULL AND i.repository = u.repository AND i.first_seen_at <= :as_of
                                  ORDER BY i.first_seen_at DESC, i.id
                                  LIMIT 1) m ON true
            """;

    /** SQL: the columns of an item before its dates, for a vendor u and an image m. */
    static final String COLUMNS = """
            u.key, u.label, u.repository AS about, u.system,
                   CASE WHEN u.vendor_id IS NOT NULL THEN 'VENDOR' WHEN m.id IS NOT NULL THEN 'IMAGE' ELSE 'RUN' END AS kind,
                   coalesce(u.vendor_id, m.id, u.run) AS subject
            """;

    /** SQL: what is judged of nobody with whom there is no relationship. */
    static final String NOBODY = """
            WHEN u.origin = 'OPEN_SOURCE_UNSUPPORTED' THEN 'NOT_APPLICABLE without a counterparty that could be looked into'
            """;

    /** SQL: what cannot be judged whatever is on file. */
    static final String UNKNOWN = """
            WHEN u.gap IS NOT NULL THEN 'INSUFFICIENT ' || u.gap
                        WHEN u.origin = 'CONFLICT' THEN 'INSUFFICIENT by a maker about whom patterns contradict each other'
                        WHEN u.vendor_id IS NULL THEN 'INSUFFICIENT by a maker who is not known'
            """;

    static final Check.Noun NOUN =
            new Check.Noun("vendor or unknown maker", "vendors or unknown makers", "whose images ran in scope");

    private VendorsUsed() {}
}
