package io.exhibit.ledger;

import io.exhibit.TestDatabase;
import io.exhibit.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A ledger in a database of its own, with everything that works on one, for what nobody should do to it. */
final class OwnLedger {

    static final String ORIGIN = "ledger.bank.example";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<String> GUARDED = List.of("entry", "original", "original_part", "checkpoint", "subtree");

    private static @Nullable PGSimpleDataSource template;

    final PGSimpleDataSource source;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Ledger ledger;
    final Originals originals;
    final Checkpoints checkpoints;
    final Alarm alarm;
    final Subtrees subtrees;

    OwnLedger() {
        this(Clock.systemUTC());
    }

    OwnLedger(Clock clock) {
        this(copyOf(empty()), clock);
    }

    OwnLedger(DataSource source, Clock clock) {
        this.source = (PGSimpleDataSource) source;
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.ledger = new Ledger(jdbc, clock);
        this.originals = new Originals(jdbc, clock);
        this.checkpoints = new Checkpoints(jdbc, clock);
        this.alarm = new Alarm(jdbc, clock);
        this.subtrees = new Subtrees(jdbc);
    }

    /** The same, byte for byte, as it is now: what an operator's backup of it is. */
    OwnLedger copy() {
        return new OwnLedger(copyOf(source), Clock.systemUTC());
    }

    /** With all migrations, which take longer than copying what they made. */
    private static synchronized PGSimpleDataSource empty() {
        if (template == null) {
            template = (PGSimpleDataSource) TestDatabase.another("own_ledger");
        }
        return template;
    }

    private static PGSimpleDataSource copyOf(PGSimpleDataSource source) {
        String name = "own_ledger_" + NUMBER.incrementAndGet();
        JdbcClient.create(TestDatabase.maintenance())
                .sql("CREATE DATABASE " + name + " TEMPLATE " + source.getDatabaseName())
                .update();
        var copy = new PGSimpleDataSource();
        copy.setUrl(String.valueOf(source.getUrl()).replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
        copy.setUser(source.getUser());
        copy.setPassword(source.getPassword());
        return copy;
    }

    /** Whatever is new, signed with key and memory in that folder. */
    void sign(Path folder) {
        Signer.Settings settings = new Signer.Settings(folder.toString(), ORIGIN);
        Examination examination = new Examination(jdbc, new StoredBytes(jdbc, originals), JsonMapper.shared());
        new Signer(settings, ledger, examination, checkpoints, subtrees, alarm, transaction).sign();
    }

    LedgerCheck.Outcome check() {
        return LedgerCheck.run(source, null);
    }

    void record(int entries) {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < entries; n++) {
                ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of("a", n)));
            }
        });
    }

    /** One entry of so many items. */
    void batch(int items) {
        List<Map<String, Object>> all = IntStream.range(0, items)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList();
        transaction.executeWithoutResult(status -> ledger.append(Draft.ofItems("test.batch", Actor.SYSTEM, all, 0)));
    }

    void keep(byte[] bytes) {
        transaction.executeWithoutResult(status -> {
            try {
                Sha256 kept = originals.store(new ByteArrayInputStream(bytes));
                ledger.append(new Draft("test.kept", Actor.SYSTEM, Map.of(), kept, bytes.length, 1));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** What triggers forbid everybody, and nobody can forbid the owner. */
    void asOwner(Runnable forgery) {
        GUARDED.forEach(table -> jdbc.sql("ALTER TABLE ledger." + table + " DISABLE TRIGGER USER")
                .update());
        try {
            forgery.run();
        } finally {
            GUARDED.forEach(table -> jdbc.sql("ALTER TABLE ledger." + table + " ENABLE TRIGGER USER")
                    .update());
        }
    }

    /** As nobody can but the owner, for one who tries many things in a row. */
    void clearAlarm() {
        jdbc.sql("ALTER TABLE ledger.alarm DISABLE TRIGGER USER").update();
        jdbc.sql("DELETE FROM ledger.alarm").update();
        jdbc.sql("ALTER TABLE ledger.alarm ENABLE TRIGGER USER").update();
    }

    List<Checkpoints.Stored> published() {
        return checkpoints.stored(0, Long.MAX_VALUE);
    }
}
