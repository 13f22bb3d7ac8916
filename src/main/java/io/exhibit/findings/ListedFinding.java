package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalogue of known exploited vulnerabilities says of a finding, in its last load whose turn has come, as far as the clock goes. */
record ListedFinding(PatchClock.Listed facts, @Nullable LocalDate dueOn, long entry) {

    /** What the catalogue says of the vulnerability of a finding f; nothing before the first turn that knows this clock. */
    static final String OF = """
            SELECT x.listed, x.added_on, x.due_on, x.entry_index
              FROM findings.known_exploited x
             WHERE x.cve = f.vulnerability
               AND x.entry_index <= (SELECT max(turn.load) FROM findings.reference_turn turn WHERE turn.clock)
             ORDER BY x.entry_index DESC
             LIMIT 1
            """;

    static @Nullable ListedFinding read(ResultSet row) throws SQLException {
        LocalDate on = row.getObject("added_on", LocalDate.class);
        return on == null
                ? null
                : new ListedFinding(
                        new PatchClock.Listed(
                                on, Exposure.read(row.getString("exposure")), Columns.maybeAt(row, "passed_at")),
                        row.getObject("due_on", LocalDate.class),
                        row.getLong("listed_by"));
    }

    void tell(Map<String, Object> told) {
        told.put("listedOn", facts.on().toString());
        told.put("listedByEntry", entry);
        told.put("cisaDueOn", dueOn == null ? null : dueOn.toString());
        told.put(
                "exposure",
                facts.exposure() == Exposure.UNKNOWN ? null : facts.exposure().name());
        if (facts.passed() != null) {
            told.put("passedAt", facts.passed().toString());
        }
    }
}
