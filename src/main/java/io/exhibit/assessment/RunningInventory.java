package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C01: does everything that clusters state to run have a record: a system with an owner and a scope that was confirmed in time? What nobody
 * gave to a system is in every scope but that of another system. Never answered from scans alone: what a sender of scans says to run is
 * compared with what a cluster states, and the other way round.
 */
@Component
class RunningInventory extends Check {

    private static final String HOURS = "inventory_record_hours";

    // Where a pipeline says that it deployed without naming a cluster, the clusters of that environment say it better.
    private static final String RUNS = """
            SELECT d.system_id, d.identity, d.cluster, d.environment, min(d.digest) AS digest, min(d.config) AS config,
                   min(d.from_at) AS from_at, min(d.id::text)::uuid AS run,
                   CASE WHEN bool_and(d.to_at IS NOT NULL AND d.to_at <= :judged_at) THEN max(d.to_at) END AS ended_at,
                   max(least(d.to_at, :judged_at) - d.from_at) AS longest,
                   bool_or(d.source = 'SNAPSHOT') AS stated, bool_and(d.assurance = 'TAG') AS by_tag,
                   bool_or(bool_or(d.source = 'SNAPSHOT')) OVER (PARTITION BY d.identity, d.environment) AS stated_there
              FROM estate.pub_interval d
             WHERE
            """ + Ran.THEN + """
               AND (
            """ + Ran.IN_SCOPE + """
                    OR (d.system_id IS NULL AND :scope NOT LIKE 'system:%'))
             GROUP BY d.system_id, d.identity, d.cluster, d.environment
            """;

    private static final String POPULATION =
            """
            SELECT concat_ws(' ', r.identity, coalesce(nullif(r.cluster, ''), '-'), coalesce(nullif(r.environment, ''), '-'), s.code) AS key, r.identity AS label,
                   coalesce(nullif(concat_ws(', ', nullif(r.environment, ''), nullif(r.cluster, '')), ''), 'no place stated') AS about,
                   coalesce(s.code, '') AS system, CASE WHEN m.id IS NULL THEN 'RUN' ELSE 'IMAGE' END AS kind,
                   coalesce(m.id, r.run) AS subject, r.from_at AS starts_at,
                   CASE WHEN s.id IS NULL THEN r.from_at + :inventory_record_hours * interval '1 hour' END AS due_at,
                   CASE WHEN s.id IS NULL THEN r.ended_at END AS done_at,
                   CASE WHEN s.id IS NULL AND r.stated AND r.longest > :inventory_record_hours * interval '1 hour'
                        THEN 'VIOLATED running for longer than allowed without a record'
                        WHEN s.id IS NULL AND r.stated THEN 'INSUFFICIENT without a record, though not for longer than allowed'
                        WHEN s.id IS NULL THEN 'INSUFFICIENT without a record, and by the word of a scan alone'
                        WHEN g.aside IS NOT NULL THEN g.aside
                        WHEN NOT r.stated THEN 'INSUFFICIENT by the word of a scan alone: no cluster states that it runs'
                        WHEN r.ended_at IS NULL AND k.last_at < :judged_at - :cluster_silent_hours * interval '1 hour'
                        THEN 'INSUFFICIENT in a cluster that has fallen silent'
                        WHEN r.by_tag THEN 'INSUFFICIENT by its tag alone: what a tag means can change'
                        WHEN s.owner = '' THEN 'INSUFFICIENT in a system without an owner'
                        WHEN g.gap IS NOT NULL THEN 'INSUFFICIENT ' || g.gap
                        WHEN m.id IS NULL AND r.longest > :inventory_record_hours * interval '1 hour'
                        THEN 'INSUFFICIENT running for longer than allowed, and known to no scan'
                        ELSE 'SATISFIED with a record, an owner and a confirmed scope' END AS outcome
              FROM (""" + RUNS + """
                   ) r
            """ + Ran.IMAGE + """
              LEFT JOIN estate.pub_system_judged(:judged_at, :as_of) s ON s.id = r.system_id
              LEFT JOIN estate.pub_cluster_stated(:judged_at) k ON k.cluster = r.cluster
             CROSS JOIN LATERAL (SELECT
            """ + Attribution.GAP + """
                   AS gap,
            """ + Attribution.ASIDE + """
                   AS aside) g
             WHERE r.stated OR r.cluster <> '' OR NOT r.stated_there
            """;

    RunningInventory() {
        super(
                "C01",
                1,
                Input.RUNNING,
                new Noun("image", "images", "running in a cluster or environment"),
                POPULATION,
                HOURS,
                Received.SILENT,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
