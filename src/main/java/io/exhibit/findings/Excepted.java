package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The exception that covers a finding, or did: from its approval until then, what ends it, and since when an accepted one compensates. */
record Excepted(
        UUID exception,
        String kind,
        Instant expires,
        Instant until,
        ExceptionState.Ending ending,
        @Nullable Instant compensatedAt) {

    /** From the columns of a query that joins findings.pub_exception_cover; null: there is none. */
    static @Nullable Excepted read(ResultSet row) throws SQLException {
        UUID exception = row.getObject("exception_id", UUID.class);
        return exception == null
                ? null
                : new Excepted(
                        exception,
                        row.getString("exception_kind"),
                        Columns.at(row, "exception_expires"),
                        Columns.at(row, "excepted_until"),
                        ExceptionState.Ending.valueOf(row.getString("exception_ended_by")),
                        Columns.maybeAt(row, "compensated_at"));
    }

    public boolean isValidAt(Instant at) {
        return until.isAfter(at);
    }

    public String toneAt(Instant at) {
        return isValidAt(at) ? "info" : "late";
    }

    /** What ended only after the time of the question is not told: until then its last day was what was known. */
    public String wordsAt(Instant at) {
        if (isValidAt(at)) {
            return (compensatedAt == null ? "exception until " : "compensated (PCI DSS) until ")
                    + ExceptionRow.day(expires);
        }
        return ending == ExceptionState.Ending.EXPIRED
                ? "exception expired " + ExceptionRow.day(until)
                : "exception ended " + Written.day(until);
    }
}
