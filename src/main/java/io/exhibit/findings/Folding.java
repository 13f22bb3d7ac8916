package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives findings that were entered under an advisory's id the CVE that it stands for (pg_temp.meant). Where that CVE is entered beside it,
 * the one that was on record first goes on for both, with the earliest dates of both, so that no clock begins again; the other one stays as
 * it was, ends without having been mended, and names the one that goes on (ADR 054).
 */
@Component
class Folding {

    /** Everything that now has one identity, and which of it goes on. */
    private static final String GATHER = """
            INSERT INTO pg_temp.naming
            WITH renamed AS (
                SELECT f.id, f.target_id, m.vulnerability,
                       {identity} AS fingerprint,
                       f.first_detected_at, f.state = 'OPEN' AS open, true AS advisory
                  FROM pg_temp.meant m
                  JOIN findings.finding f ON f.vulnerability = m.alias AND f.same_as IS NULL
            ), alike AS (
                SELECT * FROM renamed
                UNION ALL
                SELECT f.id, f.target_id, r.vulnerability, r.fingerprint, f.first_detected_at, f.state = 'OPEN', false
                  FROM (SELECT DISTINCT target_id, vulnerability, fingerprint FROM renamed) r
                  JOIN findings.finding f ON f.target_id = r.target_id AND f.fingerprint = r.fingerprint
            )
            SELECT id, target_id, vulnerability, fingerprint,
                   first_value(id) OVER (PARTITION BY target_id, fingerprint ORDER BY first_detected_at, advisory, id), open
              FROM alike
            """.replace("{identity}", identity("f"));

    /** What each scanner says of any of them that is open, where more than one goes on to be said. */
    private static final String SAY = """
            WITH before AS (
                DELETE FROM findings.sighting AS x USING pg_temp.naming AS g WHERE x.finding_id = g.id
                RETURNING x.*
            ), said AS (
                SELECT DISTINCT ON (g.keeper, s.tool) g.keeper, g.target_id AS target, s.*
                  FROM pg_temp.naming g
                 CROSS JOIN LATERAL (
                       SELECT b.tool, {b} FROM before b WHERE b.finding_id = g.id
                       UNION ALL
                       SELECT f.tool, {f} FROM findings.finding f
                        WHERE f.id = g.id AND NOT EXISTS (SELECT 1 FROM before b WHERE b.finding_id = g.id)) s
                 WHERE g.open
                 ORDER BY g.keeper, s.tool, g.id <> g.keeper, g.id
            )
            INSERT INTO findings.sighting (finding_id, tool, target_id, {words})
            SELECT s.keeper, s.tool, s.target, {s}
              FROM said s
             WHERE EXISTS (SELECT 1 FROM said o WHERE o.keeper = s.keeper AND o.tool <> s.tool)
             ORDER BY s.keeper, s.tool
            """.replace("{words}", Sightings.WORDS)
            .replace("{b}", Sightings.of("b"))
            .replace("{f}", Sightings.of("f"))
            .replace("{s}", Sightings.of("s"));

    /** The fixed versions that were shown for any of them, by which makers' dates are found. */
    private static final String REMEMBER = """
            INSERT INTO findings.shown_fix (finding_id, fixed_version)
            SELECT g.keeper, v.fixed_version
              FROM (SELECT x.*, count(*) OVER (PARTITION BY x.keeper) AS many FROM pg_temp.naming x) g
              JOIN findings.finding f ON f.id = g.id
             CROSS JOIN LATERAL (
                   SELECT f.fixed_version WHERE f.fixed_version IS NOT NULL
                    UNION
                   SELECT s.fixed_version FROM findings.shown_fix s WHERE s.finding_id = f.id) v
             WHERE g.many > 1
             ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            """;

