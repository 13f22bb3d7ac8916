package io.exhibit.bench;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.LedgerCheck;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The check of the whole ledger, in this process, beside nothing but hashing the same bytes as the database gives them. */
final class LedgerReading {

    private final Machine machine;
    private final Floor floor;
    private final String url;

    LedgerReading(Machine machine, Floor floor, String url) {
        this.machine = machine;
        this.floor = floor;
        this.url = url;
    }

    void run(int rounds) throws Exception {
        floor.awaitReading();
        Side.by(machine, "check of the whole ledger (bytes)", "SHA-256 of the same bytes read from the database")
                .run(rounds, round -> this::check, round -> this::hash)
                .printRates(">= 0.5");
    }

    private long check() throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        LedgerCheck.Outcome outcome = LedgerCheck.run(source, null);
        if (!outcome.isSound()) {
            throw new IllegalStateException(outcome.failure());
        }
        return bytes();
    }

    private long bytes() throws Exception {
        return floor.count(
                "SELECT (SELECT sum(size) FROM ledger.original)"
                        + " + (SELECT sum(length(leaf) + length(salt) + length(detail) + coalesce(length(items), 0)) FROM ledger.entry)");
    }

    private long hash() throws Exception {
        MessageDigest digest = Sha256.digest();
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.setFetchSize(32);
            long hashed = digest(digest, sql.executeQuery("SELECT head FROM ledger.original ORDER BY sha256"))
                    + digest(digest, sql.executeQuery("SELECT bytes FROM ledger.original_part ORDER BY sha256, n"));
            sql.setFetchSize(2000);
            return hashed
                    + digest(
                            digest,
                            sql.executeQuery(
                                    "SELECT leaf || salt || detail || coalesce(items, '') FROM ledger.entry ORDER BY index"));
        }
    }

    private static long digest(MessageDigest digest, ResultSet rows) throws Exception {
        long hashed = 0;
        while (rows.next()) {
            byte[] bytes = rows.getBytes(1);
            digest.update(bytes);
            hashed += bytes.length;
        }
        return hashed;
    }
}
