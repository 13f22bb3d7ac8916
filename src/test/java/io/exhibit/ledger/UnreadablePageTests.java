package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
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
    void isFoundInTheNight() {
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
    void isNotSigned() {
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

    /** Turns a bit of the table's first page on the server's disk, and has PostgreSQL forget what it holds of it. */
    private void damage(String table) {
        JdbcClient keeper = JdbcClient.create(own.source);
        JdbcClient.create(TestDatabase.maintenance()).sql("CHECKPOINT").update();
        long copy = keeper.sql("""
                        SELECT lo_from_bytea(0, set_byte(f.bytes, :at, get_byte(f.bytes, :at) # 1))
                          FROM pg_read_binary_file(pg_relation_filepath(:table::regclass)) AS f (bytes)
                        """)
                .param("at", WITHIN_A_PAGE)
                .param("table", table)
                .query(Long.class)
                .single();
        keeper.sql("SELECT lo_export(:copy::oid, pg_relation_filepath(:table::regclass))")
                .param("copy", copy)
                .param("table", table)
                .query(Integer.class)
                .single();
        keeper.sql("CREATE EXTENSION pg_buffercache").update();
        keeper.sql("SELECT pg_buffercache_evict_relation(:table::regclass)::text")
                .param("table", table)
                .query(String.class)
                .single();
    }
}
