package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
import org.springframework.transaction.support.TransactionTemplate;

/** A monitor from outside: it believes nothing but the hashes. */
@Tag("alone")
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.signer.origin=ledger.bank.example", "exhibit.signer.every=PT0.2S"})
class LogJourneyTests {

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private TransactionTemplate transaction;

    private String token;

    @DynamicPropertySource
    static void signHere(DynamicPropertyRegistry registry) {
        registry.add("exhibit.signer.dir", () -> folder.resolve("signer").toString());
    }

    @BeforeEach
    void watch() {
        token = tokens.issue("monitor", EnumSet.of(Permission.LEDGER_READ), Duration.ofDays(1), Actor.SYSTEM);
    }

    @Test
    void leavesTilesAndCheckpointAreOneStory() throws Exception {
        Checkpoint checkpoint = awaitSigned(record(600));
        List<Sha256> leaves = new ArrayList<>();
        for (long tile = 0; tile * 256 < checkpoint.size(); tile++) {
            long width = Math.min(256, checkpoint.size() - tile * 256);
            String place = String.format("%03d", tile) + (width < 256 ? ".p/" + width : "");
            List<Sha256> hashes = hashes(bytes("/tile/0/" + place));
            List<Sha256> hashed = bundle(bytes("/tile/entries/" + place)).stream()
                    .map(Leaf::hash)
                    .toList();
            assertThat(hashes).hasSize((int) width).isEqualTo(hashed);
            leaves.addAll(hashes);
        }
        Frontier frontier = new Frontier();
        leaves.forEach(leaf -> frontier.add(leaf, (level, index, root) -> {}));
        assertThat(frontier.root()).isEqualTo(checkpoint.root());
        assertThat(hashes(bytes("/tile/1/000.p/2"))).containsExactly(root(leaves, 0), root(leaves, 256));
    }

    @Test
    void everyReceiptIsProven() throws Exception {
        long index = record(3);
        Checkpoint checkpoint = awaitSigned(index);
        String proof = new String(bytes("/api/v1/receipts/" + index + "/proof"), StandardCharsets.UTF_8);
        List<String> lines = proof.lines().toList();
        assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
        byte[] leaf = Base64.getDecoder().decode(lines.get(1).substring("extra ".length()));
        assertThat(new String(leaf, StandardCharsets.US_ASCII))
                .isEqualTo(ledger.receipt(index).orElseThrow().leaf());
        assertThat(lines.get(2)).isEqualTo("index " + index);
        assertThat(proof).contains("\n\nledger.bank.example\n");
        assertThat(checkpoint.note()).contains("\u2014 ledger.bank.example ");
    }

    @Test
    void anItemIsProvenWithoutTheOthers() throws Exception {
        Receipt receipt = transaction.execute(status -> ledger.append(
                Draft.ofItems("test.batch", Actor.SYSTEM, List.of(Map.of("n", 0), Map.of("n", 1), Map.of("n", 2)), 0)));
        awaitSigned(receipt.index());
        String path = "/api/v1/receipts/" + receipt.index() + "/proof?item=";
        assertThat(get(path + 1).statusCode())
                .as("to read is more than to watch")
                .isEqualTo(403);
        token = tokens.issue("reader", EnumSet.of(Permission.READ), Duration.ofDays(1), Actor.SYSTEM);
        String proof = new String(bytes(path + 1), StandardCharsets.UTF_8);
        String extra = new String(
                Base64.getDecoder().decode(proof.lines().toList().get(1).substring("extra ".length())),
                StandardCharsets.UTF_8);
        List<String> lines = extra.lines().toList();
        assertThat(lines.subList(0, 2)).containsExactly(receipt.leaf(), "1");
        assertThat(lines.get(3)).isEqualTo("{\"n\":1}");
        assertThat(lines.subList(4, lines.size())).hasSize(2);
        assertThat(extra).doesNotContain("{\"n\":0}", "{\"n\":2}");
        assertThat(get(path + 3).statusCode()).isEqualTo(404);
        assertThat(get(path + -1).statusCode()).isEqualTo(404);
        assertThat(get(path + "x").statusCode()).isEqualTo(400);
    }

    @Test
    void showsNothingThatNoCheckpointCovers() throws Exception {
        long index = record(1);
        long size = awaitSigned(index).size();
        long width = size % 256 + 1;
        assertThat(get("/tile/0/" + String.format("%03d", size / 256) + ".p/" + Math.min(width + 20, 255))
                        .statusCode())
                .isEqualTo(404);
        for (String path : List.of(
                "/tile/0/1",
                "/tile/0/x001/000",
                "/tile/0/000.p/256",
                "/tile/0/000.p/0",
                "/tile/9/000",
                "/tile/entries/999",
                "/tile/0/../entries/000",
                "/api/v1/receipts/999999/proof")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(get("/api/v1/consistency?from=1").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/consistency?from=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/consistency?from=1&to=" + (size + 9999)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void isShownToWhoMayWatch() {
        String sender = tokens.issue("ci", EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
        assertThat(new Api(port, sender).get("/checkpoint").status()).isEqualTo(403);
        assertThat(new Api(port, "none").get("/tile/0/000").status()).isEqualTo(401);
        assertThat(new Api(port, sender).get("/api/v1/receipts/999999/proof").status())
                .isEqualTo(404);
        assertThat(new Api(port, token).get("/api/v1/alerts").status()).isEqualTo(403);
    }

    private long record(int entries) {
        Long last = transaction.execute(status -> {
            Receipt receipt = ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of()));
            for (int n = 1; n < entries; n++) {
                receipt = ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of()));
            }
            return receipt.index();
        });
        assertThat(last).isNotNull();
        return last;
    }

    private Checkpoint awaitSigned(long index) throws InterruptedException {
        for (int attempt = 0; attempt < 200; attempt++) {
            Checkpoint newest =
                    checkpoints.newest().map(Checkpoints.Published::checkpoint).orElse(null);
            if (newest != null && newest.size() > index) {
                return newest;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("Entry " + index + " was not signed within ten seconds");
    }

    private byte[] bytes(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static Sha256 root(List<Sha256> leaves, int from) {
        Frontier frontier = new Frontier();
        leaves.subList(from, from + 256).forEach(leaf -> frontier.add(leaf, (level, index, root) -> {}));
        return frontier.root();
    }

    private static List<Sha256> hashes(byte[] tile) {
        List<Sha256> hashes = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(tile);
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[32];
            buffer.get(hash);
            hashes.add(Sha256.ofBytes(hash));
        }
        return hashes;
    }

    private static List<byte[]> bundle(byte[] bytes) {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            byte[] entry = new byte[buffer.getShort() & 0xFFFF];
            buffer.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
