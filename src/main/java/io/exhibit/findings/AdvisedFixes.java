package io.exhibit.findings;

import io.exhibit.ledger.Decision;
import io.exhibit.scans.ReadScan;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Dates findings by what makers state of their fixes: of the same vulnerability, in the same package, when the version that is dated is
 * one that a scan showed as fixed. Documents count from their turn in the ledger on, for what was found before it and after it; so
 * whatever comes first, the same follows. All methods join the caller's transaction, and note what is to be decided anew.
 */
@Component
class AdvisedFixes {

    /** So many at a time: a turn keeps uploads waiting. */
    private static final int DOCUMENTS = 20;

    /** What one scan lists, under all names of its vulnerability. */
    private static final String BY_SCAN = """
            SELECT o.fingerprint, n.name, o.package_type, o.package, o.fixed_version
              FROM (SELECT DISTINCT fingerprint, vulnerability, package_type, package, fixed_version
                      FROM pg_temp.observed WHERE n = :n AND fixed_version IS NOT NULL) o
              JOIN (SELECT v.vulnerability, v.vulnerability AS name
                      FROM (SELECT DISTINCT vulnerability FROM pg_temp.observed WHERE n = :n) v
                     UNION
                    SELECT a.vulnerability, a.alias
                      FROM findings.alias a
                     WHERE a.vulnerability IN (SELECT vulnerability FROM pg_temp.observed WHERE n = :n)) n
                ON n.vulnerability = o.vulnerability
             WHERE EXISTS (SELECT 1 FROM scans.pub_advised_fix d WHERE d.vulnerability = n.name)
            """;

    /** All that was ever shown of what is named in the transaction's own table. */
    private static final String BY_NAME = """
            SELECT f.id AS finding_id, n.name, f.package_type, f.package, v.fixed_version
              FROM pg_temp.advised_name n
              JOIN findings.finding f ON f.vulnerability = n.vulnerability
             CROSS JOIN LATERAL (
                   SELECT f.fixed_version WHERE f.fixed_version IS NOT NULL
                    UNION ALL
                   SELECT s.fixed_version FROM findings.shown_fix s WHERE s.finding_id = f.id) v
            """;

    /**
     * The earliest date of each. Each version that is shown is looked up by itself: joined as the planner likes, every finding of a
     * vulnerability would meet every product of it.
     */
    private static final String STAGE = """
            INSERT INTO pg_temp.advised_date ({key}, fixed_at, kind, called, submission_id)
            SELECT DISTINCT ON (s.{key}) s.{key}, a.fixed_at, a.kind, a.called, a.submission_id
              FROM (SELECT k.{key}, k.name, findings.purl_type(k.package_type) AS type, findings.purl_namespace(k.package_type) AS namespace,
                           findings.purl_package(k.package_type, k.package) AS package,
                           findings.purl_versions(k.package_type, k.fixed_version) AS versions
                      FROM ({shown}) k
                    OFFSET 0) s
             CROSS JOIN LATERAL (
                   SELECT d.fixed_at, d.kind, d.called, d.submission_id, d.entry_index
                     FROM scans.pub_advised_fix d
                     JOIN findings.advice_turn t ON t.document_id = d.document_id
                    WHERE d.vulnerability = s.name AND d.package = s.package AND d.type = s.type AND d.namespace IN ('', s.namespace)
                      AND d.version = ANY (s.versions) AND (:turn::bigint IS NULL OR t.entry_index = :turn)
                    ORDER BY d.fixed_at, d.kind COLLATE "C", d.called COLLATE "C", d.entry_index
                    LIMIT 1) a
             ORDER BY s.{key}, a.fixed_at, a.kind COLLATE "C", a.called COLLATE "C", a.entry_index
            """;

    private static final String STAGE_SCANNED =
            STAGE.replace("{key}", "fingerprint").replace("{shown}", BY_SCAN);

    private static final String STAGE_NAMED =
            STAGE.replace("{key}", "finding_id").replace("{shown}", BY_NAME);

    /** The earliest date stands; of the same day a maker's before a scanner's, then one that is no estimate. */
    private static final String DATE = """
            WITH back AS (
                UPDATE findings.finding AS f
                   SET fix_stated_at = s.fixed_at, fix_stated_kind = s.kind, fix_stated_tool = s.called, fix_stated_seen = :at,
                       fix_stated_by = s.submission_id
                  FROM pg_temp.advised_date s
                 WHERE {finding}
                   AND (f.fix_stated_at IS NULL
                        OR (s.fixed_at, false, false, s.kind COLLATE "C", s.called COLLATE "C")
                           < (f.fix_stated_at, f.fix_stated_by IS NULL, f.fix_stated_kind LIKE 'first-observed%',
                              f.fix_stated_kind COLLATE "C", f.fix_stated_tool COLLATE "C"))
                RETURNING f.id)
            INSERT INTO pg_temp.undecided SELECT id, false, true FROM back
            """;

    private static final String DATE_SCANNED =
            DATE.replace("{finding}", "f.target_id = :target AND f.fingerprint = s.fingerprint");

    private static final String DATE_NAMED = DATE.replace("{finding}", "f.id = s.finding_id");

