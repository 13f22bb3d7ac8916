package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Api;
import io.exhibit.OscalSchema;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.assessment.CompensatedPatch;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.packs.pdf.VeraPdf;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pack on its way from the request to the examiner's laptop, over the real door. */
@Tag("alone")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PackJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Packs packs;

    @Autowired
    private PackOrders orders;

    @Autowired
    private PackRequests requests;

    @Autowired
    private Blockers blockers;

    @Autowired
    private SignOffs signOffs;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private Clock clock;

    private Api api;
    private ThreePeople people;

    @BeforeEach
    void signIn(@Autowired BeanFactory beans) {
        people = new ThreePeople(beans);
        String token = tokens.issue(
                "packs",
                EnumSet.of(Permission.SCANS_WRITE, Permission.PACKS_WRITE, Permission.READ),
                Duration.ofDays(1),
                Actor.SYSTEM);
        api = new Api(port, token);
    }

    @Test
    void makesAPackThatChecksOutWithUsualTools(@TempDir Path directory) throws Exception {
        scan("alpine-39");
        scan("juice-shop-v12.10.2");
        Api.Answer sealed = pack("pci");
        assertThat(sealed.text("/state")).as(sealed.body().toString()).isEqualTo("SEALED");

        Path zip = download(sealed.text("/sealed/archive"), directory.resolve("pack.zip"));
        assertThat(DigestingFile.of(directory, "pack.zip", 0).sha256().hex())
                .isEqualTo(sealed.text("/sealed/archiveSha256"));
        Path root = PackTestFiles.unzip(Files.newInputStream(zip), directory.resolve("pack"));
        Process check = new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said.lines()).hasSize((int) files(root) - 1).allMatch(line -> line.endsWith(": OK"));
        assertThat(root.resolve("originals/sha256"))
                .isDirectoryRecursivelyContaining(
                        "glob:**" + Sha256.of(PackTestFiles.sample("alpine-39")).hex());
        assertThat(root.resolve("manifest.json")).content().contains("\"PCI-DSS\"", "populations/C07.csv", "\"C07\"");
        hasEveryRegisterInItsWorkbook(root);
        isReconciledTestByTest(root);
        saysInOscalWhatTheManifestSays(root);
        assertThat(VeraPdf.complaints(root.resolve("report.pdf"))).isEmpty();
        plansWhatIsToBePutRight(root);
        hasItsDataFilesInsideItsReport(root);
        assertThat(sealed.body().at("/sealed/signature").isNull()).isTrue();
        assertThat(root.resolve("HOW-TO-VERIFY.txt")).content().contains("report.pdf is not signed");
    }

    /** What the queries find of the database that the tests share; how each test fails is in the tests of its own. */
    private void isReconciledTestByTest(Path root) throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        Workbooks.csv(root.resolve("reconciliation/tests.csv")).forEach(row -> tests.put(row.getFirst(), row));
        assertThat(tests)
                .containsKeys("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10")
                .hasSize(11);
        tiesButForFindingsThatNoScanShows(root);
        assertThat(outcome(tests, "R04")).isEqualTo("PASSED");
        assertThat(outcome(tests, "R05")).isEqualTo("PASSED");
        assertThat(List.of(outcome(tests, "R06"), outcome(tests, "R07"), outcome(tests, "R08")))
                .containsOnly("NOT_DONE");
        assertThat(Long.parseLong(Objects.requireNonNull(tests.get("R05")).get(3)))
                .isEqualTo(Workbooks.csv(root.resolve("findings.csv")).size()
                        + Workbooks.csv(root.resolve("alerts.csv")).size()
                        - 2);
        assertThat(Files.readString(root.resolve("reconciliation/lines.csv")))
                .contains(
                        "C07 and C08, the query of findings.csv asked about tag:pci",
                        "C17, the query of alerts.csv",
                        "scans sent with the token packs",
                        "check C07");
    }

    /** Facts of other tests are findings without a scan: the count finds them, and nothing else. */
    private void tiesButForFindingsThatNoScanShows(Path root) throws IOException {
        for (List<String> line : Workbooks.csv(root.resolve("reconciliation/lines.csv"))) {
            if (line.get(1).equals("R01")
                    && line.get(5).equals("DIFFERS")
                    && line.get(2).contains("/")) {
                assertThat(jdbc.sql("""
                                SELECT count(*) FROM findings.episode e
                                 WHERE e.finding_id::text || '/' || e.n = :key
                                   AND NOT EXISTS (SELECT 1 FROM scans.scan s WHERE s.id = e.opened_scan)
                                """)
                                .param("key", line.get(2))
                                .query(Long.class)
                                .single())
                        .as(line.toString())
                        .isEqualTo(1);
            }
        }
    }

    private static String outcome(Map<String, List<String>> tests, String test) {
        return Objects.requireNonNull(tests.get(test)).get(8);
    }

    private static void saysInOscalWhatTheManifestSays(Path root) {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode oscal = json.readTree(root.resolve(OscalFile.NAME).toFile());
        assertThat(OscalSchema.ASSESSMENT_RESULTS.errors(oscal)).isEmpty();
        Map<String, JsonNode> observations = new TreeMap<>();
        for (JsonNode observation : oscal.at("/assessment-results/results/0/observations")) {
            observations.put(observation.at("/title").asString().replaceAll(" .*", ""), observation);
        }
        Map<String, String> findings = new TreeMap<>();
        for (JsonNode finding : oscal.at("/assessment-results/results/0/findings")) {
            findings.put(
                    finding.at("/target/target-id").asString(),
                    finding.at("/props/0/value").asString() + " "
                            + finding.at("/target/status/state").asString());
        }
        int judged = 0;
        for (JsonNode control :
                json.readTree(root.resolve(Manifest.FILE).toFile()).at("/results")) {
            String result = control.at("/result").asString();
            String state = result.startsWith("SATISFIED") ? " satisfied" : " not-satisfied";
            boolean isJudged = !result.equals("NOT_APPLICABLE") && !result.equals("NOT_EVALUATED");
            judged += isJudged ? 1 : 0;
            assertThat(findings.get("pci-dss_" + control.at("/control").asString()))
                    .isEqualTo(isJudged ? result + state : null);
            for (JsonNode check : control.at("/checks")) {
                if (check.at("/version").asInt() > 0) {
                    hasTheCounts(
                            Objects.requireNonNull(
                                    observations.get(check.at("/check").asString())),
                            check);
                }
            }
        }
        assertThat(findings).hasSize(judged).isNotEmpty();
    }

    private static void plansWhatIsToBePutRight(Path root) {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode plan = json.readTree(root.resolve(OscalPlan.NAME).toFile());
        assertThat(OscalSchema.PLAN_OF_ACTION.errors(plan)).isEmpty();
        Map<String, Long> open = new TreeMap<>();
        for (JsonNode item : plan.at("/plan-of-action-and-milestones/poam-items")) {
            Map<String, String> props = new TreeMap<>();
            item.at("/props")
                    .forEach(prop -> props.put(
                            prop.at("/name").asString(), prop.at("/value").asString()));
            long rows = Long.parseLong(Objects.requireNonNull(props.get("violated")))
                    + Long.parseLong(Objects.requireNonNull(props.get("insufficient")));
            assertThat(rows).isPositive();
            open.merge(Objects.requireNonNull(props.get("check")), rows, Long::sum);
        }
        Map<String, Long> said = new TreeMap<>();
        for (JsonNode control :
                json.readTree(root.resolve(Manifest.FILE).toFile()).at("/results")) {
            for (JsonNode check : control.at("/checks")) {
                long rows = check.at("/violated").asLong()
                        + check.at("/insufficient").asLong();
                if (rows > 0) {
                    said.put(check.at("/check").asString(), rows);
                }
            }
        }
        assertThat(open).isEqualTo(said).isNotEmpty();
    }

    private static void hasTheCounts(JsonNode observation, JsonNode check) {
        Map<String, String> props = new TreeMap<>();
        observation
                .at("/props")
                .forEach(prop ->
                        props.put(prop.at("/name").asString(), prop.at("/value").asString()));
        List.of("result", "items", "satisfied", "compensated", "violated", "insufficient")
                .forEach(name -> assertThat(props.get(name))
                        .as("%s of %s", name, check)
                        .isEqualTo(check.at("/" + name).asString()));
        assertThat(props.get("not-applicable"))
                .isEqualTo(check.at("/not_applicable").asString());
        assertThat(observation.at("/description")).isEqualTo(check.at("/reason"));
    }

    private static void hasItsDataFilesInsideItsReport(Path root) throws IOException {
        Map<String, byte[]> data = new TreeMap<>();
        try (var all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString();
                if (name.endsWith(".csv") || (name.endsWith(".json") && !name.equals("manifest.json"))) {
                    data.put(name.replace('/', '-'), Files.readAllBytes(path));
                }
            }
        }
        try (PDDocument document = Loader.loadPDF(root.resolve("report.pdf").toFile())) {
            Map<String, byte[]> inside = new TreeMap<>();
            for (var one : new PDDocumentNameDictionary(document.getDocumentCatalog())
                    .getEmbeddedFiles()
                    .getNames()
                    .entrySet()) {
                inside.put(one.getKey(), one.getValue().getEmbeddedFile().toByteArray());
            }
            assertThat(inside.keySet()).isEqualTo(data.keySet());
            data.forEach((name, bytes) -> assertThat(inside.get(name)).as(name).isEqualTo(bytes));
        }
    }

    /** Sheet by sheet the cells of the CSV, as a reader of others finds them; and the counts of the manifest. */
    private static void hasEveryRegisterInItsWorkbook(Path root) throws IOException {
        Map<String, List<List<String>>> sheets = Workbooks.sheets(root.resolve("registers.xlsx"));
        Set<String> compared = new TreeSet<>(Set.of("pack", "columns"));
        for (JsonNode file : JsonMapper.builder()
                .build()
                .readTree(root.resolve("manifest.json").toFile())
                .at("/content")) {
            String path = file.at("/path").asString();
            if (path.endsWith(".csv")) {
                String sheet = path.replace(".csv", "").replace('/', ' ');
                assertThat(sheets.get(sheet)).as(sheet).isEqualTo(Workbooks.csv(root.resolve(path)));
                assertThat(sheets.get("pack"))
                        .anyMatch(row -> row.get(1).equals(path)
                                && row.get(2).equals(file.at("/rows").asString()));
                compared.add(sheet);
            }
        }
        assertThat(sheets.keySet()).isEqualTo(compared);
        assertThat(sheets.get("findings")).hasSizeGreaterThan(1);
    }

    /** The four counts are compared before a pack is sealed, so one that is sealed has counted it in each of them. */
    @Test
    void tellsWhatAnAssessorAcceptedApartFromWhatIsSatisfied(@TempDir Path directory) throws Exception {
        Api.Answer accepted = api.post(
                "/api/v1/packs", """
                {"framework": "pci", "system": "%s", "from": "2026-01-01", "to": "2026-03-31"}
                """.formatted(CompensatedPatch.inSystem(2026)).getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.status()).as(String.valueOf(accepted.body())).isEqualTo(202);
        Api.Answer sealed =
                await(accepted.response().headers().firstValue("Location").orElseThrow());
        assertThat(sealed.text("/state")).as(sealed.body().toString()).isEqualTo("SEALED");
        Path zip = download(sealed.text("/sealed/archive"), directory.resolve("pack.zip"));
        Path root = PackTestFiles.unzip(Files.newInputStream(zip), directory.resolve("pack"));
        assertThat(Files.readString(root.resolve("populations/C07.csv")))
                .contains("COMPENSATED", "under a compensating control that an assessor had accepted");
        assertThat(Files.readString(root.resolve("reconciliation/lines.csv")))
                .as("the facts have a finding that no scan shows: a check counts it, and no register lists it")
                .contains("\"C07 and C08, findings.csv\",1,0,DIFFERS");
        assertThat(Files.readString(root.resolve("exceptions.csv"))).contains("An assessor", "2026-01-26T00:00:00Z");
        String manifest = Files.readString(root.resolve("manifest.json")).replaceAll("\\s+", " ");
        assertThat(manifest)
                .containsPattern("\"check\" : \"C07\"[^}]*\"satisfied\" : 0, \"compensated\" : 1, \"violated\" : 0");
        Path pdf = download(sealed.text("/sealed/report"), directory.resolve("report.pdf"));
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("compensated: 1 past the deadline", "Rows that are not plainly satisfied");
        }
    }

    @Test
    void printsWhatTheFilesSay(@TempDir Path directory) throws Exception {
        scan("alpine-39");
        Api.Answer sealed = pack("2020-62");
        Path pdf = download(sealed.text("/sealed/report"), directory.resolve("report.pdf"));
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains(
                            "Completeness statement",
                            "Progress of patching",
                            "Open at the end",
                            "Annex A. Findings",
                            "Nobody: no certificate is set",
                            "This document is not signed",
                            "2023-17",
                            "Page 2 of " + document.getNumberOfPages())
                    .contains("findings", "CVE-2019-1549")
                    .doesNotContain("DEMONSTRATION");
        }
    }

    @Test
    void givesTheSameDataForTheSameQuestion(@TempDir Path directory) throws Exception {
        scan("alpine-39");
        String asOf = clock.instant().toString();
        Map<String, Sha256> first = data(pack("dora", asOf), directory.resolve("first"));
        Map<String, Sha256> second = data(pack("dora", asOf), directory.resolve("second"));
        assertThat(first)
                .containsKeys("findings.csv", "alerts.json", "populations/C05.csv", "registers.xlsx", OscalFile.NAME)
                .isEqualTo(second);
    }

    @Test
    void takesUpAPackWhoseWorkerWasKilled() throws Exception {
        UUID id = requests.accept(order(), Actor.SYSTEM);
        // What a killed process leaves: held, half done, and nobody extends the lease.
        transactions.executeWithoutResult(status -> {
            EvidencePack pack = packs.findForUpdate(id).orElseThrow();
            if (pack.view().state() == EvidencePack.State.REQUESTED) {
                Instant before = clock.instant().minusSeconds(120);
                pack.claim(before, before.plusSeconds(60));
                pack.advance(pack.attempts(), "Printing the report", 40, before.plusSeconds(60));
            }
        });
        Api.Answer sealed = await("/api/v1/packs/" + id);
        assertThat(sealed.text("/state")).isEqualTo("SEALED");
    }

    @Test
    void takesUpAPackWhoseWorkerWasKilledWithAClockThatWasADayAhead() throws Exception {
        UUID id = requests.accept(order(), Actor.SYSTEM);
        transactions.executeWithoutResult(status -> {
            EvidencePack pack = packs.findForUpdate(id).orElseThrow();
            if (pack.view().state() == EvidencePack.State.REQUESTED) {
                Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
                pack.claim(tomorrow, tomorrow.plus(PackQueue.LEASE));
            }
        });
        assertThat(await("/api/v1/packs/" + id).text("/state")).isEqualTo("SEALED");
    }

    /** The whole way of a pack: what each of the three has before them, and what is made of it. */
    @Test
    void isSealedByThreePeopleWithTheDataFilesOfItsDraft(@TempDir Path directory) throws Exception {
        scan("alpine-39");
        UUID id = requests.accept(order(), people.preparer);
        String path = "/api/v1/packs/" + id;
        assertThat(people.drafted(id).state()).isEqualTo(EvidencePack.State.DRAFT);
        Api.Answer waiting = api.get(path);
        assertThat(waiting.body().at("/sealed").isNull()).isTrue();
        assertThat(waiting.text("/people/0/part")).isEqualTo("PREPARED");
        assertThat(api.get(path + "/pack.zip").status()).isEqualTo(409);
        Path draftZip = download(waiting.text("/draft/archive"), directory.resolve("draft.zip"));
        Map<String, byte[]> draft = PackTestFiles.files(Files.readAllBytes(draftZip));
        isMarkedAsADraftOnEveryPage(draft);

        Api.Answer sealed = await(path);
        assertThat(sealed.text("/state")).as(sealed.body().toString()).isEqualTo("SEALED");
        Map<String, byte[]> pack = PackTestFiles.files(
                Files.readAllBytes(download(sealed.text("/sealed/archive"), directory.resolve("pack.zip"))));
        assertThat(pack.keySet()).isEqualTo(draft.keySet());
        draft.forEach((name, bytes) -> {
            if (!ThreePeople.changedBySealing().contains(name)) {
                assertThat(pack.get(name)).as(name).isEqualTo(bytes);
            }
        });
        namesTheThreeOnPageTwo(pack, directory);
        JsonNode manifest = JsonMapper.shared().readTree(pack.get(Manifest.FILE));
        assertThat(manifest.at("/state").asString()).isEqualTo("SEALED");
        assertThat(manifest.at("/people")
                        .valueStream()
                        .map(one -> one.at("/part").asString() + " "
                                + one.at("/name").asString()))
                .containsExactly("PREPARED Petra Preparer", "REVIEWED Rolf Reviewer", "APPROVED Ada Approver");
    }

    private static void isMarkedAsADraftOnEveryPage(Map<String, byte[]> draft) throws IOException {
        assertThat(JsonMapper.shared()
                        .readTree(draft.get(Manifest.FILE))
                        .at("/state")
                        .asString())
                .isEqualTo("DRAFT");
        assertThat(new String(draft.get(PackVerification.FILE), StandardCharsets.UTF_8))
                .startsWith("THIS IS A DRAFT");
        try (PDDocument document = Loader.loadPDF(draft.get(PackReport.FILE))) {
            assertThat(document.getSignatureDictionaries()).isEmpty();
            PDFTextStripper stripper = new PDFTextStripper();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document).replaceAll("\\s", ""))
                        .as("page " + page)
                        .contains("DRAFT");
            }
        }
    }

    private static void namesTheThreeOnPageTwo(Map<String, byte[]> pack, Path directory) throws IOException {
        Path report = Files.write(directory.resolve("report.pdf"), pack.get(PackReport.FILE));
        assertThat(VeraPdf.complaints(report)).isEmpty();
        try (PDDocument document = Loader.loadPDF(report.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            assertThat(stripper.getText(document)).doesNotContain("DRAFT", "not reviewed", "This is a draft");
            stripper.setStartPage(2);
            stripper.setEndPage(2);
            assertThat(stripper.getText(document).replaceAll("\\s+", " "))
                    .contains("Preparation and approval", "Petra Preparer", "Rolf Reviewer", "Ada Approver")
                    .contains("security engineer", "I asked for this pack", "ledger entry", "Completeness statement");
        }
    }

    @Test
    void isSealedOnlyWithThreeDifferentPeopleInTheirOrder() {
        UUID id = requests.accept(order(), people.preparer);
        people.drafted(id);
        assertRefused(id, SignOff.Kind.APPROVED, people.approver, "after somebody has reviewed it");
        assertRefused(id, SignOff.Kind.REVIEWED, people.preparer, "three different people");
        assertRefused(id, SignOff.Kind.REVIEWED, Actor.SYSTEM, "Only people sign packs");
        assertRefused(id, SignOff.Kind.REVIEWED, people.person("Eve", Role.EXAMINER), "not for a person of this role");
        assertRefused(id, SignOff.Kind.RETURNED, people.reviewer, " ", "Say why");
        signOffs.say(id, SignOff.Kind.REVIEWED, "", people.reviewer);
        assertRefused(id, SignOff.Kind.REVIEWED, people.approver, "reviewed once");
        assertRefused(id, SignOff.Kind.APPROVED, people.preparer, "three different people");
        assertRefused(id, SignOff.Kind.APPROVED, people.reviewer, "not for a person of this role");
        signOffs.say(id, SignOff.Kind.DECLINED, "The period is not the one that was asked for.", people.approver);
        assertThat(people.view(id).state()).isEqualTo(EvidencePack.State.DECLINED);
        assertRefused(id, SignOff.Kind.APPROVED, people.approver, "approved once");
        assertThat(api.get("/api/v1/packs/" + id + "/pack.zip").text("/detail")).contains("Declined by its approver");
    }

    @Test
    void isNotSignedWhileAGateIsShut() {
        UUID id = requests.accept(order(), people.preparer);
        people.drafted(id);
        assertThat(blockers.of(id)).isEmpty();
        blockers.keep(id, Gates.leftOut(3));
        assertThat(api.get("/api/v1/packs/" + id).text("/blockers/0/words")).startsWith("3 documents that had");
        assertRefused(id, SignOff.Kind.REVIEWED, people.reviewer, "cannot be sealed");
        signOffs.say(id, SignOff.Kind.RETURNED, "Documents are missing.", people.reviewer);
    }

    @Test
    void needsAPreparerWhereAMachineAsked() {
        UUID id = requests.accept(order(), Actor.SYSTEM);
        people.drafted(id);
        assertRefused(id, SignOff.Kind.REVIEWED, people.reviewer, "after somebody has prepared it");
        signOffs.say(id, SignOff.Kind.PREPARED, "", people.approver);
        assertRefused(id, SignOff.Kind.PREPARED, people.preparer, "gone on meanwhile");
        signOffs.say(id, SignOff.Kind.RETURNED, "Two systems are missing from the scope.", people.reviewer);
        assertThat(people.view(id).state()).isEqualTo(EvidencePack.State.RETURNED);
    }

    @Test
    void lapsesWhenNobodySignsIt() {
        UUID id = requests.accept(order(), people.preparer);
        people.drafted(id);
        jdbc.sql("UPDATE packs.pack SET drafted_at = drafted_at - interval '31 days' WHERE id = :id")
                .param("id", id)
                .update();
        if (!people.view(id).isFinal()) {
            assertRefused(id, SignOff.Kind.REVIEWED, people.reviewer, "");
        }
        Awaitility.await().until(() -> people.view(id).state() == EvidencePack.State.LAPSED);
    }

    @Test
    void isWithdrawnWhileItIsMadeToo() {
        UUID id = requests.accept(order(), people.preparer);
        signOffs.say(id, SignOff.Kind.WITHDRAWN, "Asked for twice.", people.preparer);
        assertThat(people.drafted(id).state()).isEqualTo(EvidencePack.State.WITHDRAWN);
        assertThat(signOffs.of(id)).extracting(SignOff::reason).containsExactly("", "Asked for twice.");
    }

    @Test
    void takesThePlaceOfASealedPackThatStaysWhatItIs(@TempDir Path directory) throws Exception {
        UUID first = requests.accept(order(), people.preparer);
        assertSupersedingRefused(first, "the id of a sealed pack");
        String digest = people.seal(first).zip().orElseThrow().hex();
        String body = """
                {"framework": "pci", "from": "2026-07-01", "to": "2026-12-31", "supersedes": "%s", "reason": "The <scope> was not whole."}
                """.formatted(first);
        Api.Answer asked = api.post("/api/v1/packs", body.getBytes(StandardCharsets.UTF_8));
        assertThat(asked.status()).as(String.valueOf(asked.body())).isEqualTo(202);
        assertThat(asked.text("/supersedes/pack")).isEqualTo(first.toString());
        assertThat(api.get("/api/v1/packs/" + first).body().at("/supersededBy").isNull())
                .as("not before it is sealed")
                .isTrue();
        UUID late = requests.accept(superseding(first), people.preparer);
        Api.Answer sealed = await("/api/v1/packs/" + asked.text("/id"));

        Api.Answer old = api.get("/api/v1/packs/" + first);
        assertThat(old.text("/supersededBy")).isEqualTo(sealed.text("/id"));
        assertThat(old.text("/sealed/archiveSha256")).isEqualTo(digest);
        download(old.text("/sealed/archive"), directory.resolve("first.zip"));
        assertThat(DigestingFile.of(directory, "first.zip", 0).sha256().hex()).isEqualTo(digest);
        Map<String, byte[]> pack = PackTestFiles.files(
                Files.readAllBytes(download(sealed.text("/sealed/archive"), directory.resolve("second.zip"))));
        JsonNode manifest = JsonMapper.shared().readTree(pack.get(Manifest.FILE));
        assertThat(manifest.at("/supersedes/pack_id").asString()).isEqualTo(first.toString());
        assertThat(manifest.at("/supersedes/archive_sha256").asString()).isEqualTo(digest);
        assertThat(manifest.at("/supersedes/reason").asString()).isEqualTo("The <scope> was not whole.");
        try (PDDocument document = Loader.loadPDF(pack.get(PackReport.FILE))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Supersedes", "The <scope> was not whole.");
        }
        assertSupersedingRefused(first, "superseded already");
        people.drafted(late);
        signOffs.say(late, SignOff.Kind.REVIEWED, "", people.reviewer);
        assertRefused(late, SignOff.Kind.APPROVED, people.approver, "Another pack has superseded");
    }

    private void assertSupersedingRefused(UUID old, String words) {
        assertThatThrownBy(() -> requests.accept(superseding(old), people.preparer))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining(words);
    }

    private PackOrder superseding(UUID old) {
        return orders.read(new PackParameters(
                "pci", "all", null, "2026-07-01", "2026-12-31", null, old.toString(), "It was not whole."));
    }

    private void assertRefused(UUID id, SignOff.Kind kind, Actor by, String words) {
        assertRefused(id, kind, by, "reason", words);
    }

    private void assertRefused(UUID id, SignOff.Kind kind, Actor by, String reason, String words) {
        int before = signOffs.of(id).size();
        assertThatThrownBy(() -> signOffs.say(id, kind, reason, by))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining(words);
        assertThat(signOffs.of(id)).hasSize(before);
    }

    @Test
    void readsNoRequestWithoutEnd() {
        Api.Answer answer = api.post("/api/v1/packs", "[".repeat(20_000).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/type")).isEqualTo("/problems/too-large");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"from": "2026-07-01", "to": "2026-09-30"}                                                    | framework is missing
            {"framework": "sox", "from": "2026-07-01", "to": "2026-09-30"}                                | There is no framework sox
            {"framework": "pci", "to": "2026-09-30"}                                                      | from is missing
            {"framework": "pci", "from": "2026-07-01", "to": "2026-06-30"}                                | must end after it begins
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "scope": "tag:vip"}            | scope
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "system": "no-such"}           | There is no system no-such
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "scope": "all", "system": "x"} | not both
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "asOf": "soon"}                | asOf
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "asOf": "2026-06-01"}          | asOf must lie after
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "asOf": "2126-06-01"}          | asOf lies in the future
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "asof": "2026-10-05"}          | There is no field asof
            {"framework": "pci", "framework": "dora", "from": "2026-07-01", "to": "2026-09-30"}           | The body is an object
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "supersedes": "x", "reason": "y"} | the id of a sealed pack
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "supersedes": "x"}            | Say why the pack is superseded
            {"framework": "pci", "from": "2026-07-01", "to": "2026-09-30", "reason": "y"}                | goes with supersedes
            {"framework": {}}                                                                             | The body is an object
            null                                                                                          | The body is an object
            [                                                                                             | The body is an object
            """)
    void saysWhatIsWrongWithARequest(String body, String words) {
        Api.Answer answer = api.post("/api/v1/packs", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains(words);
        assertThat(answer.text("/type")).isEqualTo("/problems/invalid-request");
    }

    @Test
    void refusesTokensThatMayNotAsk() {
        String reader = tokens.issue("reader", EnumSet.of(Permission.READ), Duration.ofDays(1), Actor.SYSTEM);
        assertThat(new Api(port, reader).post("/api/v1/packs", new byte[0]).status())
                .isEqualTo(403);
        assertThat(new Api(port, "wrong").get("/api/v1/packs/" + new UUID(0, 0)).status())
                .isEqualTo(401);
    }

    @Test
    void entersTheSealInTheLedger() throws Exception {
        Api.Answer sealed = pack("FFIEC");
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", sealed.number("/sealed/ledgerIndex"))
                        .query(String.class)
                        .single())
                .isEqualTo("pack.sealed");
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.activity WHERE object = :object AND action IN ('pack.request', 'pack.seal')")
                        .param("object", "pack " + sealed.text("/id"))
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private PackOrder order() {
        return orders.read(new PackParameters("pci", "all", null, "2026-07-01", "2026-12-31", null));
    }

    private Api.Answer pack(String framework) throws Exception {
        return pack(framework, clock.instant().plusSeconds(60).toString());
    }

    private Api.Answer pack(String framework, String asOf) throws Exception {
        Api.Answer accepted =
                api.post("/api/v1/packs", """
                {"framework": "%s", "scope": "all", "from": "2026-07-01", "to": "2026-12-31", "asOf": "%s"}
                """.formatted(framework, asOf).getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.status()).as(String.valueOf(accepted.body())).isEqualTo(202);
        return await(accepted.response().headers().firstValue("Location").orElseThrow());
    }

    private Api.Answer await(String path) {
        people.seal(ThreePeople.named(path));
        return api.get(path);
    }

    private void scan(String name) throws IOException {
        Api.Answer answer = api.post("/api/v1/scans?environment=packs&wait=30s", PackTestFiles.sample(name));
        assertThat(answer.text("/state")).isEqualTo("INTERPRETED");
    }

    private Path download(String path, Path file) throws Exception {
        HttpResponse<Path> response = HttpClient.newHttpClient()
                .send(api.request(path).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
        assertThat(response.statusCode()).isEqualTo(200);
        return file;
    }

    private Map<String, Sha256> data(Api.Answer sealed, Path directory) throws Exception {
        Files.createDirectories(directory);
        Path root = PackTestFiles.unzip(
                Files.newInputStream(download(sealed.text("/sealed/archive"), directory.resolve("pack.zip"))),
                directory.resolve("pack"));
        tiesButForFindingsThatNoScanShows(root);
        assertThat(Files.readString(root.resolve("reconciliation/lines.csv")))
                .containsPattern("\"C07 and C08, findings.csv\",[1-9]\\d*,[1-9]");
        Map<String, Sha256> digests = new TreeMap<>();
        try (var all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString();
                if (name.endsWith(".csv")
                        || name.endsWith(".xlsx")
                        || (name.endsWith(".json") && !name.equals("manifest.json"))) {
                    digests.put(name, Sha256.of(Files.readAllBytes(path)));
                }
            }
        }
        return digests;
    }

    private static long files(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
