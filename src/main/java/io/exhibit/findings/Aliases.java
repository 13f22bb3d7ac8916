package io.exhibit.findings;

import io.exhibit.scans.ReadScan;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The advisories that stand for one CVE, as reports tell (ADR 054). What a report lists under such an advisory's id alone is that CVE's,
 * in whatever order the reports come in.
 */
@Component
class Aliases {

    /** Of databases that number single vulnerabilities. An advisory of a distribution may come to stand for more than one. */
    private static final String OF_ONE = "vulnerability ~ '^(GHSA|GO|PYSEC|RUSTSEC)-'";

    /** The first report that names a CVE for an advisory has the word. */
    private static final String LEARN =
            """
            WITH learnt AS (
                INSERT INTO findings.alias (vulnerability, alias, scan_id, learnt_at)
                SELECT DISTINCT ON (o.alias COLLATE "C") o.vulnerability, o.alias, :scan::uuid, :at::timestamptz
                  FROM pg_temp.observed o
                 WHERE o.n = :n AND o.alias IS NOT NULL AND NOT EXISTS (SELECT 1 FROM findings.alias a WHERE a.alias = o.alias)
                 ORDER BY o.alias COLLATE "C", o.vulnerability COLLATE "C"
                RETURNING alias, vulnerability
            ), excepted AS (
                INSERT INTO findings.exception_other_name (vulnerability, exception_id)
                SELECT l.vulnerability, v.exception_id
                  FROM learnt l
                  JOIN findings.exception_vulnerability v ON v.vulnerability = l.alias
                 WHERE NOT EXISTS (SELECT 1 FROM findings.exception_vulnerability w
                                    WHERE w.exception_id = v.exception_id AND w.vulnerability = l.vulnerability)
                ON CONFLICT DO NOTHING
            )
            INSERT INTO pg_temp.meant
            SELECT alias, vulnerability FROM learnt WHERE {alias}
            UNION
            SELECT a.alias, a.vulnerability
              FROM pg_temp.observed o
              JOIN findings.alias a ON a.alias = o.vulnerability
             WHERE o.n = :n AND {observed}
            """.replace("{alias}", OF_ONE.replace("vulnerability", "alias")).replace("{observed}", "o." + OF_ONE);

    private static final String RESOLVE = """
            UPDATE pg_temp.observed AS o
               SET vulnerability = m.vulnerability, alias = o.vulnerability,
                   fingerprint = {identity}
              FROM pg_temp.meant AS m
             WHERE o.n = :n AND o.vulnerability = m.alias
            """.replace("{identity}", Folding.identity("o"));

    private final JdbcClient jdbc;
    private final Folding folding;

    Aliases(JdbcClient jdbc, Folding folding) {
        this.jdbc = jdbc;
        this.folding = folding;
    }

    /** Before the scan's rows are taken from pg_temp.observed: they, and what is on record, get the CVE that their advisory stands for. */
    void settle(ReadScan scan) {
        if (!namesAdvisories(scan)) {
            return;
        }
        jdbc.sql(
                        "CREATE TEMP TABLE IF NOT EXISTS meant (alias text PRIMARY KEY, vulnerability text NOT NULL) ON COMMIT DELETE ROWS")
                .update();
        jdbc.sql("DELETE FROM pg_temp.meant").update();
        int meant = jdbc.sql(LEARN)
                .param("scan", scan.id())
                .param("at", scan.recordedAt().atOffset(ZoneOffset.UTC))
                .param("n", scan.n())
                .update();
        if (meant > 0) {
            folding.rename(scan);
            jdbc.sql(RESOLVE).param("n", scan.n()).update();
        }
    }

    private boolean namesAdvisories(ReadScan scan) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM pg_temp.observed o WHERE o.n = :n AND (o.alias IS NOT NULL OR o."
                        + OF_ONE + "))")
                .param("n", scan.n())
                .query(Boolean.class)
                .single();
    }
}
