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

    private static final String POPULATION = VendorsUsed.WITH + """
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
            SELECT
            """ + VendorsUsed.COLUMNS + """
                   , u.first_at AS starts_at, f.until_at AS due_at, NULL::timestamptz AS done_at,
                   CASE WHEN u.aside IS NOT NULL THEN u.aside
            """ + VendorsUsed.NOBODY
            + """
                        WHEN u.vendor_id IS NOT NULL AND f.from_at IS NULL THEN 'VIOLATED running without any due diligence on file'
                        WHEN f.from_at > u.first_at THEN 'VIOLATED run before the first document of due diligence is dated'
                        WHEN NOT f.in_date THEN 'VIOLATED running after a document of due diligence had expired'
            """ + VendorsUsed.UNKNOWN + """
                        WHEN f.missing THEN 'INSUFFICIENT with part of the expected documents missing'
                        WHEN f.last_at > u.first_at THEN 'INSUFFICIENT with part of the expected documents dated after the first run'
                        WHEN f.endless THEN 'INSUFFICIENT with a document that states no last day'
                        WHEN NOT f.by_person THEN 'INSUFFICIENT with a document that no person who is named filed'
                        WHEN f.filed_at > u.first_at THEN 'SATISFIED with due diligence dated before the first run, and filed here later'
                        ELSE 'SATISFIED with due diligence on file since before the first run' END AS outcome
              FROM used u
              LEFT JOIN file f ON f.key = u.key
            """ + VendorsUsed.IMAGE;

    VendorDueDiligence() {
        super(
                "C22-b",
                2,
                Input.RUNNING,
                VendorsUsed.NOUN,
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
