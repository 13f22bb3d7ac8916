package io.exhibit.findings;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a document's dates of fixes came to. */
@Component
class AdvisedReach {

    private final JdbcClient jdbc;

    AdvisedReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Versions of packages that it dates, findings that have their date from it; waits: its turn has not come. */
    record Reach(String called, long dated, long findings, boolean waits) {

        public String words() {
            String dates = "The " + Visible.line(called) + " dates the fix of "
                    + Written.count(dated, "version of a package", "versions of packages") + ". ";
            return waits
                    ? dates + "Findings have their dates from it within seconds, in its turn."
                    : dates
                            + Written.count(
                                    findings, "finding has its date from it.", "findings have their dates from it.");
        }
    }

    /** Empty: it dates nothing that could be compared. */
    Optional<Reach> of(UUID submission) {
        return jdbc.sql("""
                SELECT d.called, d.dated_fixes AS dated,
                       (SELECT count(*) FROM findings.finding f WHERE f.fix_stated_by = d.submission_id) AS findings,
                       NOT EXISTS (SELECT 1 FROM findings.advice_turn t WHERE t.document_id = d.id) AS waits
                  FROM scans.pub_vex_document d
                 WHERE d.submission_id = :submission AND d.dated_fixes > 0
                """).param("submission", submission).query(Reach.class).optional();
    }
}
