package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with an authority that misbehaves in every way, while it is sent documents: nobody notices but the page. */
@Tag("alone")
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "exhibit.signer.origin=ledger.bank.example",
            "exhibit.signer.every=PT0.2S",
            "exhibit.anchor.look=PT0.1S",
            "exhibit.anchor.again=PT0.1S",
            "exhibit.anchor.patience=PT1S",
            "exhibit.timestamp.every=PT0S",
            "exhibit.timestamp.timeout=PT1S",
            "exhibit.witness.every=PT0S",
            "exhibit.witness.timeout=PT1S"
        })
class AnchorsJourneyTests {

    private static final CountDownLatch OVER = new CountDownLatch(1);

    @TempDir
    private static Path folder;

    private static LocalAuthority authority;
    private static LocalWitness witness;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Checkpoints checkpoints;

    private Api api;
    private int sent;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("exhibit.signer.dir", () -> folder.resolve("signer").toString());
        registry.add("exhibit.timestamp.url", () -> authority.url());
        registry.add("exhibit.witness.url", () -> witness.url());
        registry.add("exhibit.witness.key", () -> witness.verifier());
        registry.add(
                "exhibit.timestamp.certificates",
                () -> folder.resolve("tsa.pem").toString());
    }

    @BeforeAll
    static void open() throws IOException {
        authority = new LocalAuthority();
        witness = new LocalWitness("witness.audit.example/w1");
        Files.writeString(folder.resolve("tsa.pem"), authority.trust());
    }

    @AfterAll
    static void close() {
        OVER.countDown();
        authority.close();
        witness.close();
    }

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "ci", Permission.SCANS_WRITE, Permission.READ, Permission.LEDGER_READ);
    }

    @Test
    void neverKeepsASenderOrTheSignerWaiting() throws Exception {
        Map<String, LocalAuthority.Answering> ways = new LinkedHashMap<>();
        ways.put("hangs", question -> {
            waitFor(OVER);
            return question;
        });
        ways.put("rubbish", question -> LocalAuthority.text("\u0000\u0001rubbish"));
        ways.put("huge", question -> new byte[50_000_000]);
        ways.put("breaks off", question -> {
            throw new IOException("gone");
        });
        for (Map.Entry<String, LocalAuthority.Answering> way : ways.entrySet()) {
            authority.answers(way.getValue());
            witness.answers(request ->
                    new LocalWitness.Reply(200, "text/plain", way.getValue().to(LocalAuthority.text(request))));
            int asked = authority.asked();
            sendAtOnce(way.getKey());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> authority.asked() > asked
                            && api.get("/api/v1/anchors").text("/0/reason").length() > 3);
            long size = checkpoints.newest().orElseThrow().checkpoint().size();
            send();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(checkpoints
                                    .newest()
                                    .orElseThrow()
                                    .checkpoint()
                                    .size())
                            .as(way.getKey())
                            .isGreaterThan(size));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> states().equals("FAILING FAILING"));
        authority.answers(authority::stamp);
        witness.answers(null);
        witness.watch(Files.readString(folder.resolve("signer/log.vkey")));
        await().atMost(Duration.ofSeconds(20)).until(() -> states().equals("WORKING WORKING"));
        Api.Answer anchors = api.get("/api/v1/anchors");
        assertThat(anchors.text("/0/anchor")).isEqualTo("timestamp");
        assertThat(anchors.text("/0/by")).isEqualTo("CN=Time of the test");
        long size = anchors.number("/0/size");
        String note = api.get("/api/v1/checkpoints/" + size).response().body();
        assertThat(note).isEqualTo(checkpoints.of(size).orElseThrow().note());
        assertThat(api.get("/api/v1/checkpoints/" + size + "/timestamp")
                        .response()
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("application/timestamp-reply");
        long cosigned = anchors.number("/1/size");
        assertThat(anchors.text("/1/by")).isEqualTo("witness.audit.example/w1");
        assertThat(api.get("/api/v1/checkpoints/" + cosigned + "/cosigned")
                        .response()
                        .body())
                .startsWith(checkpoints.of(cosigned).orElseThrow().note())
                .contains("\n\u2014 witness.audit.example/w1 ");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/checkpoint").response().body().contains("\n\u2014 witness.audit.example/w1 "));
        assertThat(api.get("/api/v1/checkpoints/999999999/cosigned").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/checkpoints/999999999/timestamp").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/checkpoints/999999999").status()).isEqualTo(404);
    }

    private String states() {
        Api.Answer anchors = api.get("/api/v1/anchors");
        return anchors.text("/0/state") + " " + anchors.text("/1/state");
    }

    /** Most of many are kept sooner than anybody outside is waited for: a busy machine may keep one of them waiting, nobody else may. */
    private void sendAtOnce(String way) throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            long before = System.nanoTime();
            send();
            took.add(Duration.ofNanos(System.nanoTime() - before));
        }
        Collections.sort(took);
        assertThat(took.get(20)).as(way).isLessThan(Duration.ofSeconds(1));
    }

    private void send() throws Exception {
        String body = "{\"SchemaVersion\": 2, \"ArtifactName\": \"x" + sent++ + "\"}";
        assertThat(api.post("/api/v1/scans?environment=anchors", body.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
