package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** That an assessor accepted a compensating control, as it was recorded. takenBack null: it stands. */
record Acceptance(
        long entry,
        int term,
        String assessor,
        String company,
        LocalDate acceptedOn,
        Instant recordedAt,
        @Nullable String recordedBy,
        Letter letter,
        @Nullable TakenBack takenBack) {

    /** The document, an original of the ledger. */
    record Letter(String fileName, String sha256, long size) {}

    /** When, by whom and why it was taken back. */
    record TakenBack(Instant at, long entry, @Nullable String by, String why) {}

    public boolean stands() {
        return takenBack == null;
    }

    /** Which worksheet it is of. */
    public String of() {
        return term(term);
    }

    static String term(int n) {
        return n == 1 ? "what was asked for first" : "extension " + (n - 1);
    }

    static Acceptance read(ResultSet row, int n) throws SQLException {
        Instant back = Columns.maybeAt(row, "taken_back_at");
        return new Acceptance(
                row.getLong("entry_index"),
                row.getInt("term"),
                Visible.line(row.getString("assessor")),
                Visible.line(row.getString("company")),
                row.getObject("accepted_on", LocalDate.class),
                Columns.at(row, "recorded_at"),
                row.getString("recorder"),
                new Letter(Visible.line(row.getString("file_name")), row.getString("sha256"), row.getLong("size")),
                back == null
                        ? null
                        : new TakenBack(
                                back,
                                row.getLong("taken_back_entry"),
                                row.getString("taker"),
                                Visible.text(row.getString("taken_back_why"))));
    }
}
