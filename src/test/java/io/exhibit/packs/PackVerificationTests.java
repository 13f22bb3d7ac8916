package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A real pack, and what a forger might do to it: the script and the jar find all of it, and never differ. */
@Tag("alone")
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.signer.origin=ledger.bank.example", "exhibit.signer.every=PT0.2S"})
class PackVerificationTests {

    private static final String LEAVES = "ledger/leaves.jsonl";

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Originals originals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @DynamicPropertySource
    static void signHere(DynamicPropertyRegistry registry) {
        registry.add("exhibit.signer.dir", () -> folder.resolve("signer").toString());
    }

    /** What somebody does to an unpacked pack. */
    @FunctionalInterface
    private interface Forgery {
        void forge(Path pack) throws IOException;
    }

    @Test
    void soundPacksPassAndForgedOnesDoNot() throws Exception {
        Path pack = pack();
        assertThat(verdict(pack)).isEqualTo(0);
        Map<String, Forgery> forgeries = forgeries();
        for (Map.Entry<String, Forgery> forgery : forgeries.entrySet()) {
            Path copy = copy(pack);
            forgery.getValue().forge(copy);
            reseal(copy);
            assertThat(verdict(copy)).as(forgery.getKey()).isEqualTo(1);
        }
        assertThat(forgeries).hasSizeGreaterThan(10);
        Files.writeString(pack.resolve("more.txt"), "not listed");
        assertThat(verdict(pack)).as("a file that nothing lists").isEqualTo(1);
    }

