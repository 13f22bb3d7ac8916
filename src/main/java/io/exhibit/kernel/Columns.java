package io.exhibit.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns by hand where there are many rows: mapping by name onto records asks the driver for types that it does not know, and
 * each such question costs an exception.
 */
public final class Columns {

    private Columns() {}

    public static @Nullable Instant maybeAt(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public static Instant at(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(maybeAt(row, column), column);
    }

    public static UUID id(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }
}
