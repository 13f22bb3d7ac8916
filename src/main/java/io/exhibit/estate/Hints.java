package io.exhibit.estate;

import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What hints come to (ADR 045). Each is part of a snapshot, of its own time: it begins an interval or moves its beginning back, and
 * ends nothing. Of one thing and the stretch between two complete snapshots the first and the last tell all that there is to know.
 */
@Repository
class Hints {

    private static final String PLACE = """
            d.source = 'SNAPSHOT' AND d.cluster = :cluster AND d.environment = :environment AND d.namespace = r.namespace
            AND d.kind = r.kind AND d.workload = r.workload AND d.container = r.container
            """;

    private static final String SAME = PLACE + " AND d.identity = r.identity ";

    /** By digest in the same place, under the same name: who knows only a tag knows nothing more. */
    private static final String KNOWN_BY_DIGEST = """
            EXISTS (SELECT 1 FROM estate.deployment d
                     WHERE {place} AND r.digest IS NULL AND d.digest IS NOT NULL AND d.repository = r.repository
                       AND coalesce(d.tag, 'latest') = coalesce(r.tag, 'latest')
                       AND d.from_at <= r.at AND (d.gone_at IS NULL OR d.gone_at > r.at))
            """;

    private static final String COVERED = """
            EXISTS (SELECT 1 FROM estate.deployment d WHERE {same} AND d.from_at <= r.at AND (d.gone_at IS NULL OR d.gone_at > r.at))
            """;

    private static final String STRETCHES = """
            INSERT INTO pg_temp.stretch
            SELECT min(h.id::text)::uuid, h.namespace, h.kind, h.workload, h.container, h.identity, min(h.repository), min(h.tag),
                   min(h.digest), min(h.config), min(h.lineage), (array_agg(h.hinted_by ORDER BY h.at, h.hinted_by))[1], min(h.at),
                   max(h.at), n.observed_at, n.recorded_at, n.entry_index
              FROM pg_temp.hinted h
              LEFT JOIN LATERAL (SELECT s.observed_at, s.recorded_at, s.entry_index
                                   FROM estate.snapshot s
                                  WHERE s.cluster = :cluster AND s.complete AND s.observed_at > h.at
                                  ORDER BY s.observed_at, s.entry_index
                                  LIMIT 1) n ON true
             GROUP BY h.namespace, h.kind, h.workload, h.container, h.identity, n.observed_at, n.recorded_at, n.entry_index
            """;

    /** It runs, and was seen; perhaps since earlier than anybody had said. */
    private static final String GO_ON = """
            UPDATE estate.deployment AS d
               SET hinted_by = CASE WHEN d.from_at > r.at THEN r.hinted_by ELSE d.hinted_by END,
                   hinted_entry = CASE WHEN d.from_at > r.at THEN :entry ELSE d.hinted_entry END,
                   from_at = least(d.from_at, r.at), seen_at = greatest(d.seen_at, r.seen)
              FROM pg_temp.stretch r
             WHERE {same} AND r.next_at IS NULL AND d.to_at IS NULL AND (d.from_at > r.at OR d.seen_at < r.seen)
            """;

    private static final String EXTEND_BACK = """
            UPDATE estate.deployment AS e
               SET from_at = first.at, hinted_by = first.hinted_by, hinted_entry = :entry
              FROM (SELECT DISTINCT ON (r.id) d.id, r.at, r.hinted_by
                      FROM pg_temp.stretch r
                      JOIN estate.deployment d ON {same}
                     WHERE d.from_at > r.at AND d.from_at <= r.next_at AND NOT {covered}
                     ORDER BY r.id, d.from_at, d.id) AS first
             WHERE e.id = first.id
            """;

    private static final String ADD = """
            INSERT INTO estate.deployment (id, source, cluster, environment, namespace, kind, workload, container, identity, repository,
                                           tag, digest, config, lineage, claimed_system, from_at, opened_at, seen_at, from_entry,
                                           to_at, gone_at, to_entry, hinted_by, hinted_entry)
            SELECT r.id, 'SNAPSHOT', :cluster, :environment, r.namespace, r.kind, r.workload, r.container, r.identity, r.repository,
                   r.tag, r.digest, r.config, r.lineage, :system, r.at, :recorded, r.seen, :entry,
                   r.next_recorded, r.next_at, r.next_entry, r.hinted_by, :entry
              FROM pg_temp.stretch r
             WHERE NOT {covered} AND NOT {byDigest}
            """;

