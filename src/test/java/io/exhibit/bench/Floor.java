package io.exhibit.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The floor of an import: the very rows that it wrote, taken out and COPYed into empty tables with the same indexes. */
final class Floor {

    private final String url;

    Floor(String url) {
        this.url = url;
    }

    /** Takes those rows out, and has them copied into an empty table with the same indexes, in one transaction. */
    Machine.Work copy(String table, String rows) throws SQLException, IOException {
        byte[] bytes = taken(rows);
        String into = empty(table);
        return () -> copied(into, bytes);
    }

    /** The same by two connections, in transactions of so many rows. */
    Machine.Work copyInParts(String table, String rows, int together) throws Exception {
        String into = empty(table);
        long all = count("SELECT count(*) FROM (" + rows + ") AS r");
        Queue<byte[]> parts = new ConcurrentLinkedQueue<>();
        for (long from = 0; from < all; from += together) {
            parts.add(taken(rows + " ORDER BY id OFFSET " + from + " LIMIT " + together));
        }
        return () -> {
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                Callable<Long> worker = () -> {
                    long copied = 0;
                    for (byte[] part = parts.poll(); part != null; part = parts.poll()) {
                        copied += copied(into, part);
                    }
                    return copied;
                };
                long copied = 0;
                for (Future<Long> done : pool.invokeAll(List.of(worker, worker))) {
                    copied += done.get();
                }
                return copied;
            }
        };
    }

    /** Until everything that was posted has been read; asked on one connection, so that asking costs little. */
    void awaitReading() throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement waiting =
                        connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM intake.waiting)")) {
            while (isTrue(waiting)) {
                Thread.sleep(10);
            }
        }
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (var row = question.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private byte[] taken(String rows) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + rows + ") TO STDOUT (FORMAT binary)", bytes);
            return bytes.toByteArray();
        }
    }

    /** A partitioned table's floor has its partitions' indexes and no partitions: that much less to do. */
    private String empty(String table) throws SQLException {
        String name = "bench." + table.replace('.', '_');
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE SCHEMA IF NOT EXISTS bench");
            sql.execute("DROP TABLE IF EXISTS " + name);
            sql.execute("CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL)");
            sql.execute("CHECKPOINT");
        }
        return name;
    }

    private long copied(String into, byte[] rows) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url)) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            return copy.copyIn("COPY " + into + " FROM STDIN (FORMAT binary)", new ByteArrayInputStream(rows));
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
