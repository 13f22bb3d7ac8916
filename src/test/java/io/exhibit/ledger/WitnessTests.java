package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.TestDatabase;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.LocalWitness.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints before a witness that remembers and checks, and before others that do not behave. */
class WitnessTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private Path folder;

    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private final Clock clock = Clock.systemUTC();
    private LocalWitness witness;
    private WitnessAnchor anchor;

    @BeforeEach
    void open() throws IOException {
        DataSource source = TestDatabase.another("witness_" + NUMBER.incrementAndGet());
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        witness = new LocalWitness("witness.audit.example/w1");
        anchor = anchor(witness.url(), witness.verifier());
        sign(1);
        witness.watch(Files.readString(folder.resolve("log.vkey")));
    }

    @AfterEach
    void close() {
        witness.close();
    }

    @Test
    void everySizeIsProvenToContinueTheLast() throws Exception {
        anchor.turn();
        for (int n = 2; n < 40; n += 1 + n % 4) {
            sign(1 + n % 4);
            anchor.turn();
            assertThat(witness.size()).isEqualTo(newest().size());
        }
        String note = cosignatures().added(newest()).note();
        assertThat(note).startsWith(newest().note()).contains("\u2014 witness.audit.example/w1 ");
        assertThat(note.lines()).hasSize(6);
        assertThat(NoteVerifier.read(Files.readString(folder.resolve("log.vkey")))
                        .verifies(note))
                .as("who knows the log alone passes over the witness")
                .isTrue();
        assertThat(Checkpoint.parse(note).root()).isEqualTo(newest().root());
    }

    @Test
    void aWitnessThatSawOtherSizesIsFollowed() throws Exception {
        sign(4);
        anchor.turn();
        int asked = witness.asked();
        sign(3);
        witness.remember(0, null);
        anchor.turn();
        assertThat(witness.asked()).as("409 with its size, then again").isEqualTo(asked + 2);
        sign(3);
        jdbc.sql("ALTER TABLE ledger.cosignature DISABLE TRIGGER USER").update();
        jdbc.sql("DELETE FROM ledger.cosignature WHERE size > 5").update();
        anchor.turn();
        assertThat(witness.size()).isEqualTo(newest().size());
    }

    @Test
    void anotherHistoryIsSaidAloudAndNotSigned() throws Exception {
        sign(4);
        anchor.turn();
        sign(4);
        witness.remember(5, Sha256.of(new byte[0]));
        assertThatThrownBy(anchor::turn).hasMessageContaining("DOES NOT ACCEPT THE PROOF");
        witness.remember(9, Sha256.of(new byte[0]));
        assertThatThrownBy(anchor::turn).hasMessageContaining("(409)");
        witness.remember(4711, Sha256.of(new byte[0]));
        assertThatThrownBy(anchor::turn).hasMessageContaining("HAS SEEN 4711 ENTRIES");
        assertThat(new Alarm(jdbc, clock).raised())
                .as("only the signer halts the ledger")
                .isEmpty();
    }

    @Test
    void whatDoesNotHoldIsNotKept() throws Exception {
        Checkpoint early = newest();
        sign(2);
        LocalWitness other = new LocalWitness("witness.audit.example/w1");
        LocalWitness renamed = new LocalWitness("other.example");
        Map<String, LocalWitness.Answering> wrong = new LinkedHashMap<>();
        String good = witness.cosign(newest(), 1_800_000_000);
        wrong.put("of an earlier checkpoint", request -> Reply.of(200, witness.cosign(early, 1_800_000_000)));
        wrong.put("with another key", request -> Reply.of(200, other.cosign(newest(), 1_800_000_000)));
        wrong.put("in another name", request -> Reply.of(200, renamed.cosign(newest(), 1_800_000_000)));
        wrong.put(
                "of another ledger",
                request -> Reply.of(
                        200,
                        witness.cosign(
                                newest().note().replace("ledger.bank.example", "ledger.bonk.example"), 1_800_000_000)));
        wrong.put("at no time", request -> Reply.of(200, witness.cosign(newest(), 0)));
        wrong.put("at a time before all", request -> Reply.of(200, witness.cosign(newest(), -1)));
        wrong.put("at a time of no calendar", request -> Reply.of(200, witness.cosign(newest(), Long.MAX_VALUE)));
        wrong.put("forged", request -> Reply.of(200, good.replace(good.substring(60, 64), "AAAA")));
        wrong.put("not base64", request -> Reply.of(200, good.replace('+', '*').replace('/', '*')));
        wrong.put("nothing", request -> Reply.of(200, ""));
        wrong.put("the request", request -> Reply.of(200, request));
        wrong.put("too much", request -> new Reply(200, "text/plain", new byte[1 << 20]));
        wrong.put("a good one behind too much", request -> Reply.of(200, "\n".repeat(1 << 16) + good));
        wrong.put("a conflict without a size", request -> Reply.of(409, "3\n"));
        wrong.put(
                "a size that is none",
                request -> new Reply(409, "text/x.tlog.size", "-1\n".getBytes(StandardCharsets.UTF_8)));
        wrong.put(
                "a size without end",
                request ->
                        new Reply(409, "text/x.tlog.size", ("9".repeat(30) + "\n").getBytes(StandardCharsets.UTF_8)));
        for (int status : List.of(302, 400, 403, 404, 422, 500, 503)) {
            wrong.put("status " + status, request -> Reply.of(status, good));
        }
        wrong.forEach((what, answering) -> {
            witness.answers(answering);
            assertThatThrownBy(anchor::turn).as(what).isInstanceOf(Unusable.class);
        });
        other.close();
        renamed.close();
        assertThat(cosignatures().newest(witness.verifier())).isEmpty();
        witness.answers(request -> Reply.of(200, "\u2014 stranger AAAAAA==\n\nrubbish\n" + good + good));
        anchor.turn();
        assertThat(cosignatures().added(newest()).note()).isEqualTo(newest().note() + good);
    }

    @Test
    void keysThatAreNotAWitnesssAreSaidNotUsed() {
        for (String key : List.of(
                "",
                "witness",
                "witness+00000000+AAAA",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                witness.verifier().replace("w1+", "w2+"))) {
            assertThatThrownBy(anchor(witness.url(), key)::turn).as(key).hasMessageContaining("the key that is set");
        }
        assertThatThrownBy(anchor("http://localhost:1/", witness.verifier())::turn)
                .hasMessageContaining("could not be reached");
        assertThat(witness.asked()).isZero();
    }

    @Test
    void isAskedOnceAMinuteAtMost() throws Exception {
        anchor.turn();
        sign(1);
        var patient = new WitnessAnchor.Settings(
                witness.url(), witness.verifier(), Duration.ofMinutes(1), Duration.ofSeconds(2));
        WitnessAnchor usual =
                new WitnessAnchor(patient, checkpoints(), cosignatures(), new Proofs(new Subtrees(jdbc)), clock);
        usual.turn();
        assertThat(witness.asked()).isEqualTo(1);
        assertThat(usual.dueSince()).get().matches(due -> due.isAfter(clock.instant()));
    }

    private WitnessAnchor anchor(String url, String key) {
        return new WitnessAnchor(
                new WitnessAnchor.Settings(url, key, Duration.ZERO, Duration.ofSeconds(2)),
                checkpoints(),
                cosignatures(),
                new Proofs(new Subtrees(jdbc)),
                clock);
    }

    private void sign(int entries) {
        Ledger ledger = new Ledger(jdbc, clock);
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < entries; n++) {
                ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of("n", n)));
            }
        });
        Examination examination =
                new Examination(jdbc, new StoredBytes(jdbc, new Originals(jdbc, clock)), JsonMapper.shared());
        new Signer(
                        new Signer.Settings(folder.toString(), "ledger.bank.example"),
                        ledger,
                        examination,
                        checkpoints(),
                        new Subtrees(jdbc),
                        new Alarm(jdbc, clock),
                        transaction)
                .sign();
    }

    private Checkpoint newest() {
        return checkpoints().newest().orElseThrow().checkpoint();
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(jdbc, clock);
    }

    private Cosignatures cosignatures() {
        return new Cosignatures(jdbc, clock);
    }
}
