package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One vulnerability under two names. A report is the tool, its day, and what it shows of one package: the advisory alone, the cve alone, or
 * both, where the one is said to be the other; + has a fix, x is another vulnerability.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OneNameTests {

    private static final List<String> RENAMED =
            List.of("T 2026-10-01: advisory", "T 2026-10-05: cve x", "G 2026-10-09: both+", "T 2026-10-20: cve");

    private static final List<String> OF_ONE_TOOL = List.of(
            "T 2026-10-01: advisory", "T 2026-10-05: advisory+ x", "T 2026-10-09: both", "T 2026-10-20: advisory");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FindingStoryStore stories;

    @Autowired
    private ExceptionRegister exceptions;

    @Autowired
    private VexClaims claims;

    private final String advisory =
            "GHSA-" + UUID.randomUUID().toString().substring(9).substring(0, 14);
    private final String cve = "CVE-2026-" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);
    private String world = "names-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "names", Permission.SCANS_WRITE, Permission.VEX_WRITE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            T 2026-10-01: advisory; T 2026-10-05: both                       | cve OPEN 1 Trivy
            T 2026-10-01: advisory; T 2026-10-05: both; T 2026-10-09: advisory | cve OPEN 1 Trivy
            T 2026-10-01: advisory; G 2026-10-05: both                       | cve OPEN 1 Grype Trivy
            T 2026-10-01: advisory; G 2026-10-05: both; T 2026-10-09: x      | cve OPEN 1 Grype, x OPEN 1 Trivy
            T 2026-10-01: advisory; T 2026-10-05: x; T 2026-10-09: both      | cve OPEN 2 Trivy, x CLOSED 1
            T 2026-10-01: advisory; T 2026-10-05: cve; T 2026-10-09: both    | cve CLOSED 1 SAME_FINDING, cve OPEN 2 Trivy
            G 2026-10-01: advisory; T 2026-10-05: cve; G 2026-10-09: both    | cve CLOSED 1 SAME_FINDING, cve OPEN 1 Grype Trivy
            G 2026-10-01: advisory; T 2026-10-05: cve; G 2026-10-09: both; T 2026-10-10: x; G 2026-10-11: x | cve CLOSED 1, cve CLOSED 1 SAME_FINDING, x OPEN 1 Grype Trivy
            T 2026-10-01: cve; G 2026-10-05: advisory; G 2026-10-09: both    | advisory CLOSED 1 SAME_FINDING, cve OPEN 1 Grype Trivy
            T 2026-10-01: advisory cve; T 2026-10-05: both                   | advisory CLOSED 1 SAME_FINDING, cve OPEN 1 Trivy
            T 2026-10-05: both; T 2026-10-09: advisory                       | cve OPEN 1 Trivy
            T 2026-10-01: cve; T 2026-10-05: advisory                        | advisory OPEN 1 Trivy, cve CLOSED 1
            """)
    void aFindingGoesOnUnderItsCve(String reports, String expected) {
        Arrays.stream(reports.split("; ", -1)).forEach(this::post);
        assertThat(states().stream()
                        .map(state -> state.replaceFirst("(cve|advisory) CLOSED 1 (?!SAME).*", "$1 CLOSED 1")
                                .replaceFirst("x CLOSED 1 .*", "x CLOSED 1"))
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM findings.sighting s JOIN findings.finding f ON f.id = s.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.state = 'CLOSED'
                        """).param("world", world).query(Long.class).single())
                .isZero();
    }

    static Stream<List<Integer>> orders() {
        return Orders.of(4);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderOfTheSameReportsGivesTheSameStateAndDates(List<Integer> order) {
        order.forEach(n -> post(RENAMED.get(n)));
        assertThat(going())
                .containsExactly(
                        "cve OPEN shown 2026-10-01, fix 2026-10-09, due 2026-11-08",
                        "x CLOSED shown 2026-10-05, fix never, due never");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderOfOneToolGivesTheSameStateAndDates(List<Integer> order) {
        order.forEach(n -> post(OF_ONE_TOOL.get(n)));
        assertThat(going())
                .containsExactly(
                        "cve OPEN shown 2026-10-01, fix 2026-10-05, due 2026-11-04",
                        "x CLOSED shown 2026-10-05, fix never, due never");
    }

    @Test
    void whatOneTargetTeachesRenamesItInAllOthers() {
        String other = world + "-other";
        in(other, "T 2026-10-01: advisory+");
        post("G 2026-10-09: both");
        world = other;
        assertThat(going()).containsExactly("cve OPEN shown 2026-10-01, fix 2026-10-01, due 2026-10-31");
        post("T 2026-10-20: advisory+");
        assertThat(going()).containsExactly("cve OPEN shown 2026-10-01, fix 2026-10-01, due 2026-10-31");
    }

    @Test
    void theIdentityIsThatOfTheSameRowUnderItsCve() {
        post("T 2026-10-01: advisory");
        post("T 2026-10-05: both");
        String renamed = fingerprint();
        world += "-fresh";
        post("T 2026-10-05: cve");
        assertThat(renamed).isEqualTo(fingerprint());
    }

    @Test
    void theOtherEntryIsReadAsItWasAndNeverCountsAsMended() {
        post("G 2026-10-01: advisory");
        post("T 2026-10-05: cve");
        Instant between = Instant.now();
        post("G 2026-10-09: both");
        UUID goesOn = id("f.same_as IS NULL");
        UUID other = id("f.same_as IS NOT NULL");
        assertThat(stories.goesOnAs(other, new AsOf(Instant.now(), true))).contains(goesOn);
        assertThat(stories.goesOnAs(other, new AsOf(between, false))).isEmpty();
        assertThat(stories.goesOnAs(goesOn, new AsOf(Instant.now(), true))).isEmpty();
        assertThat(stories.story(other, new AsOf(between, false)).isOpen()).isTrue();
        assertThat(stories.story(other, new AsOf(between, false)).standing()).isNotEmpty();
        assertThat(stories.story(goesOn, new AsOf(Instant.now(), true)).head().others())
                .extracting(FindingStory.Other::id, FindingStory.Other::vulnerability)
                .containsExactly(tuple(other, cve));
        assertThat(jdbc.sql("SELECT count(*) FROM findings.deadline WHERE finding_id = :id AND superseded_at IS NULL")
                        .param("id", other)
                        .query(Long.class)
                        .single())
                .as("no clock runs for it, and none was kept")
                .isZero();
    }

    @Test
    void anExceptionForTheAdvisoryIsOneForTheCve() {
        post("T 2026-10-01: advisory");
        String key = jdbc.sql("SELECT key FROM estate.target WHERE environment = :world")
                .param("world", world)
                .query(String.class)
                .single();
        UUID exception = exceptions.request(
                new ExceptionRequest(
                        "RISK_ACCEPTANCE",
                        "",
                        List.of(advisory),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", key)),
                        new ExceptionTerms(
                                "Used nowhere",
                                "Owner",
                                "",
                                "Asked",
                                Severity.LOW,
                                "",
                                Instant.now().plus(Duration.ofDays(9))),
                        null,
                        null),
                somebody());
        exceptions.approve(exception, 1, "", somebody());
        exceptions.approve(exception, 1, "", somebody());
        post("T 2026-10-05: both");
        assertThat(jdbc.sql("""
                        SELECT c.vulnerability || ' ' || (c.valid_from IS NOT NULL AND c.valid_until > now())
                          FROM findings.pub_exception_cover c WHERE c.exception_id = :exception AND c.finding_id = :finding
                        """)
                        .param("exception", exception)
                        .param("finding", id("f.same_as IS NULL"))
                        .query(String.class)
                        .list())
                .containsExactly(cve + " true");
    }

    @Test
    void aStatementAboutTheAdvisoryIsFoundAtTheCve() {
        post("T 2026-10-01: advisory");
        Api.Answer stated = api.post("/api/v1/vex?wait=60s", """
                {"@context":"https://openvex.dev/ns/v0.2.0","author":"Maker","timestamp":"2026-01-01T00:00:00Z","statements":[
                 {"vulnerability":{"name":"%s"},"status":"not_affected","justification":"component_not_present",
                  "products":[{"@id":"registry.example/named@%s"}]}]}
                """.formatted(advisory, digest("2026-10-01"))
                .getBytes(StandardCharsets.UTF_8));
        assertThat(stated.text("/state")).as(stated.body().toString()).isEqualTo("INTERPRETED");
        assertThat(claims.finding(id("f.same_as IS NULL"), Instant.now(), 9)).hasSize(1);
        post("T 2026-10-05: both");
        assertThat(claims.finding(id("f.same_as IS NULL"), Instant.now(), 9))
                .singleElement()
                .satisfies(one -> assertThat(claims.names(one.claim().id())).containsExactly(cve, advisory));
    }

    private static Signatory somebody() {
        return new Signatory(
                new Actor(Actor.Kind.PERSON, UUID.randomUUID(), "Somebody", "test"), Role.COMPLIANCE_OFFICER);
    }

    @Test
    void anAdvisoryOfADistributionStaysARowOfItsOwn() {
        String many = "ELSA-2026-" + ThreadLocalRandom.current().nextInt(10_000, 99_999);
        send(grype("2026-10-01", match(many, cve, "")));
        post("T 2026-10-02: x");
        send(grype("2026-10-03", match(many, "", "")));
        assertThat(states()).contains("x OPEN 1 Trivy").anyMatch(state -> state.startsWith(many + " OPEN"));
    }

    private UUID id(String which) {
        return jdbc.sql("SELECT f.id FROM findings.finding f JOIN estate.target t ON t.id = f.target_id"
                        + " WHERE t.environment = :world AND " + which)
                .param("world", world)
                .query(UUID.class)
                .single();
    }

    private String fingerprint() {
        return jdbc.sql("""
                        SELECT encode(f.fingerprint, 'hex') FROM findings.finding f JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                        """).param("world", world).query(String.class).single();
    }

    private List<String> states() {
        return jdbc.sql("""
                        SELECT replace(replace(f.vulnerability, :cve, 'cve'), :advisory, 'advisory') || ' ' || f.state || ' ' || e.n
                               || CASE WHEN f.state = 'OPEN'
                                       THEN ' ' || coalesce((SELECT string_agg(s.tool, ' ' ORDER BY s.tool)
                                                               FROM findings.sighting s WHERE s.finding_id = f.id), f.tool)
                                       ELSE ' ' || e.close_reason END
                          FROM findings.finding f
                          JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                        """)
                .param("world", world)
                .param("cve", cve)
                .param("advisory", advisory)
                .query(String.class)
                .list();
    }

    /** What is a finding of its own, with the dates that its deadline under DORA rests on. */
    private List<String> going() {
        return jdbc.sql("""
                        SELECT replace(f.vulnerability, :cve, 'cve') || ' ' || f.state
                               || ' shown ' || coalesce(f.shown_at::date::text, 'never') || ', fix ' || coalesce(f.fix_at::date::text, 'never')
                               || ', due ' || coalesce(d.due_at::date::text, 'never')
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                          JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'DORA'
                               AND d.superseded_at IS NULL AND (d.ended_at IS NULL) = (f.state = 'OPEN')
                         WHERE t.environment = :world AND f.same_as IS NULL
                         ORDER BY 1
                        """)
                .param("world", world)
                .param("cve", cve)
                .query(String.class)
                .list();
    }

    private void post(String report) {
        in(world, report);
    }

    private void in(String environment, String report) {
        String tool = report.substring(0, 1);
        String day = report.substring(2, 12);
        String[] rows = report.substring(14).split(" ", -1);
        send(
                environment,
                tool.equals("G")
                        ? grype(day, Arrays.stream(rows).map(this::match).collect(Collectors.joining(",")))
                        : trivy(day, Arrays.stream(rows).map(this::row).collect(Collectors.joining(","))));
    }

    private void send(String report) {
        send(world, report);
    }

    private void send(String environment, String report) {
        Api.Answer answer =
                api.post("/api/v1/scans?wait=60s&environment=" + environment, report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }

    /** Of another image each day. */
    private static String digest(String day) {
        return "sha256:" + day.substring(8).repeat(32);
    }

    private static String trivy(String day, String rows) {
        return """
                {"SchemaVersion":2,"CreatedAt":"%sT10:00:00Z","ArtifactName":"registry.example/named:1",
                 "ArtifactType":"container_image","Metadata":{"RepoTags":["registry.example/named:1"],
                 "RepoDigests":["registry.example/named@%s"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[%s]}]}
                """.formatted(day, digest(day), rows);
    }

    private String row(String said) {
        String name = said.replace("+", "");
        String id = name.equals("x") ? "x" : name.equals("advisory") ? advisory : cve;
        return "{\"VulnerabilityID\":\"" + id + "\",\"PkgName\":\"a\",\"InstalledVersion\":\"1\","
                + (name.equals("both") ? "\"VendorIDs\":[\"DSA-1-1\",\"" + advisory + "\"]," : "")
                + (said.endsWith("+") ? "\"FixedVersion\":\"2\"," : "") + "\"Severity\":\"HIGH\"}";
    }

    private static String grype(String day, String matches) {
        return """
                {"matches":[%s],"source":{"type":"image","target":{"userInput":"registry.example/named:1",
                 "repoDigests":["registry.example/named@%s"],"tags":["registry.example/named:1"]}},
                 "distro":{"name":"debian","version":"12"},"descriptor":{"name":"grype","version":"0.99.1","timestamp":"%sT10:00:00Z"}}
                """.formatted(matches, digest(day), day);
    }

    private String match(String said) {
        String name = said.replace("+", "");
        String id = name.equals("x") ? "x" : name.equals("cve") ? cve : advisory;
        return match(id, name.equals("both") ? cve : "", said.endsWith("+") ? "\"2\"" : "");
    }

    private static String match(String id, String related, String fixed) {
        return "{\"vulnerability\":{\"id\":\"" + id + "\",\"severity\":\"High\",\"fix\":{\"versions\":[" + fixed
                + "],\"state\":\"\"}},\"relatedVulnerabilities\":["
                + (related.isEmpty() ? "" : "{\"id\":\"" + related + "\"}")
                + "],\"artifact\":{\"name\":\"a\",\"version\":\"1\",\"type\":\"deb\","
                + "\"purl\":\"pkg:deb/debian/a@1?arch=amd64&distro=debian-12\"}}";
    }
}
