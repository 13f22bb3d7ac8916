package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C02: is there a list of components, tied to a digest, for every image that a scan of the period was about? A scan that lists packages
 * is one, and so is an SBOM.
 */
@Component
class ComponentInventory extends Check {

    // An image that several targets share is known well enough when one of them is.
    private static final String POPULATION = """
            SELECT o.id::text AS key, m.identity AS label, m.repository AS about, o.system, 'IMAGE' AS kind, o.id AS subject,
                   o.starts_at, NULL::timestamptz AS due_at, o.done_at,
                   CASE WHEN o.aside IS NOT NULL THEN o.aside
                        WHEN o.done_at IS NULL AND o.flaw IS NOT NULL THEN 'INSUFFICIENT ' || o.flaw
                        WHEN o.done_at IS NULL THEN 'VIOLATED without a list of components'
                        WHEN o.gap IS NOT NULL THEN 'INSUFFICIENT ' || o.gap
                        WHEN m.digest IS NULL THEN 'INSUFFICIENT without a digest: what a tag means can change'
                        ELSE 'SATISFIED with a list of components by digest' END AS outcome
              FROM (SELECT c.image_id AS id, min(c.starts_at) AS starts_at, least(min(c.done_at), min(l.done_at)) AS done_at,
                           min(l.flaw) AS flaw,
                           coalesce(min(s.code), '') AS system,
                           CASE WHEN bool_and(g.gap IS NOT NULL) THEN min(g.gap) END AS gap,
                           CASE WHEN bool_and(g.aside IS NOT NULL) THEN min(g.aside) END AS aside
                      FROM (SELECT c.image_id, c.target_id, min(c.recorded_at) AS starts_at,
                                   min(c.recorded_at) FILTER (WHERE c.components > 0 AND c.outcome <> 'FAILED') AS done_at
                              FROM scans.pub_scan c
                              JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = c.target_id
                             WHERE c.image_id IS NOT NULL AND c.recorded_at < :to AND c.recorded_at <= :as_of
                             GROUP BY c.image_id, c.target_id
                            HAVING max(c.recorded_at) >= :from) c
                      LEFT JOIN LATERAL (SELECT min(b.recorded_at) FILTER (WHERE b.flaw IS NULL) AS done_at, min(b.flaw) AS flaw
                                           FROM estate.pub_component_list b
                                          WHERE b.image_id = c.image_id AND b.source = 'SBOM' AND b.recorded_at < :to
                                            AND b.recorded_at <= :as_of) l ON true
                      JOIN estate.pub_target t ON t.id = c.target_id
                      LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = t.system_id
                     CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                           AS gap,
            """ + Attribution.ASIDE + """
                           AS aside) g
                     GROUP BY c.image_id) o
              JOIN estate.pub_image m ON m.id = o.id
            """;

    ComponentInventory() {
        super(
                "C02",
                3,
                Input.SCANNED,
                new Noun("image", "images", "scanned"),
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