    /** Versions that the scan shows and the finding does not say: of other copies, and of a scan that a newer one has overtaken. */
    private static final String REMEMBER = """
            WITH other AS MATERIALIZED (
                SELECT DISTINCT o.fingerprint, o.fixed_version
                  FROM pg_temp.observed o
                  LEFT JOIN pg_temp.merging m ON m.fingerprint = o.fingerprint
                 WHERE o.n = :n AND o.fixed_version IS NOT NULL
                   AND (:overtaken::boolean OR o.fixed_version IS DISTINCT FROM m.fixed_version))
            INSERT INTO findings.shown_fix (finding_id, fixed_version)
            SELECT f.id, o.fixed_version
              FROM other o
              JOIN findings.finding f ON f.target_id = :target AND f.fingerprint = o.fingerprint
             WHERE f.fixed_version IS DISTINCT FROM o.fixed_version
             ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            """;

    private static final String FOLLOW = """
            INSERT INTO findings.advice_turn (document_id, entry_index)
            SELECT d.id, :turn
              FROM scans.pub_vex_document d
             WHERE d.dated_fixes > 0 AND NOT EXISTS (SELECT 1 FROM findings.advice_turn t WHERE t.document_id = d.id)
             ORDER BY d.entry_index, d.id
             LIMIT :most
            """;

    private static final String NAME_ADVISED = """
            INSERT INTO pg_temp.advised_name (name, vulnerability)
            WITH named AS (
                SELECT DISTINCT a.vulnerability AS name
                  FROM findings.advice_turn t
                  JOIN scans.pub_advised_fix a ON a.document_id = t.document_id
                 WHERE t.entry_index = :turn)
            SELECT n.name, n.name FROM named n
             UNION
            SELECT n.name, a.vulnerability FROM named n JOIN findings.alias a ON a.alias = n.name
            """;

    /** Names that this scan was the first to give, and that a maker dates; and their CVEs, which what is renamed has now. */
    private static final String NAME_LEARNT = """
            INSERT INTO pg_temp.advised_name (name, vulnerability)
            WITH learnt AS (
                SELECT a.alias, a.vulnerability
                  FROM (SELECT DISTINCT vulnerability, alias FROM pg_temp.observed WHERE n = :n AND alias IS NOT NULL) o
                  JOIN findings.alias a ON a.alias = o.alias AND a.vulnerability = o.vulnerability AND a.scan_id = :scan)
            SELECT l.alias, l.vulnerability
              FROM learnt l
             WHERE EXISTS (SELECT 1 FROM scans.pub_advised_fix d WHERE d.vulnerability = l.alias)
             UNION
            SELECT l.vulnerability, l.vulnerability
              FROM learnt l
             WHERE EXISTS (SELECT 1 FROM scans.pub_advised_fix d WHERE d.vulnerability = l.vulnerability)
            """;

    private final JdbcClient jdbc;
    private final Deadlines deadlines;

    AdvisedFixes(JdbcClient jdbc, Deadlines deadlines) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
    }

    /** The turn of the next documents has come: dates what is known by then. */
    void follow(Decision turn) {
        jdbc.sql(FOLLOW).param("turn", turn.index()).param("most", DOCUMENTS).update();
        begin();
        jdbc.sql(NAME_ADVISED).param("turn", turn.index()).update();
        deadlines.begin();
        dateNamed(turn.index(), turn.recordedAt());
        deadlines.decide(turn.recordedAt());
    }

    /** What a scan lists, once its findings are there; and all that is known by a name that it was the first to give. */
    void date(ReadScan scan) {
        jdbc.sql(REMEMBER)
                .param("n", scan.n())
                .param("target", scan.targetId())
                .param("overtaken", scan.overtaken())
                .update();
        if (!isAny()) {
            return;
        }
        begin();
        int stated =
                jdbc.sql(STAGE_SCANNED).param("n", scan.n()).param("turn", null).update();
        date(stated, jdbc.sql(DATE_SCANNED).param("target", scan.targetId()), scan.recordedAt());
        int learnt = jdbc.sql(NAME_LEARNT)
                .param("n", scan.n())
                .param("scan", scan.id())
                .update();
        if (learnt > 0) {
            jdbc.sql("DELETE FROM pg_temp.advised_date").update();
            dateNamed(null, scan.recordedAt());
        }
    }

    private boolean isAny() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM findings.advice_turn)")
                .query(Boolean.class)
                .single();
    }

    private void begin() {
        create("advised_name", "name text NOT NULL, vulnerability text NOT NULL");
        create(
                "advised_date",
                "finding_id uuid, fingerprint bytea, fixed_at timestamptz, kind text, called text, submission_id uuid");
    }

    private void create(String table, String columns) {
        jdbc.sql("CREATE TEMP TABLE IF NOT EXISTS " + table + " (" + columns + ") ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp." + table).update();
    }

    private void dateNamed(@Nullable Long turn, Instant at) {
        analyze("advised_name");
        date(jdbc.sql(STAGE_NAMED).param("turn", turn).update(), jdbc.sql(DATE_NAMED), at);
    }

    private void date(int stated, JdbcClient.StatementSpec statement, Instant at) {
        if (stated > 0) {
            analyze("advised_date");
            statement.param("at", at.atOffset(ZoneOffset.UTC)).update();
        }
    }

    /** The planner knows nothing of it else, and looks at every finding. */
    private void analyze(String table) {
        jdbc.sql("ANALYZE pg_temp." + table).update();
    }
}
