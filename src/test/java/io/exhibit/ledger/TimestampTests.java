package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Checkpoints stamped by an authority that answers well, badly, slowly, or not at all. */
class TimestampTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private LocalAuthority authority;
    private Instant now = NOON;
    private AnchorStates states;
    private Anchoring anchoring;
    private TimestampAnchor anchor;

    @BeforeEach
    void open() throws IOException {
        DataSource source = TestDatabase.another("timestamps_" + NUMBER.incrementAndGet());
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        authority = new LocalAuthority();
        Files.writeString(folder.resolve("tsa.pem"), authority.trust());
        anchor = anchor(authority.url());
        var settings = new AnchorStates.Settings(Duration.ofMinutes(15), Duration.ofMinutes(1));
        states = new AnchorStates(settings, ledger(), jdbc, clock(), transaction);
        anchoring = new Anchoring(List.of(anchor), states, settings, clock());
    }

    @AfterEach
    void close() {
        authority.close();
    }

    @Test
    void whatIsKeptHoldsForOpenssl() throws Exception {
        sign(3);
        anchor.turn();
        Anchor.Vouched kept = timestamps().newest().orElseThrow();
        assertThat(kept.size()).isEqualTo(3);
        assertThat(kept.by()).isEqualTo("CN=Time of the test");
        Files.writeString(
                folder.resolve("note"), checkpoints().of(3).orElseThrow().note());
        Files.write(folder.resolve("note.tsr"), timestamps().answer(3).orElseThrow());
        assertThat(openssl()).isZero();
        Files.writeString(folder.resolve("note"), "another\n");
        assertThat(openssl()).isNotZero();
    }

    @Test
    void everyHourTheNewestCheckpointIsStamped() throws Exception {
        anchor.turn();
        assertThat(authority.asked()).as("nothing is signed yet").isZero();
        sign(1);
        anchor.turn();
        sign(1);
        anchor.turn();
        assertThat(authority.asked()).isEqualTo(1);
        now = NOON.plus(Duration.ofMinutes(61));
        sign(1);
        anchor.turn();
        anchor.turn();
        assertThat(stamped()).containsExactly(1L, 3L);
        now = NOON.plus(Duration.ofDays(1));
        anchor.turn();
        assertThat(stamped()).as("nothing new to stamp").hasSize(2);
    }

    @Test
    void theSealOfAPackDoesNotWaitForTheHour() throws Exception {
        sign(1);
        anchor.turn();
        record("pack.sealed");
        anchor.turn();
        assertThat(stamped()).as("no checkpoint covers it yet").containsExactly(1L);
        sign(0);
        anchor.turn();
        assertThat(stamped()).containsExactly(1L, 2L);
    }

    @Test
    void whatDoesNotHoldIsNotKept() throws IOException {
        sign(1);
        Map<String, LocalAuthority.Answering> wrong = new LinkedHashMap<>();
        wrong.put("of other bytes", question -> authority.stamp(otherQuestion()));
        wrong.put("nothing", question -> new byte[0]);
        wrong.put("rubbish", question -> LocalAuthority.text("<html>busy</html>"));
        wrong.put("cut off", question -> {
            byte[] answer = authority.stamp(question);
            return Arrays.copyOf(answer, answer.length - 9);
        });
        wrong.put("with something behind", question -> {
            byte[] answer = authority.stamp(question);
            return Arrays.copyOf(answer, answer.length + 1);
        });
        wrong.put("too much", question -> new byte[1 << 20]);
        wrong.put("over a digest that is too weak", question -> authority.stamp(question, NOON, "SHA1withRSA"));
        wrong.put(
                "before its certificate began",
                question -> authority.stamp(question, LocalAuthority.START.minusSeconds(9), "SHA256withRSA"));
        wrong.forEach((what, answering) -> {
            authority.answers(answering);
            assertThatThrownBy(anchor::turn).as(what).isInstanceOf(Unusable.class);
        });
        authority.answers(authority::stamp);
        authority.certified(KeyPurposeId.id_kp_serverAuth, LocalAuthority.END);
        assertThatThrownBy(anchor::turn).as("no authority for time").isInstanceOf(Unusable.class);
        authority.certified(KeyPurposeId.id_kp_timeStamping, LocalAuthority.START.plusSeconds(9));
        assertThatThrownBy(anchor::turn).as("an old certificate").isInstanceOf(Unusable.class);
        authority.certified(KeyPurposeId.id_kp_timeStamping, LocalAuthority.END);
        try (LocalAuthority other = new LocalAuthority()) {
            assertThatThrownBy(anchor(other.url())::turn).as("of another root").isInstanceOf(Unusable.class);
        }
        assertThat(stamped()).isEmpty();
    }

    @Test
    void everyFlippedByteIsRefusedOrChangesNothing() throws Exception {
        TimestampAuthority trusted = TimestampAuthority.trusting(LocalAuthority.text(authority.trust()));
        byte[] bytes = LocalAuthority.text("note");
        var question = trusted.question(bytes);
        byte[] answer = authority.stamp(question.getEncoded());
        Instant at = trusted.read(question, answer).at();
        for (int n = 0; n < answer.length; n += 3) {
            byte[] flipped = answer.clone();
            flipped[n] ^= 1;
            try {
                assertThat(trusted.read(question, flipped).at()).isEqualTo(at);
            } catch (Unusable refused) {
                assertThat(refused.reason()).isNotBlank();
            }
        }
    }

    @Test
    void anAuthorityThatIsNotThereIsEnteredOnceAndOnceAgainWhenItIs() {
        sign(1);
        authority.answers(question -> LocalAuthority.text("busy"));
        for (int minutes = 0; minutes < 60; minutes += 2) {
            now = NOON.plus(Duration.ofMinutes(minutes));
            anchoring.turn(anchor);
        }
        assertThat(entered()).containsExactly("anchor.failing");
        assertThat(states.of(anchor).orElseThrow().reason()).contains("no timestamp that holds");
        assertThat(authority.asked()).isEqualTo(30);
        authority.answers(authority::stamp);
        anchoring.turn(anchor);
        assertThat(entered()).as("not before it is time to ask again").hasSize(1);
        now = now.plus(Duration.ofMinutes(2));
        anchoring.turn(anchor);
        anchoring.turn(anchor);
        assertThat(entered()).containsExactly("anchor.failing", "anchor.working");
        assertThat(anchoring.failure(anchor)).isEmpty();
    }

    @Test
    void nobodyWaitsLongForAnAuthorityThatHangs() throws Exception {
        sign(1);
        authority.answers(question -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return question;
        });
        long before = System.nanoTime();
        assertThatThrownBy(anchor::turn).isInstanceOf(Unusable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        anchoring.look();
        anchoring.look();
        Thread.sleep(300);
        assertThat(authority.asked()).as("one at a time").isEqualTo(2);
    }

    @Test
    void settingsThatCannotBeUsedAreSaidNotFollowed() {
        sign(1);
        for (String url :
                List.of("ftp://localhost/x", "http://user:secret@localhost/", "http://[", "nowhere", "file:/x")) {
            assertThatThrownBy(anchor(url)::turn).as(url).hasMessageContaining("the address");
        }
        var lost = new TimestampAnchor.Settings(
                authority.url(), "/no/such/file", Duration.ofHours(1), Duration.ofSeconds(2));
        assertThatThrownBy(new TimestampAnchor(lost, checkpoints(), timestamps(), clock())::turn)
                .hasMessageContaining("certificates cannot be read");
        assertThat(anchor("").isWanted()).isFalse();
    }

    private byte[] otherQuestion() throws IOException {
        try {
            return TimestampAuthority.trusting(LocalAuthority.text(authority.trust()))
                    .question(LocalAuthority.text("other"))
                    .getEncoded();
        } catch (Unusable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int openssl() throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl", "ts", "-verify", "-data", "note", "-in", "note.tsr", "-CAfile", "tsa.pem")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        openssl.getInputStream().readAllBytes();
        return openssl.waitFor();
    }

    private TimestampAnchor anchor(String url) {
        return new TimestampAnchor(
                new TimestampAnchor.Settings(
                        url, folder.resolve("tsa.pem").toString(), Duration.ofHours(1), Duration.ofSeconds(2)),
                checkpoints(),
                timestamps(),
                clock());
    }

    private void sign(int entries) {
        for (int n = 0; n < entries; n++) {
            record("test.entry");
        }
        long size = ledger().size();
        checkpoints()
                .publish(
                        Checkpoint.signed(
                                NoteKey.generate("ledger.bank.example"),
                                size,
                                ledger().receipt(size - 1).orElseThrow().leafHash()),
                        "x");
    }

    private void record(String kind) {
        transaction.executeWithoutResult(status -> ledger().append(Draft.of(kind, Actor.SYSTEM, Map.of())));
    }

    private List<Long> stamped() {
        return jdbc.sql("SELECT size FROM ledger.timestamp_token ORDER BY size")
                .query(Long.class)
                .list();
    }

    private List<String> entered() {
        return jdbc.sql("SELECT kind FROM ledger.entry WHERE kind LIKE 'anchor.%' ORDER BY index")
                .query(String.class)
                .list();
    }

    private Ledger ledger() {
        return new Ledger(jdbc, clock());
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(jdbc, clock());
    }

    private Timestamps timestamps() {
        return new Timestamps(jdbc, clock());
    }

    /** Shows what the test says it is. */
    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
