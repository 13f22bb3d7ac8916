package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a finding was open, when the last place that ran it was left, and the deadline of one regulator that ran meanwhile. near: closed in time by an estimated deadline, but
 * within the margin in which an estimate decides nothing.
 */
record TimelineSpell(
        int episode,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable Instant goneAt,
        @Nullable String closeReason,
        @Nullable String closing,
        @Nullable Instant startsAt,
        @Nullable Instant dueAt,
        boolean estimated,
        boolean near,
        int policyVersion) {

    static TimelineSpell read(ResultSet row) throws SQLException {
        return new TimelineSpell(
                row.getInt("episode"),
                Columns.at(row, "opened_at"),
                Columns.maybeAt(row, "closed_at"),
                Columns.maybeAt(row, "gone_at"),
                row.getString("close_reason"),
                row.getString("closing"),
                Columns.maybeAt(row, "starts_at"),
                Columns.maybeAt(row, "due_at"),
                row.getBoolean("estimated"),
                row.getBoolean("near"),
                row.getInt("policy_version"));
    }
}
