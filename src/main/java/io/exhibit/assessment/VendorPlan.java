package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C22-a: was the relationship with each vendor planned before its images first ran? The plan is a document in the vendor's file; what it says
 * is for people to read.
 */
@Component
class VendorPlan extends Check {

    private static final String POPULATION = VendorsUsed.WITH + """
            ), filed AS (
                SELECT v.vendor_id, min(v.from_at) AS from_at, min(v.filed_at) AS filed_at, bool_or(v.by_person) AS by_person
                  FROM estate.pub_vendor_document v
                 WHERE v.kind = 'PLAN' AND v.filed_at <= :as_of
                 GROUP BY v.vendor_id
            )
            SELECT
            """ + VendorsUsed.COLUMNS + """
                   , f.from_at AS starts_at, u.first_at AS due_at, f.filed_at AS done_at,
                   CASE WHEN u.aside IS NOT NULL THEN u.aside
            """ + VendorsUsed.NOBODY
            + """
                        WHEN u.vendor_id IS NOT NULL AND f.from_at IS NULL THEN 'VIOLATED running without a plan of the relationship on file'
                        WHEN f.from_at > u.first_at THEN 'VIOLATED run before the plan of the relationship is dated'
            """ + VendorsUsed.UNKNOWN + """
                        WHEN v.owner = '' THEN 'INSUFFICIENT by a vendor for whom nobody in the bank answers'
                        WHEN v.description = '' THEN 'INSUFFICIENT by a vendor of whom it is not said what for'
                        WHEN NOT f.by_person THEN 'INSUFFICIENT with a plan that no person who is named filed'
                        WHEN f.filed_at > u.first_at THEN 'SATISFIED with a plan dated before the first run, and filed here later'
                        ELSE 'SATISFIED with a plan on file since before the first run' END AS outcome
              FROM used u
              LEFT JOIN filed f ON f.vendor_id = u.vendor_id
              LEFT JOIN estate.pub_vendor_at(:as_of) v ON v.id = u.vendor_id
            """ + VendorsUsed.IMAGE;

    VendorPlan() {
        super(
                "C22-a",
                2,
                Input.RUNNING,
                VendorsUsed.NOUN,
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
