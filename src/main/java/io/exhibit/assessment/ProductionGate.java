package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C13: was every image scanned before it first ran in production? What the gate of a pipeline or a cluster decided is not received here, so that
 * an image with something critical in it can be shown to have been scanned, and no more. What is not called a place of development or tests is
 * production.
 */
@Component
class ProductionGate extends Check {

    private static final String PRODUCTION = """
            d.environment !~* '^(dev|test|stag|qa|uat|int|sandbox|pre|non|perf|local)'
            """;

    // What ran before it is looked for by image, of the few that began in the period.
    private static final String BEGUN = """
            SELECT d.system_id, d.identity, min(d.repository) AS repository, min(d.digest) AS digest, min(d.config) AS config,
                   min(d.from_at) AS from_at, min(d.id::text)::uuid AS run, bool_and(d.assurance = 'TAG') AS by_tag,
                   bool_or(d.source = 'SNAPSHOT') AS stated, (array_agg(d.cluster ORDER BY d.from_at, d.id))[1] AS cluster,
                   (array_agg(d.environment ORDER BY d.from_at, d.id))[1] AS environment
              FROM estate.pub_interval d
             WHERE d.from_at >= :from AND d.from_at < :judged_at AND d.opened_at <= :as_of AND
            """ + PRODUCTION + " AND " + Ran.IN_SCOPE + """
             GROUP BY d.system_id, d.identity
            """;

    private static final String POPULATION =
            """
            SELECT r.identity || ' ' || coalesce(s.code, '') AS key, r.identity AS label,
                   coalesce(nullif(concat_ws(', ', nullif(r.environment, ''), nullif(r.cluster, '')), ''), 'no place stated') AS about,
                   coalesce(s.code, '') AS system, CASE WHEN m.id IS NULL THEN 'RUN' ELSE 'IMAGE' END AS kind,
                   coalesce(m.id, r.run) AS subject, r.from_at AS starts_at, r.from_at AS due_at, c.first_at AS done_at,
                   CASE WHEN g.aside IS NOT NULL THEN g.aside
                        WHEN NOT r.stated THEN 'INSUFFICIENT by the word of a scan alone: no cluster states when it started'
                        WHEN k.first_at IS NULL OR r.from_at <= k.first_at THEN 'INSUFFICIENT started before its cluster had stated what runs in it'
                        WHEN r.by_tag THEN 'INSUFFICIENT by its tag alone: what a tag means can change'
                        WHEN c.critical IS NULL AND c.told_at <= r.from_at
                        THEN 'INSUFFICIENT scanned before its start by the word of a report that came in only after it'
                        WHEN c.critical IS NULL AND c.first_at IS NOT NULL THEN 'VIOLATED started first, and scanned only after that'
                        WHEN c.critical IS NULL THEN 'VIOLATED started without ever having been scanned'
                        WHEN g.gap IS NOT NULL THEN 'INSUFFICIENT ' || g.gap
                        WHEN c.critical > 0
                        THEN 'INSUFFICIENT scanned before its start with something critical in it, and who let it start is not on record'
                        ELSE 'SATISFIED scanned before its start, with nothing critical in it' END AS outcome
              FROM (""" + BEGUN + """
                   ) r
            """ + Ran.IMAGE + """
              LEFT JOIN LATERAL (SELECT min(n.recorded_at) AS first_at, min(least(n.reported_at, n.recorded_at)) AS told_at,
                                        (array_agg(n.critical ORDER BY n.recorded_at DESC, n.id DESC) FILTER (WHERE n.recorded_at <= r.from_at))[1]
                                        AS critical
                                   FROM scans.pub_scan n
                                  WHERE n.image_id IN (SELECT i.id
                                                         FROM estate.pub_image i
                                                        WHERE i.identity = r.identity OR i.digest = r.digest OR i.image_id = r.config)
                                    AND n.outcome = 'CONCLUSIVE' AND n.recorded_at <= :as_of) c ON true
              LEFT JOIN estate.pub_cluster_stated(:judged_at) k ON k.cluster = r.cluster
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = r.system_id
             CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside) g
             WHERE NOT EXISTS (SELECT 1
                                 FROM estate.pub_interval d
                                WHERE d.identity = r.identity AND d.from_at < r.from_at AND d.opened_at <= :as_of AND
            """ + PRODUCTION + ")";

    ProductionGate() {
        super(
                "C13",
                1,
                Input.RUNNING,
                new Noun("image", "images", "first started in production in scope"),
                POPULATION,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