    /** Neither mended nor in time nor late: what it was about goes on. */
    private static final String END = """
            WITH other AS (
                UPDATE findings.finding AS f
                   SET state = 'CLOSED', same_as = g.keeper, fingerprint = sha256(f.fingerprint || uuid_send(f.id))
                  FROM pg_temp.naming AS g
                 WHERE f.id = g.id AND g.id <> g.keeper
                RETURNING f.id, f.episode, g.open
            ), unheard AS (
                UPDATE findings.deadline AS d
                   SET superseded_at = :at
                  FROM other AS o
                 WHERE o.open AND d.finding_id = o.id AND d.episode = o.episode AND d.superseded_at IS NULL
            ), shown AS (
                UPDATE findings.suppression AS s
                   SET until_at = :at, ended_scan = :scan
                  FROM other AS o
                 WHERE s.finding_id = o.id AND s.until_at IS NULL AND s.since < :at
            )
            UPDATE findings.episode AS e
               SET closed_at = greatest(:at::timestamptz, e.opened_at), closed_scan = :scan, close_reason = 'SAME_FINDING', doubts = '{}'
              FROM other AS o
             WHERE o.open AND e.finding_id = o.id AND e.n = o.episode
            """;

    /** What was closed and is still shown under the other name was never gone. */
    private static final String GO_ON = """
            WITH giver AS (
                SELECT DISTINCT ON (g.keeper) g.keeper, e.opened_scan, e.opened_image, f.*
                  FROM pg_temp.naming k
                  JOIN pg_temp.naming g ON g.keeper = k.id AND g.open
                  JOIN findings.finding f ON f.id = g.id
                  JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                 WHERE NOT k.open
                 ORDER BY g.keeper, f.first_detected_at, f.id
            ), again AS (
                UPDATE findings.finding AS k
                   SET state = 'OPEN', episode = k.episode + 1, ({words}) = ({f}), tool = f.tool,
                       rank = f.rank, rank_reason = f.rank_reason, rank_method = f.rank_method, rank_inputs = f.rank_inputs,
                       ranked_at = CASE WHEN k.rank = f.rank THEN k.ranked_at WHEN f.rank IS NOT NULL THEN :at::timestamptz END
                  FROM giver AS f
                 WHERE k.id = f.keeper
                RETURNING k.id, k.episode, f.opened_scan, f.opened_image, f.id AS giver, f.episode AS giver_episode,
                          {how it was ranked},
                          (old.rank, old.rank_reason, old.rank_method) IS DISTINCT FROM (new.rank, new.rank_reason, new.rank_method) AS ranked
            ), before AS (
                {kept}
            ), opened AS (
                INSERT INTO findings.episode (finding_id, n, opened_at, opened_scan, opened_image)
                SELECT id, episode, :at::timestamptz, opened_scan, opened_image FROM again
            ), hidden AS (
                INSERT INTO findings.suppression (finding_id, since, target_id, reason, scan_id)
                SELECT a.id, :at, f.target_id, f.suppression, a.opened_scan
                  FROM again a JOIN findings.finding f ON f.id = a.giver
                 WHERE f.suppression IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            INSERT INTO pg_temp.undecided SELECT id, true FROM again
            """.replace("{words}", Sightings.WORDS)
            .replace("{f}", Sightings.of("f"))
            .replace("{how it was ranked}", EarlierRanks.RETURNED)
            .replace("{kept}", EarlierRanks.keep("again WHERE ranked"));

