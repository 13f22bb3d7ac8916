package io.exhibit.rebuild;

import io.exhibit.kernel.Passing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One of the two databases: that in use, and the one beside it in which all is made again. Rows are streamed, never held. */
final class Database {

    private static final int FETCHED = 2000;
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Five minutes' worth: the longest reports are read in one transaction. */
    private static final int ATTEMPTS = 1000;

    private final DataSource source;
    private final JdbcClient jdbc;

    Database(DataSource source) {
        this.source = source;
        JdbcTemplate template = new JdbcTemplate(source);
        template.setFetchSize(FETCHED);
        this.jdbc = JdbcClient.create(template);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** A transaction that sees everything as it was at its first look, however long it takes, and changes nothing. */
    TransactionTemplate still() {
        TransactionTemplate still = changing();
        still.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        still.setReadOnly(true);
        return still;
    }

    TransactionTemplate changing() {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    /**
     * Takes the tables for the caller's transaction alone. Readers take theirs in any order, so it waits for none that waits for it: long
     * before PostgreSQL would break off one of the two it lets go of all of them, and asks again.
     */
    void takeAlone(String tables) {
        TransactionTemplate attempt = changing();
        attempt.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        for (int left = ATTEMPTS; ; left--) {
            try {
                attempt.executeWithoutResult(status -> {
                    jdbc.sql("SET LOCAL lock_timeout = '100ms'").update();
                    jdbc.sql("LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE")
                            .update();
                });
                return;
            } catch (DataAccessException taken) {
                pause(left, taken);
            }
        }
    }

    private static void pause(int left, DataAccessException taken) {
        if (left == 1 || !Passing.isPassing(taken)) {
            throw taken;
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw taken;
        }
    }

    /** Copies what the query gives into the other database's table; in this thread's transactions on both. Rows copied. */
    long copy(String query, Database to, String table, String columns) {
        Connection from = DataSourceUtils.getConnection(source);
        Connection into = DataSourceUtils.getConnection(to.source);
        try {
            CopyOut out = copies(from).copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
            CopyIn in = copies(into).copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return in.endCopy();
        } catch (SQLException failed) {
            throw new IllegalStateException("The rows of " + table + " could not be copied", failed);
        } finally {
            DataSourceUtils.releaseConnection(into, to.source);
            DataSourceUtils.releaseConnection(from, source);
        }
    }

    /** The table's columns in their order, with commas; without those that the database works out itself. */
    String columns(String table) {
        return String.join(
                ", ", jdbc.sql("""
                SELECT quote_ident(attname) FROM pg_catalog.pg_attribute
                 WHERE attrelid = :table::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                 ORDER BY attnum
                """).param("table", table).query(String.class).list());
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
