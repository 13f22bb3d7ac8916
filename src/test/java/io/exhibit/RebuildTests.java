package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.access.MachineTokens;
import io.exhibit.access.People;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.controls.FrameworkFiling;
import io.exhibit.controls.FrameworkVersions;
import io.exhibit.controls.ParameterChanges;
import io.exhibit.controls.ParameterProposal;
import io.exhibit.documents.Documents;
import io.exhibit.documents.Filing;
import io.exhibit.documents.Topic;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.KeyComparisons;
import io.exhibit.estate.KeyEntry;
import io.exhibit.estate.LabelTurns;
import io.exhibit.estate.Narrowings;
import io.exhibit.estate.Register;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.Signer;
import io.exhibit.estate.TrustedKeys;
import io.exhibit.estate.VendorDocuments;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.examinations.Mandates;
import io.exhibit.examinations.Requests;
import io.exhibit.examinations.Terms;
import io.exhibit.findings.AcceptanceEntry;
import io.exhibit.findings.AssessorAcceptances;
import io.exhibit.findings.Escalation;
import io.exhibit.findings.EscalationLevel;
import io.exhibit.findings.Escalations;
import io.exhibit.findings.ExceptionPlace;
import io.exhibit.findings.ExceptionRegister;
import io.exhibit.findings.ExceptionRequest;
import io.exhibit.findings.ExceptionTerms;
import io.exhibit.findings.Policies;
import io.exhibit.findings.PolicyDraft;
import io.exhibit.findings.PolicyDrafts;
import io.exhibit.findings.RankTurns;
import io.exhibit.findings.Retirements;
import io.exhibit.findings.Signatory;
import io.exhibit.findings.Worksheet;
import io.exhibit.kernel.DerivedTables;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import io.exhibit.rebuild.Comparison;
import io.exhibit.rebuild.Rebuild;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever happened to a bank: the tables in use are those that follow from its ledger. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.reference.look=300ms", "exhibit.labels.look=300ms"})
class RebuildTests {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int HISTORIES = Integer.getInteger("exhibit.histories", 6);
    private static final int STEPS = 80;
    private static final String LATE =
            "{\"SchemaVersion\":2,\"ArtifactName\":\"late\",\"ArtifactType\":\"repository\",\"Results\":[]}";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Register register;

    @Autowired
    private Narrowings narrowings;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicyDrafts drafts;

    @Autowired
    private ExceptionRegister exceptions;

    @Autowired
    private AssessorAcceptances acceptances;

    @Autowired
    private RankTurns turns;

    @Autowired
    private LabelTurns labels;

    @Autowired
    private Retirements retirements;

    @Autowired
    private Escalations escalations;

    @Autowired
    private VendorRegister vendors;

    @Autowired
    private VendorDocuments documents;

    @Autowired
    private ParameterChanges numbers;

    @Autowired
    private FrameworkVersions frameworks;

    @Autowired
    private People people;

    @Autowired
    private Mandates mandates;

    @Autowired
    private Requests requests;

    @Autowired
    private Documents papers;

    @Autowired
    private TrustedKeys keys;

    @Autowired
    private KeyComparisons comparisons;

    @Autowired
    private List<DerivedTables> modules;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BeanFactory beans;

    private Api api;

    @BeforeEach
    void signIn() {
        String token = tokens.issue(
                "ci",
                EnumSet.of(
                        Permission.SCANS_WRITE,
                        Permission.EVENTS_WRITE,
                        Permission.DEPLOYMENTS_WRITE,
                        Permission.VEX_WRITE,
                        Permission.ATTESTATIONS_WRITE,
                        Permission.REFERENCE_WRITE),
                Duration.ofDays(1),
                Actor.SYSTEM);
        api = new Api(port, token);
    }

