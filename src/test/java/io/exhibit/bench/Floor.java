package io.exhibit.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The floor of an import: the very rows that it wrote, taken out and COPYed into empty tables with the same indexes. */
final class Floor {

    private final String url;

    Floor(String url) {
        this.url = url;
    }

    /** Nanoseconds for copying those rows in, in one transaction. */
    long copy(String table, String rows) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            copy.copyOut("COPY (" + rows + ") TO STDOUT (FORMAT binary)", bytes);
            sql.execute("CREATE SCHEMA IF NOT EXISTS bench");
            sql.execute("DROP TABLE IF EXISTS bench.floor");
            sql.execute("CREATE TABLE bench.floor (LIKE " + table + " INCLUDING ALL)");
            long start = System.nanoTime();
            copy.copyIn("COPY bench.floor FROM STDIN (FORMAT binary)", new ByteArrayInputStream(bytes.toByteArray()));
            return System.nanoTime() - start;
        }
    }

    long count(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
