package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An exception with the terms that were asked for last, as a decision finds it. */
record HeldException(
        long entry, String kind, int term, UUID requestedBy, Instant expiresAt, Times times, List<UUID> approvedBy) {

    /** The one with the id, by the terms that were asked for last. */
    static final String BY_ID = """
            SELECT e.entry_index, e.kind, t.n, t.requested_by, t.expires_at, t.approved_at, t.rejected_at, t.withdrawn_at,
                   EXISTS (SELECT 1 FROM findings.exception_term o WHERE o.exception_id = e.id AND o.approved_at IS NOT NULL)
                       AS ever_approved,
                   coalesce((SELECT max(o.expires_at) FROM findings.exception_term o
                              WHERE o.exception_id = e.id AND o.rejected_at IS NULL), e.created_at) AS latest_end,
                   ARRAY(SELECT d.decided_by FROM findings.exception_decision d
                          WHERE d.exception_id = e.id AND d.term = t.n AND d.kind = 'APPROVED') AS approved_by
              FROM findings.exception e
              JOIN findings.exception_term t ON t.exception_id = e.id
             WHERE e.id = :id
             ORDER BY t.n DESC
             LIMIT 1
            """;

    String name() {
        return "exception " + entry;
    }

    boolean waits(Instant now) {
        return !times.isDecided() && expiresAt.isAfter(now);
    }

    boolean withdrawn() {
        return times.withdrawn() != null;
    }

    boolean everApproved() {
        return times.everApproved();
    }

    /** Nothing waits and nothing holds any more. */
    boolean isOver(Instant now) {
        return withdrawn() || !times.latestEnd().isAfter(now);
    }

    /** When the latest terms were decided; latestEnd is that of any terms that were not rejected. */
    record Times(
            @Nullable Instant approved,
            @Nullable Instant rejected,
            @Nullable Instant withdrawn,
            boolean everApproved,
            Instant latestEnd) {

        boolean isDecided() {
            return approved != null || rejected != null || withdrawn != null;
        }
    }

    static HeldException read(ResultSet row, int n) throws SQLException {
        Array approvedBy = Objects.requireNonNull(row.getArray("approved_by"));
        return new HeldException(
                row.getLong("entry_index"),
                row.getString("kind"),
                row.getInt("n"),
                Columns.id(row, "requested_by"),
                Columns.at(row, "expires_at"),
                new Times(
                        Columns.maybeAt(row, "approved_at"),
                        Columns.maybeAt(row, "rejected_at"),
                        Columns.maybeAt(row, "withdrawn_at"),
                        row.getBoolean("ever_approved"),
                        Columns.at(row, "latest_end")),
                Arrays.asList((UUID[]) approvedBy.getArray()));
    }
}
