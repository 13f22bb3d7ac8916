package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Checkpoints;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.LocalAuthority;
import io.exhibit.ledger.LocalWitness;
import io.exhibit.ledger.Originals;
import io.exhibit.packs.pdf.BankCertificates;
import io.exhibit.verifier.Verifiers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
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
        properties = {
            "exhibit.signer.origin=ledger.bank.example",
            "exhibit.signer.every=PT0.2S",
            "exhibit.anchor.look=PT0.1S",
            "exhibit.anchor.again=PT0.1S",
            "exhibit.timestamp.every=PT0S",
            "exhibit.witness.every=PT0S"
        })
class PackVerificationTests {

    private static final int MUTATIONS = Integer.getInteger("exhibit.mutations", 300);
    private static final String SOUND = "The pack is sound.";
    private static final String UNSOUND = "NOT SOUND: ";

    private static final String COMMITMENT = "( head -n 1 seal.txt | xxd -r -p; tail -n +2 seal.txt ) | sha256sum";
    private static final String LEAF = "sed -n 's/^extra //p' seal.proof | base64 -d";

    private static final String TO = "ledger/to.checkpoint";
    private static final String STAMP =
            "openssl ts -verify -data ledger/timestamped.checkpoint -in ledger/timestamped.tsr -CAfile tsa-root.pem";

    private static final BankCertificates BANK = new BankCertificates("RSA", 2_048);

    private static byte[] zip = {};
    private static String sealed = "";
    private static SortedMap<String, byte[]> files = new TreeMap<>();
    private static Verifiers verifiers;
    private static LocalAuthority authority;
    private static LocalWitness witness;

