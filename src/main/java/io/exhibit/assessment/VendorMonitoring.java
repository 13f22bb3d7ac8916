package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C22-d: was each vendor reviewed again before the longest time between reviews had passed, for as long as its images ran? The time counts from
 * the first run, or from a review once it is on file. What the review found is for people to read.
 */
@Component
class VendorMonitoring extends Check {

    private static final String DAYS = "vendor_review_days";

    private static final String POPULATION = VendorsUsed.WITH + """
            ), review AS MATERIALIZED (
                SELECT u.key, v.from_at, v.from_at + :vendor_review_days * interval '1 day' AS due_at, v.by_person,
                       least(greatest(v.from_at, v.filed_at), v.from_at + :vendor_review_days * interval '1 day') AS since
                  FROM used u
                  JOIN estate.pub_vendor_document v
                    ON v.vendor_id = u.vendor_id AND v.kind = 'MONITORING_REVIEW' AND v.filed_at <= :as_of AND v.from_at < :judged_at
            ), watched AS (
                SELECT u.key, max(r.from_at) AS newest_at, coalesce(bool_and(r.by_person), true) AS by_person,
                       greatest(max(r.due_at), u.first_at + :vendor_review_days * interval '1 day') AS due_at,
                       coalesce(range_agg(tstzrange(r.since, r.due_at)) FILTER (WHERE r.key IS NOT NULL), '{}')
                       + tstzrange(u.first_at, u.first_at + :vendor_review_days * interval '1 day')::tstzmultirange
                       @> tstzrange(greatest(u.first_at, :from), u.until) AS in_time
                  FROM used u
                  LEFT JOIN review r ON r.key = u.key
                 GROUP BY u.key, u.first_at, u.until
            )
            SELECT
            """ + VendorsUsed.COLUMNS + """
                   , coalesce(w.newest_at, u.first_at) AS starts_at, w.due_at, NULL::timestamptz AS done_at,
                   CASE WHEN u.aside IS NOT NULL THEN u.aside
            """ + VendorsUsed.NOBODY
            + """
                        WHEN u.vendor_id IS NOT NULL AND NOT w.in_time AND w.due_at < u.until THEN 'VIOLATED overdue for a review'
                        WHEN u.vendor_id IS NOT NULL AND NOT w.in_time THEN 'VIOLATED reviewed again only after it was overdue'
            """ + VendorsUsed.UNKNOWN + """
                        WHEN v.critical_days IS NULL AND v.high_days IS NULL
                        THEN 'INSUFFICIENT with no days agreed that its time to fix could be compared with'
                        WHEN NOT w.by_person THEN 'INSUFFICIENT with a review that no person who is named filed'
                        WHEN w.newest_at IS NULL THEN 'SATISFIED not due for a review yet'
                        ELSE 'SATISFIED reviewed in time' END AS outcome
              FROM used u
              JOIN watched w ON w.key = u.key
              LEFT JOIN estate.pub_vendor_at(:as_of) v ON v.id = u.vendor_id
            """ + VendorsUsed.IMAGE;

    VendorMonitoring() {
        super(
                "C22-d",
                2,
                Input.RUNNING,
                VendorsUsed.NOUN,
                POPULATION,
                DAYS,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
