package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C22-c: did a vendor's images run only under a contract in date, whose clauses somebody went through? Which clauses it has, and which gaps were
 * accepted, is in the review, for people to read.
 */
@Component
class VendorContract extends Check {

    private static final String POPULATION = VendorsUsed.WITH + """
            ), contract AS (
                SELECT u.key, max(v.from_at) AS newest_at, min(v.until_at) AS until_at, bool_or(v.until_at IS NULL) AS endless,
                       bool_and(v.by_person) AS by_person,
                       range_agg(tstzrange(v.from_at, v.until_at)) @> tstzrange(greatest(u.first_at, :from), u.until) AS in_date
                  FROM used u
                  JOIN estate.pub_vendor_document v
                    ON v.vendor_id = u.vendor_id AND v.kind = 'CONTRACT' AND v.filed_at <= :as_of AND v.from_at < :judged_at
                 GROUP BY u.key, u.first_at, u.until
            ), review AS (
                SELECT v.vendor_id, max(v.from_at) AS newest_at, bool_and(v.by_person) AS by_person
                  FROM estate.pub_vendor_document v
                 WHERE v.kind = 'CLAUSE_REVIEW' AND v.filed_at <= :as_of AND v.from_at < :judged_at
                 GROUP BY v.vendor_id
            )
            SELECT
            """ + VendorsUsed.COLUMNS + """
                   , u.first_at AS starts_at, c.until_at AS due_at, r.newest_at AS done_at,
                   CASE WHEN u.aside IS NOT NULL THEN u.aside
            """ + VendorsUsed.NOBODY
            + """
                        WHEN u.vendor_id IS NOT NULL AND c.key IS NULL THEN 'VIOLATED running without a contract on file'
                        WHEN NOT c.in_date THEN 'VIOLATED running for part of the time without a contract in date'
            """ + VendorsUsed.UNKNOWN + """
                        WHEN c.endless THEN 'INSUFFICIENT under a contract that states no last day'
                        WHEN r.vendor_id IS NULL THEN 'INSUFFICIENT under a contract whose clauses nobody is on record to have gone through'
                        WHEN r.newest_at < c.newest_at THEN 'INSUFFICIENT under a contract that is newer than the review of its clauses'
                        WHEN NOT c.by_person OR NOT r.by_person
                        THEN 'INSUFFICIENT with a document that no person who is named filed'
                        WHEN v.critical_days IS NULL AND v.high_days IS NULL
                        THEN 'SATISFIED under a contract in date and gone through, which agrees no days for fixes'
                        ELSE 'SATISFIED under a contract in date and gone through, with days for fixes' END AS outcome
              FROM used u
              LEFT JOIN contract c ON c.key = u.key
              LEFT JOIN review r ON r.vendor_id = u.vendor_id
              LEFT JOIN estate.pub_vendor_at(:as_of) v ON v.id = u.vendor_id
            """ + VendorsUsed.IMAGE;

    VendorContract() {
        super(
                "C22-c",
                2,
                Input.RUNNING,
                VendorsUsed.NOUN,
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
