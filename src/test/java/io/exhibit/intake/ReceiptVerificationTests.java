package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import io.exhibit.verifier.Verifiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What senders are told, checked without Exhibit: the script and the jar find every forgery, and never differ. */
@Tag("alone")
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.signer.origin=ledger.bank.example", "exhibit.signer.every=PT0.2S"})
class ReceiptVerificationTests {

    private static final String SOUND = "The receipt is sound.";
    private static final String UNSOUND = "NOT SOUND: ";

    private static Verifiers verifiers;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @DynamicPropertySource
    static void signHere(DynamicPropertyRegistry registry) {
        registry.add("exhibit.signer.dir", () -> folder.resolve("signer").toString());
        registry.add("exhibit.node.dir", () -> folder.resolve("node").toString());
    }

    @BeforeAll
    static void startScript() throws IOException {
        verifiers = new Verifiers(folder.resolve("keys"));
    }

    @AfterAll
    static void stopScript() {
        verifiers.close();
    }

    /** An answer and what it answers. */
    private record Sent(String bytes, Api.Answer answer) {}

    @Test
    void aReceiptHoldsWithoutExhibitAndAForgedOneDoesNot() throws Exception {
        Sent sent = shared();
        String answer = sent.answer().response().body();
        keys(sent.answer().text("/receipt/key"));
        assertThat(verdict(answer, sent.bytes(), null)).isEqualTo(SOUND);
        for (Map.Entry<String, UnaryOperator<String>> forgery : forgeries().entrySet()) {
            String forged = forgery.getValue().apply(answer);
            assertThat(forged).as(forgery.getKey()).isNotEqualTo(answer);
            assertThat(verdict(forged, sent.bytes(), null)).as(forgery.getKey()).startsWith(UNSOUND);
        }
        assertThat(verdict(answer, "other bytes", null)).startsWith(UNSOUND);
        assertThat(Files.getPosixFilePermissions(folder.resolve("node/node.key")))
                .hasSize(2);
    }

    @Test
    void aReceiptIsProvenToBeInTheSignedLedger() throws Exception {
        Sent sent = shared();
        String answer = sent.answer().response().body();
        keys(sent.answer().text("/receipt/key"));
        String proof = proof(sent.answer().number("/receipt/index"));
        assertThat(verdict(answer, sent.bytes(), proof)).isEqualTo(SOUND);
        String other = proof(sent.answer().number("/receipt/index") - 1);
        assertThat(verdict(answer, sent.bytes(), other)).startsWith(UNSOUND);
        assertThat(verdict(answer, sent.bytes(), proof.replaceFirst("\nindex \\d+", "\nindex 0")))
                .startsWith(UNSOUND);
        assertThat(verdict(answer, sent.bytes(), proof.replaceFirst("\n\nledger", "\n\nlodger")))
                .startsWith(UNSOUND);
        Random random = new Random(20261123);
        for (int n = 0; n < 300; n++) {
            StringBuilder turned = new StringBuilder(answer);
            int place = random.nextInt(turned.length());
            turned.setCharAt(place, (char) (turned.charAt(place) ^ 1 << random.nextInt(6)));
            verdict(turned.toString(), sent.bytes(), proof);
        }
    }

    /** Later and as a replay the same is answered. */
    @Test
    void theSameReceiptIsGivenAgain() throws Exception {
        Sent sent = shared();
        Api sensor = new Api(port, token(Permission.READ));
        Api.Answer later = sensor.get(sent.answer().text("/statusUrl"));
        assertThat(later.body().at("/receipt")).isEqualTo(sent.answer().body().at("/receipt"));
        assertThat(sensor.get("/api/v1/keys").text("/0/key"))
                .isEqualTo(sent.answer().text("/receipt/key"));
    }

    private static Map<String, UnaryOperator<String>> forgeries() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("another index", answer -> answer.replaceFirst("\"index\":", "\"index\":1"));
        all.put("another position", answer -> answer.replaceFirst("\"position\":", "\"position\":9"));
        all.put("another kind", answer -> answer.replaceFirst("events\\.accepted", "events.excepted"));
        all.put("another salt", answer -> answer.replaceFirst("\"salt\":\"..", "\"salt\":\"00"));
        all.put("no way up", answer -> answer.replaceFirst("\"path\":\\[[^]]*]", "\"path\":[]"));
        all.put("a member twice", answer -> answer.replaceFirst("\"position\":", "\"position\":0,\"position\":"));
        all.put("no signature", answer -> answer.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\""));
        all.put("an unknown key", answer -> answer.replaceFirst("\"key\":\"exhibit", "\"key\":\"inhibit"));
        all.put(
                "a member twice, the second of another type",
                answer -> answer.replaceFirst("\"position\":", "\"position\":\"0\",\"position\":"));
        all.put(
                "a member twice, disguised",
                answer -> answer.replaceFirst("\"position\":", "\"\\\\u0070osition\":1,\"position\":"));
        all.put(
                "another key of another name",
                answer -> answer.replaceFirst(
                        "\"key\":\"[^\"]*\"",
                        "\"key\":\"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\""));
        all.put("a leaf of version 1", answer -> answer.replaceFirst("v\\\\\":2", "v\\\\\":1"));
        all.put("another item", answer -> answer.replaceFirst("receipts", "recipes_"));
        return all;
    }

    /** A request that shared its entry with others. */
    private Sent shared() throws Exception {
        Api sensor = new Api(port, token(Permission.EVENTS_WRITE));
        for (int attempt = 0; attempt < 50; attempt++) {
            List<Future<Sent>> together = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
                for (int n = 0; n < 4; n++) {
                    together.add(pool.submit(() -> {
                        String bytes = "{\"rule\":\"r\",\"time\":\"2026-11-20T10:00:00Z\",\"n\":\"" + System.nanoTime()
                                + "\"}";
                        return new Sent(
                                bytes,
                                sensor.post("/api/v1/events?cluster=receipts", bytes.getBytes(StandardCharsets.UTF_8)));
                    }));
                }
            }
            for (Future<Sent> sent : together) {
                assertThat(sent.get().answer().status()).isEqualTo(202);
                if (!sent.get().answer().body().at("/receipt/path").isEmpty()) {
                    return sent.get();
                }
            }
        }
        throw new AssertionError("No two requests shared an entry");
    }

    private void keys(String node) throws IOException {
        for (int attempt = 0; attempt < 100 && !Files.exists(folder.resolve("signer/log.vkey")); attempt++) {
            sleep();
        }
        Files.writeString(folder.resolve("keys"), node + "\n" + Files.readString(folder.resolve("signer/log.vkey")));
    }

    private String proof(long index) {
        Api reader = new Api(port, token(Permission.READ));
        for (int attempt = 0; attempt < 100; attempt++) {
            Api.Answer proof = reader.get("/api/v1/receipts/" + index + "/proof");
            if (proof.status() == 200) {
                return proof.response().body();
            }
            sleep();
        }
        throw new AssertionError("Entry " + index + " was not signed within ten seconds");
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String token(Permission permission) {
        return tokens.issue("receipts", EnumSet.of(permission), Duration.ofDays(1), Actor.SYSTEM);
    }

    /** What both verifiers say; they never differ. */
    private static String verdict(String answer, String sent, @Nullable String proof) throws IOException {
        List<Path> files = new ArrayList<>(List.of(file("answer", answer), file("sent", sent)));
        if (proof != null) {
            files.add(file("proof", proof));
        }
        String verdict = verifiers.receipt(files);
        assertThat(verdict).matches("The receipt is sound\\.|NOT SOUND: .+");
        return verdict;
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
