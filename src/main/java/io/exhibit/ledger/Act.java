package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of something by a decision: when, by whom, and by which entry of the ledger; id and name are null when nobody who signed in did. */
public record Act(Instant at, @Nullable UUID id, @Nullable String name, long entry) {

    /** From the columns what_at, what_by, what_name and what_entry; null: it has not happened. */
    public static @Nullable Act read(ResultSet row, String what) throws SQLException {
        Instant at = Columns.maybeAt(row, what + "_at");
        return at == null
                ? null
                : new Act(
                        at,
                        row.getObject(what + "_by", UUID.class),
                        row.getString(what + "_name"),
                        row.getLong(what + "_entry"));
    }
}
