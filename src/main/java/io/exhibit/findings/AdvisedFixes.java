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
            SELECT o.fingerprint AS key, n.name, o.package_type, o.package, o.fixed_version
              FROM (SELECT DISTINCT fingerprint, vulnerability, package_type, package, fixed_version
                      FROM pg_temp.observed WHERE n = :n AND fixed_version IS NOT NULL) o
              JOIN (SELECT v.vulnerability, v.vulnerability AS name
                      FROM (SELECT DISTINCT vulnerability FROM pg_temp.observed WHERE n = :n) v
                     UNION
                    SELECT a.vulnerability, a.alias
                      FROM findings.alias a
                     WHERE a.vulnerability IN (SELECT vulnerability FROM pg_temp.observed WHERE n = :n)) n
                ON n.vulnerability = o.vulnerability
            """;

    /** All that was ever shown of what is named in the transaction's own table. */
    private static final String BY_NAME = """
            SELECT f.id AS key, n.name, f.package_type, f.package, v.fixed_version
              FROM pg_temp.advised_name n
              JOIN findings.finding f ON f.vulnerability = n.vulnerability
             CROSS JOIN LATERAL (
                   SELECT f.fixed_version WHERE f.fixed_version IS NOT NULL
                    UNION ALL
                   SELECT s.fixed_version FROM findings.shown_fix s WHERE s.finding_id = f.id) v
            """;

    /** The earliest date stands; of the same day a maker's before a scanner's, then one that is no estimate. */
    private static final String DATE = """
            WITH stated AS (
                SELECT DISTINCT ON (s.key) s.key, a.fixed_at, a.kind, a.called, a.submission_id
                  FROM ({shown}) s
                  JOIN scans.pub_advised_fix a
                    ON a.vulnerability = s.name AND a.package = findings.purl_package(s.package_type, s.package)
                   AND a.type = findings.purl_type(s.package_type) AND a.namespace IN ('', findings.purl_namespace(s.package_type))
                   AND a.version = ANY (findings.purl_versions(s.package_type, s.fixed_version))
                  JOIN findings.advice_turn t ON t.document_id = a.document_id AND (:turn::bigint IS NULL OR t.entry_index = :turn)
                 ORDER BY s.key, a.fixed_at, a.kind COLLATE "C", a.called COLLATE "C", a.entry_index
            ), back AS (
                UPDATE findings.finding AS f
                   SET fix_stated_at = s.fixed_at, fix_stated_kind = s.kind, fix_stated_tool = s.called, fix_stated_seen = :at,
                       fix_stated_by = s.submission_id
                  FROM stated s
                 WHERE {finding}
                   AND (f.fix_stated_at IS NULL
                        OR (s.fixed_at, false, false, s.kind COLLATE "C", s.called COLLATE "C")
                           < (f.fix_stated_at, f.fix_stated_by IS NULL, f.fix_stated_kind LIKE 'first-observed%',
                              f.fix_stated_kind COLLATE "C", f.fix_stated_tool COLLATE "C"))
                RETURNING f.id)
            INSERT INTO pg_temp.undecided SELECT id, false, true FROM back
            """;

    private static final String DATE_SCANNED =
            DATE.replace("{shown}", BY_SCAN).replace("{finding}", "f.target_id = :target AND f.fingerprint = s.key");

    private static final String DATE_NAMED = DATE.replace("{shown}", BY_NAME).replace("{finding}", "f.id = s.key");

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

    /** Names that this scan was the first to give, and that a maker dates. */
    private static final String NAME_LEARNT = """
            INSERT INTO pg_temp.advised_name (name, vulnerability)
            SELECT a.alias, a.vulnerability
              FROM (SELECT DISTINCT vulnerability, alias FROM pg_temp.observed WHERE n = :n AND alias IS NOT NULL) o
              JOIN findings.alias a ON a.vulnerability = o.vulnerability AND a.alias = o.alias AND a.scan_id = :scan
             WHERE EXISTS (SELECT 1 FROM scans.pub_advised_fix d WHERE d.vulnerability = a.alias)
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
        jdbc.sql(DATE_SCANNED)
                .param("n", scan.n())
                .param("target", scan.targetId())
                .param("turn", null)
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .update();
        begin();
        int learnt = jdbc.sql(NAME_LEARNT)
                .param("n", scan.n())
                .param("scan", scan.id())
                .update();
        if (learnt > 0) {
            dateNamed(null, scan.recordedAt());
        }
    }

    private boolean isAny() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM findings.advice_turn)")
                .query(Boolean.class)
                .single();
    }

    private void begin() {
        jdbc.sql(
                        "CREATE TEMP TABLE IF NOT EXISTS advised_name (name text NOT NULL, vulnerability text NOT NULL) ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp.advised_name").update();
    }

    private void dateNamed(@Nullable Long turn, Instant at) {
        // The planner knows nothing of it else, and looks at every finding.
        jdbc.sql("ANALYZE pg_temp.advised_name").update();
        jdbc.sql(DATE_NAMED)
                .param("turn", turn)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