    /** Without sealing again: whatever bit is turned. */
    @Test
    void aTurnedBitIsFoundWhereverItIs() throws Exception {
        Path pack = pack();
        List<Path> files;
        try (Stream<Path> all = Files.walk(pack)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        Random random = new Random(20261122);
        for (int n = 0; n < 15; n++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int place = random.nextInt(bytes.length);
            byte[] turned = bytes.clone();
            turned[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, turned);
            assertThat(verdict(pack)).as("%s at %s", file, place).isEqualTo(1);
            Files.write(file, bytes);
        }
        assertThat(verdict(pack)).isEqualTo(0);
    }

    private static Map<String, Forgery> forgeries() {
        Map<String, Forgery> all = new LinkedHashMap<>();
        all.put("a leaf left out", pack -> lines(pack, LEAVES, lines -> lines.remove(1)));
        all.put("a leaf twice", pack -> lines(pack, LEAVES, lines -> lines.add(1, lines.get(1))));
        all.put("leaves in another order", pack -> lines(pack, LEAVES, lines -> Collections.swap(lines, 0, 1)));
        all.put("the end left out", pack -> lines(pack, LEAVES, List::removeLast));
        all.put(
                "another kind",
                pack -> lines(
                        pack,
                        LEAVES,
                        lines -> lines.set(0, lines.getFirst().replaceFirst("\"k\":\"[^\"]*\"", "\"k\":\"x.y\""))));
        all.put("another size", pack -> lines(pack, "ledger/to.checkpoint", lines -> lines.set(1, lines.get(1) + "0")));
        all.put(
                "another root",
                pack -> lines(
                        pack,
                        "ledger/to.checkpoint",
                        lines -> lines.set(2, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")));
        all.put("no signature", pack -> lines(pack, "ledger/to.checkpoint", List::removeLast));
        all.put("a detail left out", pack -> Files.delete(someDetail(pack)));
        all.put(
                "a detail changed",
                pack -> Files.writeString(
                        someDetail(pack), Files.readString(someDetail(pack)).replace("earlier", "later")));
        all.put("an item left out", pack -> Files.delete(someItem(pack)));
        all.put(
                "an item changed",
                pack -> lines(
                        pack,
                        "ledger/items/" + someItem(pack).getFileName(),
                        lines -> lines.set(1, lines.get(1).replace("packs", "pucks"))));
        all.put(
                "another way up",
                pack -> lines(
                        pack, "ledger/items/" + someItem(pack).getFileName(), lines -> lines.add("0".repeat(64))));
        all.put("an item in another place", pack -> {
            Path item = someItem(pack);
            Files.move(item, item.resolveSibling(item.getFileName().toString().replaceFirst("-\\d+", "-4711")));
        });
        all.put(
                "an item of an entry that has none",
                pack -> Files.copy(
                        someItem(pack),
                        pack.resolve("ledger/items/" + someDetail(pack).getFileName() + "-0")));
        all.put("a detail of nothing", pack -> Files.copy(someDetail(pack), pack.resolve("ledger/details/999999")));
        all.put("an original exchanged", PackVerificationTests::exchange);
        all.put("an original and its row left out, the row's file too", pack -> {
            Files.delete(someOriginal(pack));
        });
        all.put("a row for an original that nobody sent", pack -> {
            byte[] invented = "invented".getBytes(StandardCharsets.UTF_8);
            String hex = Sha256.of(invented).hex();
            Path there = pack.resolve("originals/sha256/" + hex.substring(0, 2) + "/" + hex);
            Files.createDirectories(there.getParent());
            Files.write(there, invented);
            lines(pack, "sources.csv", lines -> lines.add(lines.getLast().replaceFirst("[0-9a-f]{64}", hex)));
        });
        all.put("no folder ledger", pack -> {
            try (Stream<Path> inside = Files.walk(pack.resolve("ledger"))) {
                for (Path path : inside.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        });
        return all;
    }

    private static void exchange(Path pack) throws IOException {
        Path original = someOriginal(pack);
        byte[] forged = "{\"SchemaVersion\":2,\"Results\":[]}".getBytes(StandardCharsets.UTF_8);
        String before = original.getFileName().toString();
        String after = Sha256.of(forged).hex();
        Path there = pack.resolve("originals/sha256/" + after.substring(0, 2) + "/" + after);
        Files.createDirectories(there.getParent());
        Files.write(there, forged);
        Files.delete(original);
        Files.writeString(
                pack.resolve("sources.csv"),
                Files.readString(pack.resolve("sources.csv")).replace(before, after));
    }

    private static Path someItem(Path pack) throws IOException {
        try (Stream<Path> all = Files.list(pack.resolve("ledger/items"))) {
            return all.sorted().findFirst().orElseThrow();
        }
    }

    private static Path someDetail(Path pack) throws IOException {
        try (Stream<Path> all = Files.list(pack.resolve("ledger/details"))) {
            return all.sorted().findFirst().orElseThrow();
        }
    }

    private static Path someOriginal(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack.resolve("originals"))) {
            return all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    /** What is done to the lines of a file. */
    private interface Edit {
        void apply(List<String> lines);
    }

    private static void lines(Path pack, String file, Edit edit) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(pack.resolve(file)));
        edit.apply(lines);
        Files.writeString(pack.resolve(file), String.join("\n", lines) + "\n");
    }

    /** A careful forger makes the lists go with what is there. */
    private static void reseal(Path pack) throws IOException {
        String manifest = Files.readString(pack.resolve("manifest.json"));
        String head = manifest.substring(0, manifest.indexOf("\"content\" : ["));
        List<String> entries = new ArrayList<>();
        StringBuilder sums = new StringBuilder();
        for (Path file : files(pack)) {
            String path = pack.relativize(file).toString();
            if (path.equals("SHA256SUMS") || path.equals("manifest.json")) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            String hex = Sha256.of(bytes).hex();
            sums.append(hex).append("  ").append(path).append('\n');
            entries.add("{\n    \"path\" : \"" + path + "\",\n    \"media_type\" : \"x\",\n    \"bytes\" : "
                    + bytes.length + ",\n    \"sha256\" : \"" + hex + "\"\n  }");
        }
        Files.writeString(
                pack.resolve("manifest.json"), head + "\"content\" : [ " + String.join(", ", entries) + " ]\n}\n");
        sums.append(Sha256.of(Files.readAllBytes(pack.resolve("manifest.json"))).hex())
                .append("  manifest.json\n");
        Files.writeString(pack.resolve("SHA256SUMS"), sums);
    }

    private static List<Path> files(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What both verifiers say; they never differ. */
    private static int verdict(Path pack) throws Exception {
        String key = folder.resolve("signer/log.vkey").toString();
        int script = run("python3", "src/main/resources/verifier/verify-pack.py", key, pack.toString());
        int jar = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/classes",
                "io.exhibit.verifier.VerifyPack",
                key,
                pack.toString());
        assertThat(jar).as("script and jar agree").isEqualTo(script);
        return script;
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(said).as(String.join(" ", command)).contains(code == 0 ? "The pack is sound." : "NOT SOUND: ");
        return code;
    }

    private Path pack() throws Exception {
        String token = tokens.issue(
                "packs",
                EnumSet.of(Permission.SCANS_WRITE, Permission.PACKS_WRITE, Permission.READ),
                Duration.ofDays(1),
                Actor.SYSTEM);
        Api api = new Api(port, token);
        for (String sample : List.of("alpine-39", "juice-shop-v12.10.2")) {
            assertThat(api.post("/api/v1/scans?environment=packs&wait=30s", PackTestFiles.sample(sample))
                            .status())
                    .isIn(200, 202);
        }
        keptEarlier();
        Api.Answer asked = api.post("/api/v1/packs", """
                {"framework": "pci", "from": "2026-01-01", "to": "2027-12-31"}
                """.getBytes(StandardCharsets.UTF_8));
        String url = asked.response().headers().firstValue("Location").orElseThrow();
        for (int attempt = 0; attempt < 600 && !api.get(url).text("/state").equals("SEALED"); attempt++) {
            Thread.sleep(200);
        }
        HttpResponse<InputStream> zip = HttpClient.newHttpClient()
                .send(
                        api.request(api.get(url).text("/sealed/archive")).GET().build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        return PackTestFiles.unzip(zip.body(), Files.createTempDirectory(folder, "pack"));
    }

    /** A request as it was kept before leaves had items: the entry's detail names it. */
    private void keptEarlier() {
        byte[] bytes = ("kept earlier " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(status -> {
            try {
                Sha256 sha256 = originals.store(new ByteArrayInputStream(bytes));
                Map<String, Object> item = Map.of("sha256", sha256.hex(), "context", Map.of("environment", "earlier"));
                long index = ledger.append(new Draft(
                                "scan.accepted", Actor.SYSTEM, Map.of("items", List.of(item)), null, bytes.length, 1))
                        .index();
                jdbc.sql("""
                        INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, context,
                                                       context_hash, received_at, entry_index, position)
                        VALUES (gen_random_uuid(), 'SCAN', gen_random_uuid(), :sha256, :size, 'text/plain', 'identity', '{}',
                                sha256(''), now(), :index, 0)
                        """)
                        .param("sha256", sha256.bytes())
                        .param("size", bytes.length)
                        .param("index", index)
                        .update();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static Path copy(Path pack) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        Files.walkFileTree(pack, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path to = copy.resolve(pack.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }
}
