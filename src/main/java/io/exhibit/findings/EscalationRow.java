package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An escalation in the register, as it stood at a time. by null: they are no longer known. */
record EscalationRow(
        long entry, String vulnerability, String where, Made made, Told told, Instant plannedUntil, Standing standing) {

    /** Who recorded it, in which role and when. */
    record Made(Instant at, @Nullable String by, String role) {}

    /** What was said. */
    record Told(EscalationLevel level, String person, String reason, String decision) {}

    /** How many findings it is about, how many are open, and for how many it came after their DORA deadline. */
    record Standing(State state, long findings, long open, long late) {}

    /** Whether what it is about is gone; else whether the planned day has passed. */
    enum State {
        PLANNED("open, planned", "info"),
        OVERDUE("open after the planned day", "late"),
        GONE("gone", "ok");

        private final String words;
        private final String tone;

        State(String words, String tone) {
            this.words = words;
            this.tone = tone;
        }

        public String words() {
            return words;
        }

        public String tone() {
            return tone;
        }
    }

    static EscalationRow read(ResultSet row, int n) throws SQLException {
        return new EscalationRow(
                row.getLong("entry_index"),
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("place")),
                new Made(Columns.at(row, "escalated_at"), row.getString("escalator"), row.getString("escalated_role")),
                new Told(
                        EscalationLevel.valueOf(row.getString("level")),
                        row.getString("person"),
                        row.getString("reason"),
                        row.getString("decision")),
                Columns.at(row, "planned_until"),
                new Standing(
                        State.valueOf(row.getString("state")),
                        row.getLong("findings"),
                        row.getLong("open"),
                        row.getLong("late")));
    }

    /** The planned day itself. */
    public String planned() {
        return Written.day(plannedUntil.minus(Duration.ofDays(1)));
    }
}
