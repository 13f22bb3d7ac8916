package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.TestDatabase;
import io.exhibit.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A ledger of its own for each test, to be tampered with by whoever owns the database. */
class SignerTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private Path folder;

    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private Ledger ledger;
    private Originals originals;
    private Checkpoints checkpoints;
    private Alarm alarm;
    private Subtrees subtrees;

    @BeforeEach
    void open() {
        DataSource source = TestDatabase.another("signer_" + NUMBER.incrementAndGet());
        Clock clock = Clock.systemUTC();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        ledger = new Ledger(jdbc, clock);
        originals = new Originals(jdbc, clock);
        checkpoints = new Checkpoints(jdbc, clock);
        alarm = new Alarm(jdbc, clock);
        subtrees = new Subtrees(jdbc);
    }

    @Test
    void signsTheWholeSoThatOpensslCanVerify() throws Exception {
        record(3);
        sign();
        Checkpoint signed = newest();
        assertThat(signed.size()).isEqualTo(3);
        assertThat(signed.origin()).isEqualTo("ledger.bank.example");
        assertThat(verifies(signed.note())).isTrue();
        assertThat(verifies(signed.note().replace("\n3\n", "\n4\n"))).isFalse();
    }

    @Test
    void goesOnWhereItStopped() {
        record(300);
        sign();
        record(300);
        sign();
        sign();
        assertThat(newest().size()).isEqualTo(600);
        assertThat(checkpoints.stored(0, 600))
                .extracting(Checkpoints.Stored::size)
                .containsExactly(300L, 600L);
        assertThat(newest().root()).isEqualTo(rootOf(600));
        assertThat(new Proofs(subtrees).inclusion(599, 600)).isNotEmpty();
    }

    @Test
    void publishesAgainWhatWasSignedBeforeACrash() {
        record(2);
        sign();
        String published = newest().note();
        asOwner("DELETE FROM ledger.checkpoint");
        sign();
        assertThat(newest().note()).isEqualTo(published);
        assertThat(alarm.raised()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger.entry SET leaf = overlay(leaf PLACING '\\x31' FROM 9) WHERE index = 3",
                "UPDATE ledger.entry SET leaf_hash = sha256('x') WHERE index = 3",
                "UPDATE ledger.entry SET kind = 'other.kind' WHERE index = 3",
                "UPDATE ledger.entry SET recorded_at = recorded_at - interval '1 s' WHERE index = 3",
                "UPDATE ledger.entry SET salt = sha256('x') WHERE index = 3",
                "UPDATE ledger.entry SET detail = convert_to('{\"a\":2}', 'UTF8') WHERE index = 3",
                "UPDATE ledger.entry SET items = NULL WHERE index = 5",
                "UPDATE ledger.entry SET items = convert_to(replace(convert_from(items, 'UTF8'), '\"n\":1', '\"n\":7'), 'UTF8') WHERE index = 5",
                "UPDATE ledger.entry SET items = convert_to(split_part(convert_from(items, 'UTF8'), E'\\n', 1), 'UTF8') WHERE index = 5",
                "UPDATE ledger.entry SET items = '' WHERE index = 5",
                "UPDATE ledger.entry SET items = (SELECT items FROM ledger.entry WHERE index = 5) WHERE index = 3",
                "DELETE FROM ledger.entry WHERE index = 3",
                "UPDATE ledger.original SET head = convert_to('Forged', 'UTF8')",
                "DELETE FROM ledger.original"
            })
    void signsNothingThatWasChangedBeforehand(String forgery) throws IOException {
        record(2);
        sign();
        keep("Genuine");
        record(2);
        batch(3);
        asOwner(forgery);
        sign();
        assertThat(newest().size()).isEqualTo(2);
        assertThat(alarm.raised()).isPresent();
    }

    @Test
    void leavesOfBothVersionsStandInOneLog() throws IOException {
        transaction.executeWithoutResult(status -> ledger.append(new Draft(
                "test.batch", Actor.SYSTEM, Map.of("items", List.of(Map.of("n", 0), Map.of("n", 1))), null, 0, 2)));
        batch(3);
        sign();
        assertThat(ledger.receipt(0).orElseThrow().leaf()).endsWith("\"v\":1}").doesNotContain("\"m\"");
        assertThat(ledger.receipt(1).orElseThrow().leaf()).endsWith("\"v\":2}").contains("\"m\":\"", "\"n\":3");
        LedgerItems items = new LedgerItems(jdbc, JsonMapper.shared());
        for (long index = 0; index < 2; index++) {
            assertThat(items.item(index, 1).orElseThrow()).containsEntry("n", 1);
            assertThat(items.item(index, 9)).isEmpty();
        }
        assertThat(items.items(1)).hasSize(3);
        assertThat(items.opening(0, 0)).isEmpty();
        assertThat(items.opening(1, 2).orElseThrow().path()).hasSize(1);
        assertThat(ledgerCheck().run(Files.readString(folder.resolve("log.vkey"))))
                .matches(LedgerCheck.Outcome::isSound);
    }

    @Test
    void refusesWhenTheEndIsMissing() {
        record(5);
        sign();
        asOwner("DELETE FROM ledger.entry WHERE index = 4");
        sign();
        assertThat(alarm.raised())
                .get()
                .extracting(Alarm.Raised::reason)
                .asString()
                .contains("the end is missing");
    }

    @Test
    void refusesToForgetWhatItSigned() throws IOException {
        record(2);
        sign();
        byte[] early = Files.readAllBytes(folder.resolve("state"));
        record(2);
        sign();
        Files.write(folder.resolve("state"), early);
        sign();
        assertThat(alarm.raised())
                .get()
                .extracting(Alarm.Raised::reason)
                .asString()
                .contains("older copy");
    }

    @Test
    void refusesWithoutItsMemoryOrItsKey() throws IOException {
        record(1);
        sign();
        Files.delete(folder.resolve("state"));
        sign();
        assertThat(alarm.raised())
                .get()
                .extracting(Alarm.Raised::reason)
                .asString()
                .contains("no memory");
    }

    @Test
    void nothingIsRecordedAfterAnAlarm() {
        record(1);
        alarm.raise("on purpose");
        assertThatThrownBy(() -> record(1)).isInstanceOf(Halted.class);
        sign();
        assertThat(checkpoints.newest()).isEmpty();
    }

    @Test
    void twoSignersOnOneFolderDoNoHarm() throws IOException {
        record(1);
        try (SignerDirectory held = SignerDirectory.open(folder.toString())) {
            assertThat(held).isNotNull();
            sign();
            assertThat(checkpoints.newest()).isEmpty();
        }
        sign();
        assertThat(newest().size()).isEqualTo(1);
        assertThat(alarm.raised()).isEmpty();
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        record(1);
        sign();
        assertThat(Files.getPosixFilePermissions(folder.resolve("log.key"))).hasSize(2);
        NoteKey key = NoteKey.read(Files.readString(folder.resolve("log.key")));
        assertThat(Files.readString(folder.resolve("log.vkey")).strip()).isEqualTo(key.verifier());
        assertThatThrownBy(() -> NoteKey.read(key.written().replace("+ledger", "+lodger")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNightFindsWhatWasChangedAfterItWasSigned() throws IOException {
        keep("Genuine");
        record(300);
        sign();
        check();
        assertThat(outcomes()).containsExactly("ledger.checked");
        asOwner("UPDATE ledger.original SET head = convert_to('Forged!', 'UTF8')");
        sign();
        assertThat(alarm.raised()).as("the signer reads what is new").isEmpty();
        check();
        assertThat(outcomes()).containsExactly("ledger.checked", "ledger.check-failed");
        assertThat(alarm.raised())
                .get()
                .extracting(Alarm.Raised::reason)
                .asString()
                .contains("was changed");
    }

    @Test
    void aForgedTreeDoesNotGoWithItsCheckpoints() throws IOException {
        record(3);
        sign();
        String key = Files.readString(folder.resolve("log.vkey"));
        assertThat(ledgerCheck().run(key))
                .matches(LedgerCheck.Outcome::isSound)
                .matches(found -> found.checkpoints() == 1);
        String other = NoteKey.generate("ledger.bank.example").verifier();
        assertThat(ledgerCheck().run(other).failure()).contains("is not signed with the given key");
        asOwner("DELETE FROM ledger.entry");
        record(3);
        assertThat(ledgerCheck().run(null).failure()).contains("not those that were signed");
    }

    private void check() {
        new NightlyCheck(ledgerCheck(), ledger, alarm, jdbc, transaction).run();
    }

    private LedgerCheck ledgerCheck() {
        return new LedgerCheck(ledger, examination(), checkpoints, subtrees);
    }

    private List<String> outcomes() {
        return jdbc.sql("SELECT kind FROM ledger.entry WHERE kind LIKE 'ledger.%' ORDER BY index")
                .query(String.class)
                .list();
    }

    private Examination examination() {
        return new Examination(jdbc, new StoredBytes(jdbc, originals), JsonMapper.shared());
    }

    private void sign() {
        Signer.Settings settings = new Signer.Settings(folder.toString(), "ledger.bank.example");
        new Signer(settings, ledger, examination(), checkpoints, subtrees, alarm, transaction).sign();
    }

    private void record(int entries) {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < entries; n++) {
                ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of("a", 1)));
            }
        });
    }

    /** One entry of so many items. */
    private void batch(int items) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int n = 0; n < items; n++) {
            all.add(Map.of("n", n));
        }
        transaction.executeWithoutResult(status -> ledger.append(Draft.ofItems("test.batch", Actor.SYSTEM, all, 0)));
    }

    private void keep(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(status -> {
            try {
                Sha256 kept = originals.store(new ByteArrayInputStream(bytes));
                ledger.append(new Draft("test.kept", Actor.SYSTEM, Map.of(), kept, bytes.length, 1));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private Checkpoint newest() {
        return checkpoints.newest().orElseThrow().checkpoint();
    }

    private Sha256 rootOf(int size) {
        Frontier frontier = new Frontier();
        subtrees.hashes(0, 0, size).forEach(leaf -> frontier.add(leaf, (level, index, root) -> {}));
        return frontier.root();
    }

    /** What triggers forbid everybody, and nobody can forbid the owner. */
    private void asOwner(String sql) {
        List<String> tables = List.of("entry", "original", "checkpoint");
        tables.forEach(table -> jdbc.sql("ALTER TABLE ledger." + table + " DISABLE TRIGGER USER")
                .update());
        jdbc.sql(sql).update();
        tables.forEach(table ->
                jdbc.sql("ALTER TABLE ledger." + table + " ENABLE TRIGGER USER").update());
    }

    private boolean verifies(String note) throws Exception {
        int end = note.indexOf("\n\n") + 1;
        String[] key = Files.readString(folder.resolve("log.vkey")).strip().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(key[2]);
        byte[] signature =
                Base64.getDecoder().decode(note.strip().substring(note.strip().lastIndexOf(' ') + 1));
        byte[] spki = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");
        Files.write(folder.resolve("key.der"), concat(spki, typed, 1));
        Files.write(folder.resolve("sig"), concat(new byte[0], signature, 4));
        Files.writeString(folder.resolve("text"), note.substring(0, end));
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-keyform",
                        "DER",
                        "-inkey",
                        "key.der",
                        "-rawin",
                        "-in",
                        "text",
                        "-sigfile",
                        "sig")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        openssl.getInputStream().readAllBytes();
        return openssl.waitFor() == 0;
    }

    private static byte[] concat(byte[] head, byte[] tail, int skipped) {
        byte[] all = new byte[head.length + tail.length - skipped];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, skipped, all, head.length, tail.length - skipped);
        return all;
    }
}