    @Test
    void isEqualAfterRandomHistories() throws Exception {
        try (ConfigurableApplicationContext beside = beside()) {
            Rebuild rebuild = beside.getBean(Rebuild.class);
            for (int history = 0; history < HISTORIES; history++) {
                live(history);
                keepComparison(history);
                assertThat(differences(rebuild.compare()))
                        .as("seed %d", history)
                        .isEmpty();
            }
        }
        assertThat(jdbc.sql("SELECT count(*) FROM findings.episode WHERE n > 1 OR closed_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("histories in which something was closed or came back")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.exception_term WHERE approved_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("exceptions that two people approved")
                .isPositive();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.pub_exception_cover WHERE statement_id IS NOT NULL AND valid_from IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("statements that people honoured")
                .isGreaterThanOrEqualTo(HISTORIES);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.finding WHERE fix_stated_by IS NOT NULL AND fix_stated_at = '2026-02-10Z'")
                        .query(Long.class)
                        .single())
                .as("findings that makers date, by the earliest of two documents")
                .isGreaterThanOrEqualTo(HISTORIES);
        assertThat(jdbc.sql("SELECT count(*) FROM findings.suppression")
                        .query(Long.class)
                        .single())
                .as("findings that a scanner hid")
                .isGreaterThanOrEqualTo(HISTORIES);
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.entry WHERE kind = 'labels.followed'")
                        .query(Long.class)
                        .single())
                .as("turns in which targets followed the labels of workloads")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM estate.deployment WHERE disputed_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("rules that contradict each other")
                .isPositive();
        for (String table : List.of("estate.earlier_conflict", "estate.removed_rule", "estate.removed_origin")) {
            assertThat(jdbc.sql("SELECT count(*) FROM " + table)
                            .query(Long.class)
                            .single())
                    .as(table + ": what was settled or removed")
                    .isPositive();
        }
        assertThat(jdbc.sql("SELECT count(*) FROM estate.vendor_statement GROUP BY vendor_id ORDER BY 1 DESC LIMIT 1")
                        .query(Long.class)
                        .single())
                .as("what was said of one vendor")
                .isGreaterThan(1);
        assertThat(jdbc.sql("SELECT count(*) FROM estate.origin_rule WHERE vendor_id IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("patterns that name a vendor")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(DISTINCT coalesce(approved::text, 'waits')) FROM estate.narrowing")
                        .query(Long.class)
                        .single())
                .as("proposals that a system count for less: approved, refused, waiting")
                .isEqualTo(3);
        assertThat(jdbc.sql("SELECT count(*) FROM estate.vendor_document")
                        .query(Long.class)
                        .single())
                .as("documents in files of vendors")
                .isPositive();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.deadline WHERE inputs ->> 'basis' = 'VENDOR_IMAGE' AND due_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("deadlines that count from a vendor's image")
                .isGreaterThanOrEqualTo(HISTORIES);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM documents.document WHERE replaces IS NOT NULL OR withdrawn_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("documents that were replaced or withdrawn")
                .isGreaterThanOrEqualTo(2L * HISTORIES);
        assertThat(jdbc.sql("SELECT count(DISTINCT coalesce(approved::text, 'waits')) FROM controls.parameter_change")
                        .query(Long.class)
                        .single())
                .as("proposals of other numbers: approved, refused, waiting")
                .isEqualTo(3);
        assertThat(jdbc.sql("SELECT count(DISTINCT approved) FROM controls.framework_version")
                        .query(Long.class)
                        .single())
                .as("versions of frameworks: approved, refused")
                .isEqualTo(2);
        assertThat(jdbc.sql("SELECT count(*) FROM estate.signature_match")
                        .query(Long.class)
                        .single())
                .as("signatures that verify with keys that came before and after them")
                .isGreaterThanOrEqualTo(2L * HISTORIES);
        assertThat(jdbc.sql("SELECT count(DISTINCT source) FROM estate.component_list")
                        .query(Long.class)
                        .single())
                .as("kinds of lists of components")
                .isEqualTo(2);
        assertThat(jdbc.sql("SELECT count(*) FROM hardening.comparison")
                        .query(Long.class)
                        .single())
                .as("comparisons that were kept")
                .isEqualTo(HISTORIES);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.earlier_rank e JOIN findings.finding f ON f.id = e.finding_id AND e.rank <> f.rank")
                        .query(Long.class)
                        .single())
                .as("findings that were ranked otherwise before")
                .isPositive();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM findings.deadline WHERE profile = 'KEV' AND superseded_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("deadlines of what was known to be exploited")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.reference_turn")
                        .query(Long.class)
                        .single())
                .as("turns of reference data")
                .isPositive();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.entry WHERE kind IN ('rank.lowered', 'rank.restored', 'method.ranked')")
                        .query(Long.class)
                        .single())
                .as("ranks that people lowered, or lowered no longer, and another method")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.finding WHERE same_as IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("advisories that turned out to be a CVE that was there too")
                .isPositive();
        assertThat(jdbc.sql(
                                "SELECT count(DISTINCT kind) FROM findings.policy WHERE drafted_by IS NOT NULL AND approved_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("policies of the bank's own")
                .isEqualTo(2);
        assertThat(jdbc.sql("SELECT count(*) FROM findings.deadline WHERE policy_version > 100")
                        .query(Long.class)
                        .single())
                .as("deadlines by the bank's own policy")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.deadline WHERE inputs ->> 'stricterFor' IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("deadlines by fewer days for a scope")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.escalation_finding")
                        .query(Long.class)
                        .single())
                .as("findings that were escalated")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.retirement")
                        .query(Long.class)
                        .single())
                .as("targets that were retired")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.earlier_rank WHERE rank_reason LIKE '%lowered to%'")
                        .query(Long.class)
                        .single())
                .as("findings whose rank was lowered for a time")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM findings.finding WHERE rank_reason LIKE '%raised%'")
                        .query(Long.class)
                        .single())
                .as("findings that something raised")
                .isPositive();
        assertThat(jdbc.sql("SELECT count(DISTINCT state) FROM intake.interpretation")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(jdbc.sql("SELECT DISTINCT missing > 0 FROM intake.gap ORDER BY 1")
                        .query(Boolean.class)
                        .list())
                .as("gaps that were closed, and gaps that are open")
                .containsExactly(false, true);
    }

    @Test
    void findsWhatWasChangedAndPutsItRight() throws Exception {
        live(1000);
        jdbc.sql(
                        "UPDATE findings.finding SET severity = 'LOW', title = 'harmless' WHERE id = (SELECT min(id::text)::uuid FROM findings.finding)")
                .update();
        jdbc.sql("DELETE FROM alerts.alert WHERE id = (SELECT min(id::text)::uuid FROM alerts.alert)")
                .update();
        try (ConfigurableApplicationContext beside = beside()) {
            Rebuild rebuild = beside.getBean(Rebuild.class);
            assertThat(differences(rebuild.compare()))
                    .containsExactly("findings.finding 1 differ", "alerts.alert 1 missing");
            Rebuild.Outcome swap = rebuild.swap();
            assertThat(swap.swapped()).isTrue();
            assertThat(differences(rebuild.compare())).isEmpty();
        }
        // What is in place is good to go on from.
        live(1001);
        try (ConfigurableApplicationContext beside = beside()) {
            assertThat(differences(beside.getBean(Rebuild.class).compare())).isEmpty();
        }
    }

    @Test
    void letsAReaderFinishThatHoldsOneTableAndWantsAnother() throws Exception {
        live(1500);
        try (ConfigurableApplicationContext beside = beside();
                Connection reader = TestDatabase.dataSource().getConnection();
                ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            reader.setAutoCommit(false);
            read(reader, "alerts.alert");
            Future<Rebuild.Outcome> swap = elsewhere.submit(beside.getBean(Rebuild.class)::swap);
            await().atMost(Duration.ofMinutes(2)).until(this::isAlertsAskedForAlone);
            read(reader, "intake.interpretation");
            // Longer than it takes PostgreSQL to find two that wait for each other.
            Thread.sleep(Duration.ofSeconds(2));
            read(reader, "findings.finding");
            reader.commit();
            assertThat(swap.get().swapped()).isTrue();
        }
    }

    private boolean isAlertsAskedForAlone() {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM pg_locks
                                WHERE relation = 'alerts.alert'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted)
                """).query(Boolean.class).single();
    }

    private static void read(Connection reader, String table) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute("SELECT count(*) FROM " + table);
        }
    }

    @Test
    void doesNotTouchAnythingWhenADecisionIsNotInTheLedger() throws Exception {
        live(2000);
        jdbc.sql("UPDATE estate.system SET cardholder_data = NOT cardholder_data")
                .update();
        try (ConfigurableApplicationContext beside = beside()) {
            Rebuild.Outcome outcome = beside.getBean(Rebuild.class).swap();
            assertThat(outcome.swapped()).isFalse();
            assertThat(outcome.decisionsAreEqual()).isFalse();
        } finally {
            jdbc.sql("UPDATE estate.system SET cardholder_data = NOT cardholder_data")
                    .update();
        }
    }

    @Test
    void writesItsResultIntoTheLedger() throws Exception {
        live(3000);
        try (ConfigurableApplicationContext beside = beside()) {
            beside.getBean(Rebuild.class).compare();
        }
        assertThat(jdbc.sql("""
                        SELECT convert_from(detail, 'UTF8')::jsonb ->> 'equal' FROM ledger.entry
                         WHERE kind = 'tables.compared' ORDER BY index DESC LIMIT 1
                        """).query(String.class).single()).isEqualTo("true");
    }

    @Test
    void readsAgainInItsTurnWhatWasReadAgain() throws Exception {
        live(4000);
        // It came in its own turn, whenever it is read.
        Api.Answer broken = api.send(api.request("/api/v1/scans?wait=20s")
                .header("Stream-Id", "replayed")
                .header("Stream-Epoch", "1")
                .header("Stream-Sequence", "3")
                .POST(HttpRequest.BodyPublishers.ofString("{")));
        assertThat(broken.status()).isEqualTo(202);
        Api.Answer late = api.post("/api/v1/scans?wait=20s", LATE.getBytes(StandardCharsets.UTF_8));
        // As an older reader left it, which could not read it.
        jdbc.sql("DELETE FROM scans.scan WHERE submission_id = :id::uuid")
                .param("id", late.text("/id"))
                .update();
        jdbc.sql("""
                UPDATE intake.interpretation
                   SET state = 'QUARANTINED', reason = 'schema', detail = 'x', reader = 'older', counts = '{}'
                 WHERE submission_id = :id::uuid
                """).param("id", late.text("/id")).update();
        Desk desk = new Desk(beans);
        for (Api.Answer answer : List.of(broken, late)) {
            desk.post(Role.SECURITY_ENGINEER, "/submissions/" + answer.text("/id") + "/replay");
        }
        live(4001);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM intake.replay r JOIN intake.interpretation i ON i.read_index = r.entry_index")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        try (ConfigurableApplicationContext beside = beside()) {
            assertThat(differences(beside.getBean(Rebuild.class).compare())).isEmpty();
        }
    }

    @Test
    void everyTableIsEitherGivenOrMadeOrDecided() {
        List<String> known = modules.stream()
                .flatMap(module -> module.tables().stream().map(DerivedTables.Table::name))
                .toList();
        List<String> others = jdbc.sql("""
                        SELECT schemaname || '.' || tablename FROM pg_tables
                         WHERE schemaname IN ('intake', 'documents', 'controls', 'examinations', 'estate', 'scans', 'findings', 'hardening', 'alerts', 'packs')
                           AND tablename !~ '^alert_(\\d{4}_\\d\\d|other)$'
                        """).query(String.class).list();
        assertThat(others)
                .containsAll(known)
                .filteredOn(table -> !known.contains(table))
                .as("tables that nobody makes again must be people's or the senders' own")
                .containsExactlyInAnyOrder(
                        "intake.submission",
                        "intake.cursor",
                        "intake.reference_feed",
                        "intake.idempotency_key",
                        "intake.replay",
                        "intake.reference_load",
                        "intake.reference_look",
                        "estate.support_end",
                        "estate.key_comparison",
                        "findings.known_exploited",
                        "findings.exploit_score",
                        "findings.figure",
                        "intake.dismissal",
                        "intake.quarantine_entry",
                        "intake.gap_entry",
                        "intake.numbering_cursor",
                        "alerts.handling",
                        "packs.pack",
                        "packs.blocker",
                        "packs.sample",
                        "packs.sample_item");
    }

    /** Two digests of a repository of the history's own, and what a person keeps of the difference. */
    private void keepComparison(int history) {
        List<UUID> images = Stream.of("a", "b")
                .map(version -> scanned("registry.example/kept-" + history, version))
                .toList();
        Desk desk = new Desk(beans);
        String place = "/images/" + images.getLast() + "/comparison";
        String before = images.getFirst().toString();
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"")
                .matcher(desk.get(Role.SECURITY_ENGINEER, place + "?with=" + before)
                        .text());
        assertThat(seen.find()).isTrue();
        assertThat(desk.post(
                                Role.SECURITY_ENGINEER,
                                place,
                                "with",
                                before,
                                "seen",
                                seen.group(1),
                                "words",
                                "History " + history)
                        .response()
                        .getRedirectedUrl())
                .startsWith("/comparisons/");
    }

    private UUID scanned(String repository, String version) {
        String digest = "sha256:"
                + Sha256.of((repository + version).getBytes(StandardCharsets.UTF_8))
                        .hex();
        byte[] report = """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image","Results":[
                  {"Target":"os","Class":"os-pkgs","Type":"debian","Packages":[{"Name":"p%s","Version":"1"}]}]}
                """.formatted(repository, version).getBytes(StandardCharsets.UTF_8);
        byte[] sbom = """
                {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"%s:1"}},"components":[
                  {"type":"library","name":"p%s","version":"1"},{"type":"library","name":"q","version":"1"}]}
                """.formatted(repository, version).getBytes(StandardCharsets.UTF_8);
        for (byte[] document : version.equals("a") ? List.of(report, sbom, report) : List.of(sbom, report)) {
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> api.post("/api/v1/scans?wait=30s&digest=" + digest, document)
                            .text("/state")
                            .equals("INTERPRETED"));
        }
        return jdbc.sql("SELECT id FROM estate.image WHERE repository = :repository AND digest = :digest")
                .param("repository", repository)
                .param("digest", digest)
                .query(UUID.class)
                .single();
    }

    /** Of an image that only this history has; every second one is contradicted, and what its scanner hides changes. */
    private void honourAStatement(long seed) {
        String repository = "registry.example/stated-" + seed;
        String cve = "CVE-2027-" + (1000 + seed);
        String digest = "sha256:"
                + Sha256.of(repository.getBytes(StandardCharsets.UTF_8)).hex();
        String finding =
                "{\"VulnerabilityID\":\"%s\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"Severity\":\"HIGH\"}"
                        .formatted(cve);
        String report = """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},"Results":[{"Target":"t","Class":"os-pkgs","Type":"debian",
                 "Packages":[{"Name":"p","Version":"1","Identifier":{"PURL":"pkg:deb/debian/p@1"}}],%%s}]}
                """.formatted(repository, repository, digest, repository);
        tell("scans", report.formatted("\"Vulnerabilities\":[" + finding + "]"));
        tell(
                "scans",
                report.formatted(
                        "\"ExperimentalModifiedFindings\":[{\"Type\":\"vulnerability\",\"Finding\":" + finding + "}]"));
        String stated = """
                {"@context":"https://openvex.dev/ns/v0.2.0","author":"Maker","timestamp":"2026-01-0%%dT00:00:00Z","statements":[
                 {"vulnerability":{"name":"X-%s","aliases":["%s"]},"status":"%%s","justification":"component_not_present",
                  "products":[{"@id":"%s@%s","subcomponents":[{"@id":"pkg:deb/debian/p"}]}]}]}
                """.formatted(cve, cve, repository, digest);
        tell("vex", stated.formatted(1, "not_affected"));
        UUID statement = jdbc.sql("SELECT statement_id FROM scans.vex_name WHERE name = :cve")
                .param("cve", cve)
                .query(UUID.class)
                .single();
        String key = jdbc.sql("SELECT key FROM estate.target WHERE name = :name")
                .param("name", repository)
                .query(String.class)
                .single();
        compensate(cve, key, seed);
        UUID exception = exceptions.request(
                new ExceptionRequest(
                        "NOT_AFFECTED",
                        "component_not_present",
                        List.of(cve),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", key)),
                        new ExceptionTerms(
                                "Stated",
                                "Owner",
                                "",
                                "Asked",
                                Severity.LOW,
                                "",
                                Instant.now(java.time.Clock.systemUTC()).plus(Duration.ofDays(9))),
                        statement,
                        null),
                somebody(Role.SECURITY_ENGINEER));
        exceptions.approve(exception, 1, "", somebody(Role.COMPLIANCE_OFFICER));
        exceptions.approve(exception, 1, "", somebody(Role.COMPLIANCE_OFFICER));
        if (seed % 2 == 1) {
            tell("vex", stated.formatted(2, "affected"));
            tell("scans", report.formatted("\"Vulnerabilities\":[" + finding + "]"));
        }
    }

    /** A compensating control whose acceptance is recorded; of every other history taken back and recorded again. */
    private void compensate(String cve, String key, long seed) {
        Instant now = Instant.now(java.time.Clock.systemUTC());
        UUID exception = exceptions.request(
                new ExceptionRequest(
                        "COMPENSATING_CONTROL",
                        "",
                        List.of(cve),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", key)),
                        new ExceptionTerms(
                                "No window",
                                "Owner",
                                "",
                                "",
                                Severity.LOW,
                                "",
                                now.plus(Duration.ofDays(9)),
                                new Worksheet("c", "d", "o", "m", "r", "v", "m"))),
                somebody(Role.SECURITY_ENGINEER));
        exceptions.approve(exception, 1, "", somebody(Role.COMPLIANCE_OFFICER));
        exceptions.approve(exception, 1, "", somebody(Role.COMPLIANCE_OFFICER));
        var said = new AcceptanceEntry(
                1, "An assessor", "A company", LocalDate.ofInstant(now, ZoneOffset.UTC), "letter.pdf");
        try (Spool letter =
                Spool.read(new ByteArrayInputStream(("accepted " + seed).getBytes(StandardCharsets.UTF_8)), 100)) {
            long entry = acceptances.record(exception, said, letter, officer());
            if (seed % 2 == 1) {
                acceptances.takeBack(exception, entry, "A wrong letter", officer());
                acceptances.record(exception, said, letter, officer());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** By documents that come before what they date and after it, of a version that is still shown and of one that no longer is. */
    private void dateFixes(long seed) {
        String cve = "CVE-2028-" + (1000 + seed);
        String report = """
                {"SchemaVersion":2,"ArtifactName":"registry.example/dated-%s:1","ArtifactType":"container_image",
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[{"VulnerabilityID":"%s","PkgName":"p",
                 "InstalledVersion":"1","FixedVersion":"%%d","Severity":"HIGH"}]}]}
                """.formatted(seed, cve);
        String advisory = """
                {"document":{"category":"csaf_security_advisory","csaf_version":"2.0","publisher":{"name":"Maker"},
                  "tracking":{"id":"A-%s","initial_release_date":"2026-02-%%02dT00:00:00Z"}},
                 "product_tree":{"full_product_names":[
                  {"product_id":"p","product_identification_helper":{"purl":"pkg:deb/debian/p@%%d"}}]},
                 "vulnerabilities":[{"cve":"%s","product_status":{"fixed":["p"]}}]}
                """.formatted(seed, cve);
        tell("vex", advisory.formatted(20, 3));
        turns.follow();
        tell("scans", report.formatted(2));
        tell("scans", report.formatted(3));
        if (seed % 2 == 1) {
            turns.follow();
        }
        tell("vex", advisory.formatted(10, 2));
    }

    /** A newer image of a vendor is scanned somewhere else than the older one; of every second vendor nothing counts any more then. */
    private void countFromVendors(long seed) {
        String code = "maker-" + seed;
        Actor officer = officer().actor();
        vendors.add(code, maker(Relationship.COMMERCIAL), officer);
        vendors.addRule(code, code + ".example/*", officer);
        register.enter(
                code,
                new Register.Entry(code, "Owner", "", "", new ScopeTags(true, false, false, false), Exposure.INTERNAL),
                officer);
        rule(code, code + ".example/*");
        String report = """
                {"SchemaVersion":2,"ArtifactName":"%s.example/app:1.%%d","ArtifactType":"container_image",
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[%%s]}]}
                """.formatted(code);
        String finding = "{\"VulnerabilityID\":\"CVE-2029-" + (1000 + seed)
                + "\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"FixedVersion\":\"2\",\"Severity\":\"HIGH\"}";
        tell("scans", report.formatted(0, finding));
        try {
            int version = drafts.draft(
                    new PolicyDraft(5, "Vendors", "Agreed", Map.of("vendorImages", "VENDOR_IMAGE")),
                    somebody(Role.SECURITY_ENGINEER));
            policies.approve(version, somebody(Role.COMPLIANCE_OFFICER).actor());
        } catch (InvalidRequest same) {
            // They count from the vendors' images already.
        }
        turns.follow();
        assertThat(api.post(
                                "/api/v1/scans?wait=30s&environment=staging",
                                report.formatted(1, "").getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
        if (seed % 2 == 1) {
            vendors.change(code, maker(Relationship.OPEN_SOURCE_UNSUPPORTED), officer);
        }
    }

    private static VendorEntry maker(Relationship relationship) {
        return new VendorEntry("Maker", relationship, false, "Owner", "", "", null, null);
    }

    /** Statements before and after the key that verifies them; every second key is taken back. */
    private void signAndTrust(long seed) {
        String vendor = "signer-" + seed;
        String repository = vendor + ".example/app";
        String digest = "sha256:"
                + Sha256.of(repository.getBytes(StandardCharsets.UTF_8)).hex();
        Signer signer = Signer.of(seed % 2 == 0 ? "Ed25519" : "P-256");
        vendors.add(
                vendor,
                new VendorEntry("Signer", Relationship.COMMERCIAL, false, "Owner", "", "", null, null),
                officer().actor());
        tell("attestations", signer.envelope(Signer.provenance(digest, true), "key"));
        long key = keys.enter(
                vendor,
                new KeyEntry(signer.pem(), "key", "the portal", null, LocalDate.of(2026, 1, 1), null),
                officer().actor());
        comparisons.follow();
        keys.approve(key, somebody(Role.COMPLIANCE_OFFICER).actor());
        tell(
                "attestations",
                signer.signature(digest, repository)
                        + Signer.of("P-256").envelope(Signer.provenance(digest, false), "key"));
        if (seed % 2 == 1) {
            keys.end(key, "Changed", LocalDate.of(2026, 2, 1), officer().actor());
        }
    }

    /** A mandate that is approved, with a pack handed over, and one that is withdrawn. */
    private void examine(long seed) {
        people.add("examiner" + seed + "@bank.example", "Ada", Role.EXAMINER, "correct horse battery", Actor.SYSTEM);
        UUID examiner = jdbc.sql("SELECT id FROM access.pub_person WHERE email = :email")
                .param("email", "examiner" + seed + "@bank.example")
                .query(UUID.class)
                .single();
        Terms.Days days = new Terms.Days(LocalDate.of(2026, 1, 1), LocalDate.of(2099, 1, 1));
        Terms terms = new Terms(examiner, "Letter", List.of("DORA"), List.of("all"), days, days);
        long mandate = mandates.give(terms, officer().actor());
        mandates.approve(mandate, somebody(Role.COMPLIANCE_OFFICER).actor());
        UUID pack = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO packs.pack (id, framework, scope, period_from, period_to, as_of, state, step, progress, attempts, requested_by,
                                        requested_at, demo, ledger_size, pdf_sha256, zip_sha256, entry_index, sealed_at, version)
                VALUES (:id, 'DORA', 'all', '2026-01-02', '2026-02-02', '2026-02-02', 'SEALED', 'Sealed', 100, 1, 'test', '2026-02-02',
                        false, 1, :sha, :sha, 0, '2026-02-02', 0)
                """).param("id", pack).param("sha", new byte[32]).update();
        mandates.handOver(mandate, pack, officer().actor());
        ask(mandate, new Actor(Actor.Kind.PERSON, examiner, "Ada", "test"));
        mandates.withdraw(
                mandates.give(terms, officer().actor()),
                "Another letter came",
                officer().actor());
    }

    /** Two requests, one that is followed up and accepted. */
    private void ask(long mandate, Actor examiner) {
        byte[] letter = ("number,request,due\n1,Findings,soon\n2,Packs " + mandate + ",2026-12-01\n")
                .getBytes(StandardCharsets.UTF_8);
        try (Spool spool = Spool.read(new ByteArrayInputStream(letter), letter.length)) {
            Requests.Place one = new Requests.Place(
                    mandate, requests.receive(mandate, spool, officer().actor()), 1);
            requests.answer(one, "/findings", "These", officer().actor());
            requests.followUp(one, "And the closed ones?", examiner);
            requests.answer(one, "/findings?state=ALL", "", officer().actor());
            requests.accept(one, examiner);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A document in two versions, one approved and one not, and another that is withdrawn. */
    private void writeDown() {
        long first = paper(Topic.PATCH_PROCEDURE, null);
        papers.approve(first, somebody(Role.COMPLIANCE_OFFICER).actor());
        paper(Topic.PATCH_PROCEDURE, first);
        papers.withdraw(
                paper(Topic.TESTERS, null), "The team is gone", officer().actor());
    }

    /** A number of no verdict: one value refused, one approved, one waiting. */
    private void decideNumbers(long seed) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        numbers.refuse(number(100 + seed % 97, day), "Too few.", officer().actor());
        numbers.approve(
                number(200 + seed % 97, day),
                "Seen.",
                somebody(Role.COMPLIANCE_OFFICER).actor());
        if (seed == HISTORIES - 1) {
            numbers.propose(
                    new ParameterProposal("DORA", "figures_report_days", 300, day, "A test"),
                    officer().actor());
        }
    }

    /** A framework of the bank's own: one version refused, one approved for a day that is far. */
    private void decideFrameworks(long seed) {
        frameworks.refuse(framework(seed, "1"), "Not ours.", officer().actor());
        frameworks.approve(
                framework(seed, "2"), "Seen.", somebody(Role.COMPLIANCE_OFFICER).actor());
    }

    private long framework(long seed, String version) {
        byte[] catalogue = """
                {"catalog": {"metadata": {"title": "A standard", "version": "%s"},
                 "controls": [{"id": "one", "title": "One", "parts": [{"name": "statement", "prose": "One thing."}]}]}}
                """.formatted(version).getBytes(StandardCharsets.UTF_8);
        FrameworkFiling said = new FrameworkFiling(
                LocalDate.now(ZoneOffset.UTC).plusDays(300), "A test", "OWN-" + seed, "PCI", "https://bank.example/");
        try (Spool bytes = Spool.read(new ByteArrayInputStream(catalogue), catalogue.length)) {
            return frameworks.file(said, bytes, officer().actor());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long number(long value, LocalDate day) {
        return numbers.propose(
                new ParameterProposal("DORA", "support_ends_within_days", value, day, "A test"),
                officer().actor());
    }

    private long paper(Topic topic, @Nullable Long replaces) {
        Filing said = new Filing(
                topic, "A paper", "Owner", "", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), replaces);
        try (Spool bytes = Spool.read(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3)) {
            return papers.file(said, bytes, officer().actor());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void tell(String door, String body) {
        Api.Answer answer = api.post("/api/v1/" + door + "?wait=30s", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }

    private static Signatory somebody(Role role) {
        return new Signatory(new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Somebody", "test"), role);
    }

    private void live(long seed) throws InterruptedException {
        RandomHistory history = new RandomHistory(seed, api, register, policies, exceptions, vendors, documents)
                .drafting(drafts)
                .agreeing(narrowings);
        history.go(STEPS * 2 / 3);
        awaitReading();
        escalate();
        retireWhatNoLongerRuns();
        honourAStatement(seed);
        dateFixes(seed);
        countFromVendors(seed);
        signAndTrust(seed);
        writeDown();
        decideNumbers(seed);
        decideFrameworks(seed);
        examine(seed);
        history.go(STEPS / 3);
        if (seed == 0) {
            history.leaveAGapAndCloseAnother();
        }
        if (seed == HISTORIES - 1) {
            contradict();
        }
        awaitReading();
        turns.follow();
        labels.follow();
    }

    /** Patterns of the same length that mean the same images, for two systems; of some one is removed again. */
    private void contradict() {
        for (String code : List.of("one", "other")) {
            register.enter(
                    code,
                    new Register.Entry(code, "Owner", "", "", ScopeTags.NONE),
                    officer().actor());
        }
        for (int n = 0; n < 4; n++) {
            rule("one", "registry.example/app-" + n + "*");
            rule("other", "registry.example/app-*" + n);
        }
        for (int n = 0; n < 2; n++) {
            register.removeRule(
                    id("estate.attribution_rule", "registry.example/app-*" + n),
                    officer().actor());
        }
        vendors.addRule(null, "registry.example/gone/*", officer().actor());
        vendors.removeRule(
                id("estate.origin_rule", "registry.example/gone/*"), officer().actor());
    }

    private UUID id(String table, String pattern) {
        return jdbc.sql("SELECT r.id FROM " + table + " r WHERE r.pattern = :pattern")
                .param("pattern", pattern)
                .query(UUID.class)
                .single();
    }

    private void rule(String code, String pattern) {
        try {
            register.addRule(code, "IMAGE", "", pattern, officer().actor());
        } catch (InvalidRequest known) {
            // The history has it already, for whichever system.
        }
    }

    private static Signatory officer() {
        return new Signatory(
                new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0de"), "Mara", "test"),
                Role.COMPLIANCE_OFFICER);
    }

    private void escalate() {
        jdbc.sql("""
                        SELECT DISTINCT f.vulnerability, t.key
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE f.state = 'OPEN'
                         ORDER BY 1, 2
                         LIMIT 3
                        """)
                .query((row, n) -> new Escalation(
                        row.getString("vulnerability"),
                        new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", row.getString("key")),
                        EscalationLevel.ICT_RISK,
                        "The committee",
                        "No window",
                        "Later",
                        LocalDate.now(ZoneOffset.UTC).plusDays(n)))
                .list()
                .forEach(one -> escalations.escalate(one, officer()));
    }

    private void retireWhatNoLongerRuns() {
        jdbc
                .sql("SELECT DISTINCT target_id FROM findings.finding WHERE state = 'OPEN'")
                .query(UUID.class)
                .list()
                .stream()
                .limit(3)
                .forEach(target -> {
                    try {
                        retirements.retire(target, "No longer used.", officer());
                    } catch (InvalidRequest runs) {
                        // A cluster states that it runs: then nothing was decided.
                    }
                });
    }

    private void awaitReading() throws InterruptedException {
        while (waiting()) {
            Thread.sleep(20);
        }
    }

    private boolean waiting() {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM intake.submission s
                                WHERE NOT EXISTS (SELECT 1 FROM intake.interpretation i WHERE i.submission_id = s.id))
                    OR EXISTS (SELECT 1 FROM intake.replay r JOIN intake.cursor c USING (kind)
                                WHERE (r.entry_index, r.position) > (c.entry_index, c.position))
                """).query(Boolean.class).single();
    }

    private static ConfigurableApplicationContext beside() {
        return RebuildRole.start(
                (PGSimpleDataSource) TestDatabase.another("made_again_" + DATABASES.incrementAndGet()),
                TestDatabase.maintenance());
    }

    private static List<String> differences(Rebuild.Outcome outcome) {
        return outcome.tables().stream()
                .filter(one -> !one.isEqual())
                .map(RebuildTests::difference)
                .toList();
    }

    private static String difference(Comparison one) {
        String name = one.table().name();
        if (one.onlyInUse() == 0 && one.different() == 0) {
            return name + " " + one.onlyMadeAgain() + " missing";
        }
        return one.onlyInUse() == 0 && one.onlyMadeAgain() == 0
                ? name + " " + one.different() + " differ"
                : name + " " + one.examples();
    }
}
