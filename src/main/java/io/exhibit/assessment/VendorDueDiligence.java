package io.exhibit.assessment;

import io.exhibit.estate.DocumentKind;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * C22-b: was due diligence dated before the first run of a vendor's images, and in date for as long as they ran? First run is the first that
 * was stated here. Filing a document is the act of a person; nobody approves it a second time.
 */
@Component
class VendorDueDiligence extends Check {

    private static final String POPULATION = """
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
                 CROSS JOIN LATERAL estate.pub_maker_of(n.repository) w
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
            ), filed AS (
                SELECT u.key, x.kind, min(v.from_at) AS from_at, min(v.filed_at) AS filed_at, bool_and(v.by_person) AS by_person,
                       bool_or(v.entry_index IS NOT NULL AND v.until_at IS NULL) AS endless,
                       range_agg(tstzrange(v.from_at, v.until_at)) FILTER (WHERE v.entry_index IS NOT NULL)
                       @> tstzrange(greatest(u.first_at, :from, min(v.from_at)), greatest(u.until, u.first_at, :from, min(v.from_at))) AS in_date,
                       max(v.until_at) AS until_at
                  FROM used u
                 CROSS JOIN LATERAL unnest(CASE WHEN u.critical THEN :expected_critical::text[] ELSE :expected::text[] END) AS x (kind)
                  LEFT JOIN estate.pub_vendor_document v
                    ON v.vendor_id = u.vendor_id AND v.kind = x.kind AND v.filed_at <= :as_of
                 WHERE u.vendor_id IS NOT NULL
                 GROUP BY u.key, u.first_at, u.until, x.kind
            ), file AS (
                SELECT f.key, min(f.from_at) AS from_at, max(f.from_at) AS last_at, min(f.filed_at) AS filed_at, bool_and(f.by_person) AS by_person,
                       bool_or(f.endless) AS endless, bool_and(f.in_date) AS in_date, bool_or(f.from_at IS NULL) AS missing,
                       min(f.until_at) AS until_at
                  FROM filed f
                 GROUP BY f.key
            )
            SELECT u.key, u.label, u.repository AS about, u.system,
                   CASE WHEN u.vendor_id IS NOT NULL THEN 'VENDOR' WHEN m.id IS NOT NULL THEN 'IMAGE' ELSE 'RUN' END AS kind,
                   coalesce(u.vendor_id, m.id, u.run) AS subject, u.first_at AS starts_at, f.until_at AS due_at, NULL::timestamptz AS done_at,
                   CASE WHEN u.aside IS NOT NULL THEN u.aside
                        WHEN u.origin = 'OPEN_SOURCE_UNSUPPORTED' THEN 'NOT_APPLICABLE without a counterparty that could be looked into'
                        WHEN u.vendor_id IS NOT NULL AND f.from_at IS NULL THEN 'VIOLATED running without any due diligence on file'
                        WHEN f.from_at > u.first_at THEN 'VIOLATED run before the first document of due diligence is dated'
                        WHEN NOT f.in_date THEN 'VIOLATED running after a document of due diligence had expired'
                        WHEN u.gap IS NOT NULL THEN 'INSUFFICIENT ' || u.gap
                        WHEN u.origin = 'CONFLICT' THEN 'INSUFFICIENT by a maker about whom patterns contradict each other'
                        WHEN u.vendor_id IS NULL THEN 'INSUFFICIENT by a maker who is not known'
                        WHEN f.missing THEN 'INSUFFICIENT with part of the expected documents missing'
                        WHEN f.last_at > u.first_at THEN 'INSUFFICIENT with part of the expected documents dated after the first run'
                        WHEN f.endless THEN 'INSUFFICIENT with a document that states no last day'
                        WHEN NOT f.by_person THEN 'INSUFFICIENT with a document that no person who is named filed'
                        WHEN f.filed_at > u.first_at THEN 'SATISFIED with due diligence dated before the first run, and filed here later'
                        ELSE 'SATISFIED with due diligence on file since before the first run' END AS outcome
              FROM used u
              LEFT JOIN file f ON f.key = u.key
              LEFT JOIN LATERAL (SELECT i.id
                                   FROM estate.pub_image i
                                  WHERE u.vendor_id IS NULL AND i.repository = u.repository AND i.first_seen_at <= :as_of
                                  ORDER BY i.first_seen_at DESC, i.id
                                  LIMIT 1) m ON true
            """;

    VendorDueDiligence() {
        super(
                "C22-b",
                1,
                Input.RUNNING,
                new Noun("vendor or unknown maker", "vendors or unknown makers", "whose images ran in scope"),
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }

    @Override
    Map<String, Object> lookedUp() {
        return Map.of(
                "expected", DocumentKind.expected(false).toArray(String[]::new),
                "expected_critical", DocumentKind.expected(true).toArray(String[]::new));
    }
}
