package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One exception as it stood at a time. */
record ExceptionRow(UUID id, long entry, What what, Ask ask, Standing standing) {

    /** What it is about and where it holds. */
    record What(
            String kind,
            @Nullable String justification,
            @Nullable UUID statement,
            @Nullable Reliance relies,
            List<String> vulnerabilities,
            List<String> places) {

        /** The first of them, and how many more. */
        public String brief() {
            return first(vulnerabilities);
        }

        public String where() {
            return first(places);
        }

        private static String first(List<String> all) {
            return all.size() == 1 ? all.getFirst() : all.getFirst() + " and " + (all.size() - 1) + " more";
        }
    }

    /** What was asked for last. */
    record Ask(
            int term,
            Instant createdAt,
            UUID requestedBy,
            @Nullable String requester,
            String reason,
            String owner,
            String mitigations,
            String proof,
            String residualRank,
            String ticket,
            Instant until,
            @Nullable Worksheet worksheet) {}

    /** How it stood. waits: what was asked for last has not been decided; ending: why the last of it was no longer covered. */
    record Standing(
            ExceptionState state,
            boolean waits,
            Approvals approvals,
            Instant expiresAt,
            @Nullable Accepted accepted,
            @Nullable Instant endedAt,
            ExceptionState.@Nullable Ending ending,
            Figures figures) {

        /** The last day on which it holds, or would. */
        public String lastDay() {
            return day(expiresAt);
        }

        /** Whether an assessor's acceptance of it stands, and it holds. */
        public boolean isCompensating() {
            return accepted != null && state == ExceptionState.VALID;
        }

        /** When and why it ended, if it did. */
        public @Nullable String end() {
            return state == ExceptionState.LAPSED && ending != null
                    ? Written.minute(endedAt) + ": " + ending.words()
                    : null;
        }
    }

    /** That an assessor's acceptance of what holds, or of what was asked for last, stood on record. */
    record Accepted(long entry, String assessor, String company, LocalDate on, Instant recordedAt, String sha256) {

        static @Nullable Accepted read(ResultSet row) throws SQLException {
            Long entry = row.getObject("acceptance_entry", Long.class);
            return entry == null
                    ? null
                    : new Accepted(
                            entry,
                            Visible.line(row.getString("assessor")),
                            Visible.line(row.getString("company")),
                            row.getObject("accepted_on", LocalDate.class),
                            Columns.at(row, "recorded_at"),
                            row.getString("letter"));
        }
    }

    /** How many there are of those it needs; since: it was valid from then on. */
    record Approvals(int given, int needed, @Nullable Instant since) {}

    /** Findings it is about, those that are open, those covered, and those whose deadline had passed when it was asked for. */
    record Figures(long findings, long open, long valid, long late) {}

    /** What ends at midnight is said by the day before. */
    static String day(Instant end) {
        return Written.day(end.minus(1, ChronoUnit.MICROS));
    }

    static ExceptionRow read(ResultSet row, int n) throws SQLException {
        return new ExceptionRow(
                Columns.id(row, "id"),
                row.getLong("entry_index"),
                new What(
                        row.getString("kind"),
                        row.getString("justification"),
                        row.getObject("statement_id", UUID.class),
                        Reliance.of(row.getString("control"), row.getString("control_scope")),
                        texts(row, "vulnerabilities"),
                        texts(row, "places")),
                ask(row),
                standing(row));
    }

    private static Ask ask(ResultSet row) throws SQLException {
        return new Ask(
                row.getInt("term"),
                Columns.at(row, "created_at"),
                Columns.id(row, "requested_by"),
                row.getString("requester"),
                row.getString("reason"),
                row.getString("owner"),
                row.getString("mitigations"),
                row.getString("proof"),
                row.getString("residual_rank"),
                row.getString("ticket"),
                Columns.at(row, "asked_until"),
                Worksheet.of(row));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        String ending = row.getString("ended_by");
        return new Standing(
                ExceptionState.valueOf(row.getString("state")),
                row.getBoolean("waits"),
                new Approvals(row.getInt("approved"), row.getInt("approvals"), Columns.maybeAt(row, "approved_at")),
                Columns.at(row, "expires_at"),
                Accepted.read(row),
                Columns.maybeAt(row, "ended_at"),
                ending == null ? null : ExceptionState.Ending.valueOf(ending),
                new Figures(row.getLong("findings"), row.getLong("open"), row.getLong("valid"), row.getLong("late")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream(
                        (String[]) Objects.requireNonNull(row.getArray(column)).getArray())
                .map(Visible::line)
                .toList();
    }
}
