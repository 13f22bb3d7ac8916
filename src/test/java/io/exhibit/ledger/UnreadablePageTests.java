package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.exhibit.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A page that PostgreSQL itself cannot read any more, because the disk gives back other bytes than it was given. */
class UnreadablePageTests {

    private static final int WITHIN_A_PAGE = 8000;

    private final OwnLedger own = new OwnLedger();

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() {
        own.record(20);
        own.keep("An original".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isFoundInTheNight() throws IOException {
        own.sign(folder);
        damage("ledger.original");
        check();
        assertThat(own.jdbc
                        .sql("SELECT convert_from(detail, 'UTF8') FROM ledger.entry WHERE kind = 'ledger.check-failed'")
                        .query(String.class)
                        .single())
                .contains("invalid page");
        assertThat(reasons()).singleElement().asString().contains("PostgreSQL cannot read what is stored");
    }

    @Test
    void isNotSigned() throws IOException {
        damage("ledger.original");
        own.sign(folder);
        assertThat(own.checkpoints.signed()).isZero();
        assertThat(reasons()).singleElement().asString().contains("PostgreSQL cannot read what is stored");
    }

    @Test
    void isTheOnlyThingThatIsFound() {
        own.sign(folder);
        check();
        assertThat(reasons()).isEmpty();
    }

    private void check() {
        Examination examination =
                new Examination(own.jdbc, new StoredBytes(own.jdbc, own.originals), JsonMapper.shared());
        LedgerCheck check = new LedgerCheck(own.ledger, examination, own.checkpoints, own.subtrees);
        new NightlyCheck(check, own.ledger, own.alarm, own.jdbc, own.transaction).run();
    }

    private List<String> reasons() {
        return own.alarm.raised().stream().map(Alarm.Raised::reason).toList();
    }

    /** Turns a bit of the table's first page on the disk, and has PostgreSQL forget what it holds of it. */
    private void damage(String table) throws IOException {
        JdbcClient keeper = JdbcClient.create(own.source);
        JdbcClient.create(TestDatabase.maintenance()).sql("CHECKPOINT").update();
        String file = keeper.sql(
                        "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(:table::regclass)")
                .param("table", table)
                .query(String.class)
                .single();
        assumeThat(Path.of(file)).as("a server on this machine").exists();
        try (RandomAccessFile page = new RandomAccessFile(file, "rw")) {
            page.seek(WITHIN_A_PAGE);
            int there = page.read();
            page.seek(WITHIN_A_PAGE);
            page.write(there ^ 1);
        }
        keeper.sql("CREATE EXTENSION pg_buffercache").update();
        keeper.sql("SELECT pg_buffercache_evict_relation(:table::regclass)::text")
                .param("table", table)
                .query(String.class)
                .single();
    }
}