    /** A tag that is known by its digest is there: no complete snapshot from before that ends it. */
    private static final String SEEN_BY_TAG = """
            UPDATE estate.deployment AS d
               SET seen_at = r.seen
              FROM pg_temp.stretch r
             WHERE {place} AND r.digest IS NULL AND r.next_at IS NULL AND d.digest IS NOT NULL AND d.to_at IS NULL
               AND d.repository = r.repository AND coalesce(d.tag, 'latest') = coalesce(r.tag, 'latest') AND d.seen_at < r.seen
            """;

    /** What only hints say runs under a tag, where that tag is known by its digest by now: from there on the digest says it. */
    private static final String SUPERSEDE = """
            WITH pair AS (
                SELECT DISTINCT h.id, h.seen_at, d.id AS known, d.from_at AS since
                  FROM {rows} r
                  JOIN estate.deployment d
                    ON {place} AND d.to_at IS NULL AND d.digest IS NOT NULL AND d.repository = r.repository
                   AND coalesce(d.tag, 'latest') = coalesce(r.tag, 'latest')
                  JOIN estate.deployment h
                    ON h.source = 'SNAPSHOT' AND h.cluster = d.cluster AND h.environment = d.environment
                   AND h.namespace = d.namespace AND h.kind = d.kind AND h.workload = d.workload AND h.container = d.container
                   AND h.repository = d.repository AND coalesce(h.tag, 'latest') = coalesce(d.tag, 'latest')
                   AND h.replicas IS NULL AND h.digest IS NULL AND h.to_at IS NULL
            ), seen AS (
                UPDATE estate.deployment AS k
                   SET seen_at = p.seen_at
                  FROM (SELECT known, max(seen_at) AS seen_at FROM pair GROUP BY known) p
                 WHERE k.id = p.known AND k.seen_at < p.seen_at
            )
            UPDATE estate.deployment AS u
               SET gone_at = greatest(u.from_at, p.since), to_at = greatest(u.from_at, p.since, :recorded), to_entry = :entry
              FROM (SELECT id, min(since) AS since FROM pair GROUP BY id) p
             WHERE u.id = p.id
            """;

    private static final String ADD_ENDS = """
            INSERT INTO estate.end_hint (entry_index, cluster, environment, namespace, kind, workload, at, how, recorded_at)
            SELECT DISTINCT ON (h.namespace, h.kind, h.workload)
                   :entry, :cluster, :environment, h.namespace, h.kind, h.workload, h.at, h.how, :recorded
              FROM pg_temp.hinted_end h
             ORDER BY h.namespace, h.kind, h.workload, h.at DESC, h.how
            """;

    private final JdbcClient jdbc;

    Hints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Intervals that the hints of a document began, and made longer; hints of ends that it gave. */
    record Change(int opened, int extended, int ends) {}

    /** Takes over what is in pg_temp.hinted and pg_temp.hinted_end. */
    Change merge(Snapshots.Statement by) {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS stretch (
                    LIKE pg_temp.hinted, seen timestamptz NOT NULL, next_at timestamptz, next_recorded timestamptz, next_entry bigint
                ) ON COMMIT DELETE ROWS
                """).update();
        bound("DELETE FROM pg_temp.stretch", by).update();
        bound(STRETCHES, by).update();
        jdbc.sql("ANALYZE pg_temp.stretch").update();
        int extended = bound(GO_ON, by).update() + bound(EXTEND_BACK, by).update();
        bound(SEEN_BY_TAG, by).update();
        int opened = bound(ADD, by).update();
        supersede(by, "pg_temp.stretch");
        return new Change(opened, extended, bound(ADD_ENDS, by).update());
    }

    /** After a snapshot or hints: rows is the table of what they list. */
    void supersede(Snapshots.Statement by, String rows) {
        bound(SUPERSEDE.replace("{rows}", rows), by).update();
    }

    private JdbcClient.StatementSpec bound(String sql, Snapshots.Statement by) {
        String whole = sql.replace("{covered}", COVERED)
                .replace("{byDigest}", KNOWN_BY_DIGEST)
                .replace("{same}", SAME)
                .replace("{place}", PLACE);
        return jdbc.sql(whole)
                .param("cluster", by.cluster())
                .param("environment", by.environment())
                .param("system", by.system())
                .param("recorded", by.recordedAt().atOffset(ZoneOffset.UTC))
                .param("entry", by.entryIndex());
    }
}
