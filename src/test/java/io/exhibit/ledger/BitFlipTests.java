package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** One bit, anywhere in what the ledger consists of: the check that runs every night names what is damaged. */
class BitFlipTests {

    private static final int FLIPS = Integer.getInteger("exhibit.flips", 52);
    private static final long SEED = Long.getLong("exhibit.seed", System.nanoTime());
    private static final String NAMED =
            "(Entry|The original|The checkpoint of|The stored subtree|The first|The ledger has) .*";

    private static final List<Column> COLUMNS = List.of(
            new Column("entry", "index", "leaf", false),
            new Column("entry", "index", "leaf_hash", false),
            new Column("entry", "index", "salt", false),
            new Column("entry", "index", "detail", false),
            new Column("entry", "index", "items", false),
            new Column("entry", "index", "kind", true),
            new Column("original", "sha256", "sha256", false),
            new Column("original", "sha256", "head", false),
            new Column("original_part", "sha256", "bytes", false),
            new Column("checkpoint", "size", "root", false),
            new Column("checkpoint", "size", "note", true),
            new Column("checkpoint", "size", "verifier", true),
            new Column("subtree", "index", "root", false));

    private static final List<String> NUMBERS = List.of(
            "UPDATE ledger.entry SET recorded_at = recorded_at + interval '1 microsecond' * %d WHERE index = 7",
            "UPDATE ledger.entry SET index = index + 1000 * %d WHERE index = 9",
            "UPDATE ledger.original SET size = size # %d",
            "UPDATE ledger.original_part SET n = n + %d",
            "UPDATE ledger.checkpoint SET size = size # %d WHERE size = (SELECT min(size) FROM ledger.checkpoint)",
            "UPDATE ledger.subtree SET index = index + %d");

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    /** Bytes or text of the ledger; key tells the rows of the table apart. */
    private record Column(String table, String key, String name, boolean text) {}

    @Test
    void eachIsFoundAndNamed() {
        OwnLedger own = filled();
        assertThat(own.check()).matches(LedgerCheck.Outcome::isSound);
        List<String> missed = new ArrayList<>();
        own.asOwner(() -> {
            for (int flip = 0; flip < FLIPS; flip++) {
                Column column = COLUMNS.get(flip % COLUMNS.size());
                String failure = flipped(own, column).failure();
                if (failure == null || !failure.matches(NAMED)) {
                    missed.add(column + ": " + failure);
                }
            }
        });
        assertThat(missed).as("seed %d", SEED).isEmpty();
        assertThat(own.check()).matches(LedgerCheck.Outcome::isSound);
        Tally.enter("bits turned in the database, found", 1, FLIPS, own.ledger.size());
    }

    @Test
    void numbersAndTimesToo() {
        OwnLedger own = filled();
        List<String> missed = new ArrayList<>();
        own.asOwner(() -> NUMBERS.forEach(number -> own.transaction.executeWithoutResult(status -> {
            String sql = number.replace("%d", String.valueOf(1 << random.nextInt(10)));
            assertThat(own.jdbc.sql(sql).update()).isPositive();
            if (own.check().isSound()) {
                missed.add(sql);
            }
            status.setRollbackOnly();
        })));
        assertThat(missed).as("seed %d", SEED).isEmpty();
    }

    @Test
    void inTheFolderOfTheSignerNothingIsSignedWithIt() throws IOException {
        OwnLedger own = filled();
        own.record(1);
        for (String name : List.of("state", "log.key")) {
            Path file = folder.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            // The end of the last line says nothing.
            for (int flip = 0; flip < FLIPS / 3; flip++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(damaged.length - 1)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                own.sign(folder);
                assertThat(own.checkpoints.signed())
                        .as("seed %d, %s: %s", SEED, name, new String(damaged, StandardCharsets.ISO_8859_1))
                        .isLessThan(own.ledger.size());
                own.clearAlarm();
            }
            Files.write(file, whole);
        }
        own.sign(folder);
        assertThat(own.check()).matches(LedgerCheck.Outcome::isSound);
        assertThat(own.checkpoints.signed()).isEqualTo(own.ledger.size());
        Tally.enter("bits turned in the signer's folder, refused", 1, 2L * (FLIPS / 3), own.ledger.size());
    }

    private OwnLedger filled() {
        OwnLedger own = new OwnLedger();
        own.record(20);
        own.keep("An original".getBytes(StandardCharsets.UTF_8));
        own.batch(5);
        own.sign(folder);
        byte[] large = new byte[Originals.PART + 9000];
        random.nextBytes(large);
        own.keep(large);
        own.record(280);
        own.batch(3);
        own.sign(folder);
        return own;
    }

    /** What the check says with one bit of the column turned, which is undone afterwards. */
    private LedgerCheck.Outcome flipped(OwnLedger own, Column column) {
        List<LedgerCheck.Outcome> outcomes = new ArrayList<>();
        for (int attempt = 0; attempt < 100 && outcomes.isEmpty(); attempt++) {
            try {
                own.transaction.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    if (column.text() ? turnText(own, column) : turnByte(own, column)) {
                        outcomes.add(own.check());
                    }
                });
            } catch (DataAccessException refused) {
                // Not every bit of a text may be turned: the database has none with such bytes in it.
                assertThat(column.text()).as("%s, %s", column, refused).isTrue();
            }
        }
        return outcomes.getFirst();
    }

    private boolean turnByte(OwnLedger own, Column column) {
        return own.jdbc
                        .sql("""
                        UPDATE ledger.{table} SET {name} = set_byte({name}, :at % octet_length({name}),
                                                                    get_byte({name}, :at % octet_length({name})) # :bit)
                         WHERE {key} = (SELECT {key} FROM ledger.{table} WHERE octet_length({name}) > 0
                                         ORDER BY md5({key}::text || :at) LIMIT 1)
                        """.replace("{table}", column.table())
                                .replace("{name}", column.name())
                                .replace("{key}", column.key()))
                        .param("at", random.nextInt(1_000_000))
                        .param("bit", 1 << random.nextInt(8))
                        .update()
                == 1;
    }

    private boolean turnText(OwnLedger own, Column column) {
        List<String> texts = own.jdbc
                .sql(String.format(
                        Locale.ROOT,
                        "SELECT %s FROM ledger.%s ORDER BY %s",
                        column.name(),
                        column.table(),
                        column.key()))
                .query(String.class)
                .list();
        int row = random.nextInt(texts.size());
        char[] text = texts.get(row).toCharArray();
        int at = random.nextInt(text.length);
        text[at] ^= (char) (1 << random.nextInt(7));
        return own.jdbc
                        .sql(String.format(
                                Locale.ROOT,
                                "UPDATE ledger.%1$s SET %2$s = :text WHERE %3$s = (SELECT %3$s FROM ledger.%1$s ORDER BY %3$s LIMIT 1 OFFSET :row)",
                                column.table(),
                                column.name(),
                                column.key()))
                        .param("text", new String(text))
                        .param("row", row)
                        .update()
                == 1;
    }
}
