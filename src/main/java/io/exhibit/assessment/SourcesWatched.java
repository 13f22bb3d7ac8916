package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C06: did anybody look at the outside sources of vulnerability information, each day? A look that found nothing new counts as one. An item is
 * a day of a source, judged as that day ended.
 */
@Component
class SourcesWatched extends Check {

    private static final String POPULATION = """
            WITH looked AS MATERIALIZED (
                SELECT l.source, l.looked_at, l.kept, l.looked_at + :source_silence_hours * interval '1 hour' AS due_at,
                       lead(l.looked_at) OVER (PARTITION BY l.source ORDER BY l.looked_at, l.kept) AS next_at
                  FROM intake.pub_reference_look l
                 WHERE l.looked_at <= :judged_at
            ), wanted AS (
                SELECT s.source, s.label, d.day, least(d.day + interval '24 hours', :judged_at) AS ends,
                       to_char(d.day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS written
                  FROM (VALUES ('KEV', 'CISA, known exploited vulnerabilities'), ('EPSS', 'FIRST, exploit predictions')) AS s (source, label)
                 CROSS JOIN generate_series(date_trunc('day', :from::timestamptz, 'UTC'), :judged_at::timestamptz - interval '1 microsecond',
                                            interval '24 hours') AS d (day)
            )
            SELECT n.source || ' ' || n.written AS key, n.label, n.written AS about, '' AS system, 'SOURCE' AS kind,
                   md5(n.source || n.written)::uuid AS subject, l.looked_at AS starts_at, l.due_at, l.next_at AS done_at,
                   CASE WHEN l.looked_at IS NULL AND n.source NOT IN (SELECT k.source FROM looked k) THEN 'INSUFFICIENT never looked at'
                        WHEN l.looked_at IS NULL THEN 'INSUFFICIENT before it was looked at for the first time'
                        WHEN l.silent AND l.kept THEN 'VIOLATED not looked at for longer than allowed'
                        WHEN l.silent THEN 'INSUFFICIENT with nothing new for longer than allowed, when looks were not kept yet'
                        ELSE 'SATISFIED looked at in time' END AS outcome
              FROM wanted n
              LEFT JOIN LATERAL (
                   SELECT k.*, k.due_at < coalesce(k.next_at, :judged_at) AND k.due_at < n.ends AND coalesce(k.next_at, :judged_at) > n.day AS silent
                     FROM looked k
                    WHERE k.source = n.source AND k.looked_at <= n.ends
                      AND (k.next_at IS NULL OR k.next_at > n.day)
                    ORDER BY k.due_at < coalesce(k.next_at, :judged_at) AND k.due_at < n.ends DESC, k.kept DESC, k.looked_at DESC
                    LIMIT 1) l ON true
            """;

    SourcesWatched() {
        super(
                "C06",
                1,
                Input.PUBLISHED,
                new Noun("day of a source", "days of sources", "to be watched"),
                POPULATION,
                "source_silence_hours");
    }
}