    private static final String NAME = """
            WITH dates AS (
                SELECT g.keeper, g.vulnerability, g.fingerprint, min(coalesce(f.shown_at, f.first_detected_at)) AS shown_at,
                       min(f.fix_seen_at) AS fix_seen_at, min(coalesce(f.fix_shown_at, f.fix_seen_at)) AS fix_shown_at
                  FROM pg_temp.naming g
                  JOIN findings.finding f ON f.id = g.id
                 GROUP BY g.keeper, g.vulnerability, g.fingerprint
            ), stated AS (
                SELECT DISTINCT ON (g.keeper) g.keeper, f.fix_stated_at, f.fix_stated_kind, f.fix_stated_tool, f.fix_stated_seen,
                       f.fix_stated_by
                  FROM pg_temp.naming g
                  JOIN findings.finding f ON f.id = g.id
                 ORDER BY g.keeper, f.fix_stated_at, f.fix_stated_by IS NULL, f.fix_stated_kind LIKE 'first-observed%', f.fix_stated_kind COLLATE "C",
                          f.fix_stated_tool COLLATE "C"
            ), named AS (
                INSERT INTO findings.named (kind, name)
                SELECT DISTINCT 'VULNERABILITY', vulnerability FROM pg_temp.naming ORDER BY 1, 2
                ON CONFLICT DO NOTHING
            ), escalated AS (
                INSERT INTO findings.escalation_finding (finding_id, entry_index, episode)
                SELECT DISTINCT ON (g.keeper, x.entry_index) g.keeper, x.entry_index, k.episode
                  FROM pg_temp.naming g
                  JOIN findings.finding f ON f.id = g.id
                  JOIN findings.escalation_finding x ON x.finding_id = g.id AND x.episode = f.episode
                  JOIN findings.finding k ON k.id = g.keeper
                 WHERE g.open AND g.id <> g.keeper
                ON CONFLICT DO NOTHING
            ), kept AS (
                UPDATE findings.finding AS k
                   SET vulnerability = d.vulnerability, fingerprint = d.fingerprint,
                       shown_seen = CASE WHEN d.shown_at < coalesce(k.shown_at, k.first_detected_at) THEN :at ELSE k.shown_seen END,
                       fix_shown_seen = CASE WHEN d.fix_shown_at < coalesce(k.fix_shown_at, k.fix_seen_at) THEN :at ELSE k.fix_shown_seen END,
                       shown_at = nullif(d.shown_at, k.first_detected_at), fix_seen_at = d.fix_seen_at,
                       fix_shown_at = nullif(d.fix_shown_at, d.fix_seen_at), fix_stated_at = s.fix_stated_at,
                       fix_stated_kind = s.fix_stated_kind, fix_stated_tool = s.fix_stated_tool, fix_stated_seen = s.fix_stated_seen,
                       fix_stated_by = s.fix_stated_by
                  FROM dates AS d
                  JOIN stated AS s ON s.keeper = d.keeper
                 WHERE k.id = d.keeper
                RETURNING k.id)
            INSERT INTO pg_temp.undecided SELECT id, false, true FROM kept
            """;

    /** What makes a row that finding (scans.Observation.fingerprint), under the vulnerability that m names. */
    static String identity(String row) {
        return "sha256(convert_to(concat_ws(chr(31), m.vulnerability, f.package, f.class, f.package_type, f.location), 'UTF8'))"
                .replace("f.", row + ".");
    }

    private final JdbcClient jdbc;
    private final LastReplicas lastReplicas;

    Folding(JdbcClient jdbc, LastReplicas lastReplicas) {
        this.jdbc = jdbc;
        this.lastReplicas = lastReplicas;
    }

    /** In all targets; the deadlines of what is renamed are to be decided anew (pg_temp.undecided). */
    void rename(ReadScan scan) {
        jdbc.sql("""
                CREATE TEMP TABLE IF NOT EXISTS naming (
                    id uuid PRIMARY KEY, target_id uuid NOT NULL, vulnerability text NOT NULL, fingerprint bytea NOT NULL,
                    keeper uuid NOT NULL, open boolean NOT NULL
                ) ON COMMIT DELETE ROWS
                """).update();
        jdbc.sql("DELETE FROM pg_temp.naming").update();
        if (jdbc.sql(GATHER).update() == 0) {
            return;
        }
        if (jdbc.sql("SELECT EXISTS (SELECT 1 FROM pg_temp.naming WHERE id <> keeper)")
                .query(Boolean.class)
                .single()) {
            fold(scan);
        }
        bound(NAME, scan).update();
    }

    private void fold(ReadScan scan) {
        jdbc.sql(REMEMBER).update();
        jdbc.sql(SAY).update();
        bound(GO_ON, scan).update();
        bound(END, scan).update();
        jdbc.sql("SELECT DISTINCT target_id FROM pg_temp.naming WHERE id <> keeper ORDER BY target_id")
                .query(UUID.class)
                .list()
                .forEach(lastReplicas::look);
    }

    private JdbcClient.StatementSpec bound(String sql, ReadScan scan) {
        return jdbc.sql(sql)
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("scan", scan.id());
    }
}