    private final Random random = new Random(20261122);

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Checkpoints checkpoints;

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
        registry.add("exhibit.timestamp.url", () -> authority.url());
        registry.add(
                "exhibit.packs.signature.keystore",
                () -> folder.resolve("packs.p12").toString());
        registry.add("exhibit.packs.signature.passphrase", () -> new String(BankCertificates.PASSPHRASE));
        registry.add("exhibit.witness.url", () -> witness.url());
        registry.add("exhibit.witness.key", () -> witness.verifier());
        registry.add(
                "exhibit.timestamp.certificates",
                () -> folder.resolve("tsa-root.pem").toString());
    }

    @BeforeAll
    static void startScript() throws IOException {
        Files.createDirectories(folder.resolve("pack"));
        authority = new LocalAuthority();
        witness = new LocalWitness("witness.audit.example/w1");
        Files.writeString(folder.resolve("tsa-root.pem"), authority.trust());
        BANK.keystore(folder.resolve("packs.p12"));
        Files.writeString(folder.resolve("bank-root.pem"), BANK.pem());
        verifiers = new Verifiers(folder.resolve("witnessed.vkeys"));
    }

    @AfterAll
    static void stopScript() {
        verifiers.close();
        authority.close();
        witness.close();
    }

    @BeforeEach
    void pack(@Autowired BeanFactory beans) throws Exception {
        if (zip.length > 0) {
            return;
        }
        Api api = Api.of(port, tokens, "packs", Permission.SCANS_WRITE, Permission.PACKS_WRITE, Permission.READ);
        // A checkpoint of what was there before, so that the pack has an earlier one, too.
        transaction.executeWithoutResult(
                started -> ledger.append(Draft.of("test.before", Actor.SYSTEM, Map.of("what", "before"))));
        await().until(() -> checkpoints.newest().isPresent());
        String key = Files.readString(folder.resolve("signer/log.vkey"));
        witness.watch(key);
        Files.writeString(folder.resolve("witnessed.vkeys"), key + witness.verifier() + "\n");
        send(api, "alpine-39");
        send(api, "busybox-with-lockfile");
        send(api, "distroless-base");
        keptEarlier(1);
        keptEarlier(2);
        long size = checkpoints.newest().orElseThrow().checkpoint().size();
        awaitOneOf("timestamp_token", size);
        awaitOneOf("cosignature", size);
        Api.Answer asked = api.post("/api/v1/packs", """
                {"framework": "pci", "from": "2026-01-01", "to": "2027-12-31"}
                """.getBytes(StandardCharsets.UTF_8));
        String url = asked.response().headers().firstValue("Location").orElseThrow();
        assertThat(new ThreePeople(beans).seal(ThreePeople.named(url)).isSealed())
                .isTrue();
        zip = HttpClient.newHttpClient()
                .send(
                        api.request(api.get(url).text("/sealed/archive")).GET().build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        sealed = api.get(url).text("/sealed/archiveSha256");
        Files.writeString(
                folder.resolve("seal.txt"),
                api.get(url + "/seal.txt").response().body());
        assertThat(api.get(url).text("/sealed/signature/signer")).isEqualTo("O=Example Bank N.A., CN=Evidence packs");
        assertThat(api.get(url).text("/sealed/signature/stampedBy")).isEqualTo("CN=Time of the test");
        String proof = "/api/v1/receipts/" + api.get(url).number("/sealed/ledgerIndex") + "/proof";
        await().until(() -> api.get(proof).status() == 200);
        Files.writeString(
                folder.resolve("seal.proof"), api.get(proof).response().body());
        files = PackTestFiles.files(zip);
        write(files, new TreeMap<>());
    }

    private void awaitOneOf(String table, long size) {
        await().until(() -> jdbc.sql("SELECT coalesce(max(size), 0) >= :size FROM ledger." + table)
                .param("size", size)
                .query(Boolean.class)
                .single());
    }

    /** A request as it was kept before leaves had items: the entry's detail names it. */
    private void keptEarlier(int which) {
        byte[] bytes = ("kept earlier, " + which).getBytes(StandardCharsets.UTF_8);
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

    private static void send(Api api, String sample) throws Exception {
        assertThat(api.post("/api/v1/scans?environment=packs&wait=30s", PackTestFiles.sample(sample))
                        .status())
                .isIn(200, 202);
    }

    @Test
    void asSealedItIsSoundInTheArchiveAndUnpacked() throws IOException {
        assertThat(verdict(files)).isEqualTo(SOUND);
        assertThat(verdict(zip)).isEqualTo(SOUND);
        assertThat(verdict(zip, sealed)).isEqualTo(SOUND);
        assertThat(verdict(zip, "0".repeat(64))).isEqualTo("NOT SOUND: this is not the archive that was sealed");
        assertThat(files).containsKeys("ledger/from.checkpoint", "ledger/from.peaks", "ledger/to.checkpoint");
        assertThat(String.join(" ", files.keySet()))
                .as("leaves of both versions")
                .containsPattern("ledger/details/\\d+ ")
                .containsPattern("ledger/items/\\d+-\\d+ ");
    }

    /** The commands that HOW-TO-VERIFY prints. */
    @Test
    void theSealCanBeCheckedByHand() throws Exception {
        assertThat(files.get("HOW-TO-VERIFY.txt")).asString().contains(COMMITMENT, LEAF);
        assertThat(Files.readString(folder.resolve("seal.txt"))).contains("\"sha256\":\"" + sealed + "\"");
        String commitment = shell(COMMITMENT).substring(0, 64);
        assertThat(shell(LEAF)).contains("\"c\":\"" + commitment + "\"", "\"k\":\"pack.sealed\"");
    }

    @Test
    void theTimestampCanBeCheckedByHand() throws Exception {
        assertThat(files).containsKeys(ForgedFiles.STAMP);
        assertThat(files.get("HOW-TO-VERIFY.txt")).asString().contains(STAMP);
        String here = "cd pack && " + STAMP.replace("tsa-root.pem", "../tsa-root.pem");
        assertThat(shell(here + " 2>&1")).contains("Verification: OK");
        assertThat(shell(here.replace("-data ledger/timestamped", "-data ledger/from") + " 2>&1"))
                .contains("Verification: FAILED");
        assertThat(shell("openssl ts -reply -in pack/ledger/timestamped.tsr -text 2>&1"))
                .contains("Time stamp: ");
    }

    @Test
    void whoSignedTheReportCanBeCheckedByHand() throws Exception {
        String words = new String(Objects.requireNonNull(files.get("HOW-TO-VERIFY.txt")), StandardCharsets.UTF_8);
        String digest = ReportSigning.digest(BANK.certificate()).hex();
        assertThat(words).contains(digest, "CN=Evidence packs", "CN=Time of the test");
        String commands = words.substring(words.indexOf("set -- "), words.indexOf("The first of these two"));
        String here = "cd pack\n" + commands;
        assertThat(shell("(" + here + ") 2>&1").replace(":", ""))
                .contains("CAdES Verification successful")
                .containsIgnoringCase(digest);
        byte[] changed = Objects.requireNonNull(files.get("report.pdf")).clone();
        changed[changed.length / 3] ^= 1;
        Files.write(folder.resolve("changed.pdf"), changed);
        assertThat(shell("(" + here.replace("report.pdf", "../changed.pdf") + ") 2>&1"))
                .contains("CAdES Verification failure");
        assertThat(verdict(files))
                .as("what was written beside the pack is not in it")
                .isEqualTo(SOUND);
    }

    /** Who has the key of a witness wants its signature, over this checkpoint of this ledger, and no other's. */
    @Test
    void aWitnessWhoseKeyIsGivenMustHaveSigned() throws Exception {
        String to = new String(Objects.requireNonNull(files.get(TO)), StandardCharsets.UTF_8);
        String from = new String(Objects.requireNonNull(files.get("ledger/from.checkpoint")), StandardCharsets.UTF_8);
        List<String> lines = to.lines().toList();
        assertThat(lines).as("text, empty line, two signatures").hasSize(6);
        String signed = String.join("\n", lines.subList(0, 5)) + "\n";
        String missing = "NOT SOUND: ledger/to.checkpoint is not cosigned by witness.audit.example/w1";
        String forged = "NOT SOUND: the cosignature of ledger/to.checkpoint by witness.audit.example/w1 does not hold";
        try (LocalWitness same = new LocalWitness("witness.audit.example/w1");
                LocalWitness stranger = new LocalWitness("stranger.example");
                Verifiers alone = new Verifiers(folder.resolve("signer/log.vkey"))) {
            Map<String, String> verdicts = new LinkedHashMap<>();
            verdicts.put(to, SOUND);
            verdicts.put(to + stranger.cosign(to, 7), SOUND);
            verdicts.put(signed + witness.cosign(to, 1_900_000_000), SOUND);
            verdicts.put(signed, missing);
            verdicts.put(signed + stranger.cosign(to, 7), missing);
            verdicts.put(signed + same.cosign(to, 7), missing);
            verdicts.put(to + witness.cosign(to, 7), missing);
            verdicts.put(signed + changed(witness.cosign(to, 7), 30), forged);
            verdicts.put(signed + changed(witness.cosign(to, 7), 11), forged);
            verdicts.put(signed + withIdOf(witness.cosign(to, 7), same.cosign(to, 7)), forged);
            verdicts.put(signed + witness.cosign(from, 7), forged);
            verdicts.put(signed + witness.cosign(to.replace("ledger.bank", "ledger.bonk"), 7), forged);
            verdicts.put(
                    to.replace(lines.get(4) + "\n", ""),
                    "NOT SOUND: ledger/to.checkpoint is not signed with the key of ledger.bank.example");
            verdicts.forEach((note, verdict) -> {
                SortedMap<String, byte[]> pack = new TreeMap<>(files);
                pack.put(TO, note.getBytes(StandardCharsets.UTF_8));
                SortedMap<String, byte[]> resealed = ForgedFiles.sealedAgain(pack, nothing -> {}, random);
                assertThat(verdict(verifiers, resealed)).as(note).isEqualTo(verdict);
                assertThat(verdict(alone, resealed))
                        .as("who has the ledger's key alone")
                        .isEqualTo(note.contains(lines.get(4)) ? SOUND : verdict);
            });
        }
    }

    /** Another byte in that place of what the line holds: id, time, signature. */
    private static String changed(String line, int place) {
        int at = line.lastIndexOf(' ') + 1;
        byte[] raw = Base64.getDecoder().decode(line.substring(at).strip());
        raw[place] ^= 1;
        return line.substring(0, at) + Base64.getEncoder().encodeToString(raw) + "\n";
    }

    /** A signature that says it is with the key of the other line. */
    private static String withIdOf(String other, String line) {
        int at = line.lastIndexOf(' ') + 1;
        byte[] raw = Base64.getDecoder().decode(line.substring(at).strip());
        System.arraycopy(Base64.getDecoder().decode(other.substring(at).strip()), 0, raw, 0, 4);
        return line.substring(0, at) + Base64.getEncoder().encodeToString(raw) + "\n";
    }

    private static String shell(String command) throws IOException {
        Process shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatACarefulForgerSealsAgainIsFound() {
        ForgedFiles.sealedAgain().forEach((what, forgery) -> {
            for (int n = 0; n < 1 + MUTATIONS / 300; n++) {
                assertThat(verdict(ForgedFiles.sealedAgain(files, forgery, random)))
                        .as(what)
                        .startsWith(UNSOUND);
            }
        });
    }

    @Test
    void whatDoesNotGoWithTheListsIsFound() {
        ForgedFiles.asTheyAre().forEach((what, forgery) -> {
            for (int n = 0; n < 1 + MUTATIONS / 300; n++) {
                assertThat(verdict(ForgedFiles.asTheyAre(files, forgery, random)))
                        .as(what)
                        .startsWith(UNSOUND);
            }
        });
    }

    /** A document can be left out with everything that speaks of it; and what is no part of the ledger can be written anew. The seal knows. */
    @Test
    void whatIsLeftOutWithAllItsTracesIsFoundByTheDigestOfTheSeal() throws IOException {
        SortedMap<String, byte[]> forged = new TreeMap<>(files);
        forged.put("findings.csv", "nothing\n".getBytes(StandardCharsets.UTF_8));
        SortedMap<String, byte[]> resealed = ForgedFiles.sealedAgain(forged, pack -> {}, random);
        byte[] archive = PackTestFiles.zip(resealed);
        assertThat(verdict(archive)).isEqualTo(SOUND);
        assertThat(verdict(archive, sealed)).isEqualTo("NOT SOUND: this is not the archive that was sealed");
    }

    @Test
    void anArchiveThatIsNotAsItIsWrittenIsRefused() {
        assertThat(ForgedArchive.forge(zip, nothing -> {})).isEqualTo(zip);
        ForgedArchive.forgeries()
                .forEach((what, forgery) -> assertThat(verdict(ForgedArchive.forge(zip, forgery)))
                        .as(what)
                        .startsWith(UNSOUND));
    }

    @Test
    void linksAndOtherThingsThatAreNoFilesAreRefused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("pack/link"), Path.of("/etc/passwd"));
        assertThat(verdict(files)).isEqualTo("NOT SOUND: not a regular file: link");
        Files.delete(link);
        Files.createSymbolicLink(link, folder);
        assertThat(verdict(files)).isEqualTo("NOT SOUND: not a regular file: link");
        Files.delete(link);
        new ProcessBuilder("mkfifo", link.toString()).start().waitFor();
        assertThat(verdict(files)).isEqualTo("NOT SOUND: not a regular file: link");
        Files.delete(link);
        Path odd = Files.createFile(folder.resolve("pack/a\u001b[2Jb"));
        assertThat(verdict(files)).isEqualTo("NOT SOUND: a file is named as no file of a pack is");
        Files.delete(odd);
    }

    /** Few here; {@code -Dexhibit.mutations=10000} for many. */
    @Test
    void whateverIsDoneToItsBytesIsFound() throws IOException {
        List<String> names = List.copyOf(files.keySet());
        List<String> guarded = names.stream()
                // A timestamp that is sealed again is openssl's to find; the verifiers say that they did not look.
                .filter(name -> name.matches("ledger/.*|originals/.*") && !name.equals(ForgedFiles.STAMP))
                .toList();
        for (int n = 0; n < MUTATIONS; n++) {
            SortedMap<String, byte[]> changed = new TreeMap<>(files);
            boolean sealedAgain = n % 3 == 1;
            String name = some(sealedAgain ? guarded : names);
            changed.put(name, Mutation.of(Objects.requireNonNull(files.get(name)), random));
            if (n % 3 == 2) {
                byte[] archive = Mutation.of(zip, random);
                String verdict = verdict(archive);
                // What fills up the last byte of a compressed entry says nothing; only the seal knows of it.
                assertThat(verdict.equals(SOUND) && !sameFiles(archive))
                        .as(verdict)
                        .isFalse();
                assertThat(verdict(archive, sealed)).startsWith(UNSOUND);
            } else {
                SortedMap<String, byte[]> forged =
                        sealedAgain ? ForgedFiles.sealedAgain(changed, pack -> {}, random) : changed;
                assertThat(verdict(forged)).as("%s, %s", name, n).startsWith(UNSOUND);
            }
        }
        assertThat(verdict(files)).isEqualTo(SOUND);
    }

    @Test
    void theJarRunsOnJava17() throws IOException {
        try (Stream<Path> classes = Files.list(Path.of("target/classes/io/exhibit/verifier"))) {
            assertThat(classes.filter(file -> file.toString().endsWith(".class")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readAllBytes(file)).startsWith(0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61));
        }
    }

    private String some(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static boolean sameFiles(byte[] archive) throws IOException {
        SortedMap<String, byte[]> found = PackTestFiles.files(archive);
        return found.keySet().equals(files.keySet())
                && found.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), files.get(file.getKey())));
    }

    private static String verdict(byte[] archive, String... sha256) throws UncheckedIOException {
        try {
            return verifiers.verdict(Files.write(folder.resolve("pack.zip"), archive), sha256);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of the unpacked pack with these files. */
    private static String verdict(SortedMap<String, byte[]> forged) {
        return verdict(verifiers, forged);
    }

    private static String verdict(Verifiers with, SortedMap<String, byte[]> forged) {
        try {
            write(forged, files);
            String verdict = with.verdict(folder.resolve("pack"));
            write(files, forged);
            return verdict;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(SortedMap<String, byte[]> wanted, SortedMap<String, byte[]> there) throws IOException {
        for (String name : there.keySet()) {
            if (!wanted.containsKey(name)) {
                Files.delete(folder.resolve("pack").resolve(name));
            }
        }
        for (Map.Entry<String, byte[]> file : wanted.entrySet()) {
            if (!Arrays.equals(file.getValue(), there.get(file.getKey()))) {
                Path path = folder.resolve("pack").resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.write(path, file.getValue());
            }
        }
    }
}
