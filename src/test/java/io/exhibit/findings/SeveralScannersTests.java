package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.AsOf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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
 * Two scanners of one target. A report is the tool, its day, and what it shows: + has a fix, ! is critical, - is left out by the
 * scanner's configuration, =day:kind is a fix with its date.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SeveralScannersTests {

    private static final List<String> INTERLEAVED = List.of(
            "T 2026-10-01: a b c+ e",
            "G 2026-10-03: a+ b! d=2026-09-20:advisory",
            "T 2026-10-09: a+ b f",
            "G 2026-10-20: a!=2026-09-18:first-observed b g");

    private static final List<String> GIVEN_UP =
            List.of("G 2026-08-25: a k", "G 2026-09-01: a! h+ c!", "T 2026-09-20: a b c", "T 2026-10-15: b c");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FindingStoryStore stories;

    @Autowired
    private FindingListStore lists;

    @Autowired
    private OtherNames names;

    private final String world = "several-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "several", Permission.SCANS_WRITE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            T 2026-10-01: a; G 2026-10-02: b                                 | a OPEN Trivy, b OPEN Grype
            T 2026-10-01: a; G 2026-10-02: a                                 | a OPEN Grype Trivy
            T 2026-10-01: a; G 2026-10-02: a; T 2026-10-03: x                | a OPEN Grype, x OPEN Trivy
            T 2026-10-01: a; G 2026-10-02: a; G 2026-10-03: x                | a OPEN Trivy, x OPEN Grype
            T 2026-10-01: a; G 2026-10-02: x; T 2026-10-03: x                | a CLOSED [], x OPEN Grype Trivy
            T 2026-10-01: a; G 2026-10-02: a; T 2026-10-03: x; G 2026-10-04: x | a CLOSED [], x OPEN Grype Trivy
            T 2026-10-01: a; G 2026-10-31: x                                 | a OPEN Trivy, x OPEN Grype
            T 2026-10-01: a; G 2026-11-02: x                                 | a CLOSED [OTHER_TOOL], x OPEN Grype
            T 2026-10-01: a; G 2026-11-01: a                                 | a OPEN Grype
            T 2026-10-01: a; G 2026-11-01: x; T 2026-11-02: a                | a OPEN Trivy, x OPEN Grype
            G 2026-11-02: x; T 2026-10-01: a                                 | a CLOSED [OTHER_TOOL], x OPEN Grype
            T 2026-10-01: a; G 2026-10-02: a-                                | a OPEN Grype Trivy
            """)
    void aFindingIsOpenWhileAnyToolInUseShowsIt(String reports, String expected) {
        Arrays.stream(reports.split("; ", -1)).forEach(this::post);
        assertThat(String.join(
                        ", ",
                        jdbc.sql("""
                        SELECT f.package || ' ' || f.state || ' '
                               || CASE WHEN f.state = 'OPEN'
                                       THEN coalesce((SELECT string_agg(s.tool, ' ' ORDER BY s.tool) FROM findings.sighting s WHERE s.finding_id = f.id), f.tool)
                                       ELSE '[' || array_to_string(e.doubts, ' ') || ']' END
                          FROM findings.finding f
                          JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                         ORDER BY f.package
                        """).param("world", world).query(String.class).list()))
                .isEqualTo(expected);
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM findings.sighting s JOIN findings.finding f ON f.id = s.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.state = 'CLOSED'
                        """).param("world", world).query(Long.class).single())
                .isZero();
    }

    @Test
    void theMoreSevereHasTheWordHoweverOftenTheOtherScans() {
        post("T 2026-10-01: a");
        post("G 2026-10-02: a!+");
        assertThat(words()).containsExactly("a CRITICAL 2 Grype");
        post("T 2026-10-03: a");
        assertThat(words()).containsExactly("a CRITICAL 2 Grype");
        post("G 2026-10-04: x");
        assertThat(words()).containsExactly("a HIGH null Trivy", "x HIGH null Grype");
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM findings.sighting s JOIN estate.target t ON t.id = s.target_id WHERE t.environment = :world
                        """).param("world", world).query(Long.class).single())
                .isZero();
    }

    @Test
    void ofEqualsTrivyHasTheWordAndAFixIsKnownWhenEitherKnowsIt() {
        post("G 2026-10-01: a+");
        post("T 2026-10-02: a");
        assertThat(words()).containsExactly("a HIGH 2 Trivy");
    }

    @Test
    void anUnchangedScanOfEitherWritesNoFinding() {
        post("T 2026-10-01: a b! c", "1");
        post("G 2026-10-02: a! b d", "1");
        String before = versions();
        post("T 2026-10-03: a b! c", "1");
        post("G 2026-10-04: a! b d", "1");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whatGrypeNoLongerListsIsNotSaidToBeRemoved() {
        post("G 2026-10-01: a");
        post("G 2026-10-02: b");
        assertThat(jdbc.sql("""
                        SELECT e.close_reason || e.doubts::text
                          FROM findings.episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.package = 'a'
                        """).param("world", world).query(String.class).single())
                .isEqualTo("NOT_IN_LATER_SCAN{}");
    }

    /** The sample has GHSA-34jh-p97f-mpxf of CVE-2024-37891 in urllib3; a row of Trivy's in the same place makes it one finding of both. */
    @Test
    void whatBothSeeIsOneFindingFoundByEitherName() throws Exception {
        send(sample("grype-amazon"));
        send("""
                {"SchemaVersion":2,"CreatedAt":"2024-09-02T10:00:00Z","ArtifactName":"cloudwatch_to_s3:latest","ArtifactType":"container_image",
                 "Results":[{"Target":"Python","Class":"lang-pkgs","Type":"python-pkg","Vulnerabilities":[{
                 "VulnerabilityID":"CVE-2024-37891","PkgName":"urllib3","PkgPath":"var/runtime/urllib3-1.26.18.dist-info/METADATA",
                 "InstalledVersion":"1.26.18","Severity":"HIGH"}]}]}
                """);
        UUID finding = jdbc.sql("""
                        SELECT f.id FROM findings.finding f JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.vulnerability = 'CVE-2024-37891'
                        """).param("world", world).query(UUID.class).single();
        FindingStory story = stories.story(finding, new AsOf(Instant.now(), true));
        assertThat(story.head().aliases()).containsExactly("GHSA-34jh-p97f-mpxf");
        assertThat(story.head().scanners())
                .containsExactly("Trivy: HIGH, no fix known", "Grype: MEDIUM, CVSS 4.4, fixed in 1.26.19");
        assertThat(lists
                        .page(
                                FindingListQuestion.of(
                                        new FindingListParameters(
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                "ghsa-34jh",
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null),
                                        Clock.systemUTC()),
                                100)
                        .rows()
                        .stream()
                        .map(FindingListRow::id))
                .contains(finding);
        assertThat(names.resolved(List.of("GHSA-34jh-p97f-mpxf", "CVE-2024-37891", "GHSA-none")))
                .as("exceptions and escalations are asked for by either name")
                .containsExactly("CVE-2024-37891", "GHSA-none");
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = SeveralScannersTests.class.getResourceAsStream("/scans/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<List<Integer>> orders() {
        return Orders.of(4);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderOfTheSameReportsGivesTheSameState(List<Integer> order) {
        order.forEach(n -> post(INTERLEAVED.get(n)));
        assertThat(findings())
                .containsExactly(
                        "a OPEN CRITICAL Grype shown 2026-10-01, fix 2026-09-18 first-observed, due 2026-10-17",
                        "b OPEN HIGH Trivy shown 2026-10-01, fix never , due never",
                        "c CLOSED shown 2026-10-01, fix 2026-10-01 , due 2026-10-31",
                        "d CLOSED shown 2026-10-03, fix 2026-09-20 advisory, due 2026-11-02",
                        "e CLOSED shown 2026-10-01, fix never , due never",
                        "f OPEN HIGH Trivy shown 2026-10-09, fix never , due never",
                        "g OPEN HIGH Grype shown 2026-10-20, fix never , due never");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderGivesTheSameStateWhenOneToolIsGivenUp(List<Integer> order) {
        order.forEach(n -> post(GIVEN_UP.get(n)));
        assertThat(findings())
                .containsExactly(
                        "a CLOSED shown 2026-08-25, fix never , due never",
                        "b OPEN HIGH Trivy shown 2026-09-20, fix never , due never",
                        "c OPEN HIGH Trivy shown 2026-09-01, fix never , due never",
                        "h CLOSED shown 2026-09-01, fix 2026-09-01 , due 2026-10-01",
                        "k CLOSED shown 2026-08-25, fix never , due never");
    }

    private List<String> findings() {
        return jdbc.sql("""
                        SELECT f.package || ' ' || f.state || CASE WHEN f.state = 'OPEN' THEN ' ' || f.severity || ' ' || f.tool ELSE '' END
                               || ' shown ' || coalesce(f.shown_at::date::text, 'never')
                               || ', fix ' || coalesce(f.fix_at::date::text, 'never') || ' ' || coalesce(f.fix_kind, '')
                               || ', due ' || coalesce(d.due_at::date::text, 'never')
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                          JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'DORA'
                               AND d.superseded_at IS NULL AND (d.ended_at IS NULL) = (f.state = 'OPEN')
                         WHERE t.environment = :world
                         ORDER BY f.package
                        """).param("world", world).query(String.class).list();
    }

    private List<String> words() {
        return jdbc.sql("""
                        SELECT f.package || ' ' || f.severity || ' ' || coalesce(f.fixed_version, 'null') || ' ' || f.tool
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.state = 'OPEN'
                         ORDER BY f.package
                        """).param("world", world).query(String.class).list();
    }

    /** Which version of each row stands in the tables. */
    private String versions() {
        return jdbc.sql("""
                        SELECT string_agg(f.xmin || ' ' || f.ctid || ' ' || coalesce(s.xmin || ' ' || s.ctid || ' ' || s.xmax, ''), ';' ORDER BY f.id, s.tool)
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                          LEFT JOIN findings.sighting s ON s.finding_id = f.id
                         WHERE t.environment = :world
                        """).param("world", world).query(String.class).single();
    }

    /** Of another image each day. */
    private void post(String report) {
        post(report, report.substring(10, 12));
    }

    private void post(String report, String image) {
        String day = report.substring(2, report.indexOf(':'));
        boolean grype = report.startsWith("G");
        String rows = Arrays.stream(
                        report.substring(report.indexOf(':') + 1).strip().split(" ", -1))
                .filter(row -> !row.endsWith("-"))
                .map(grype ? SeveralScannersTests::match : SeveralScannersTests::row)
                .collect(Collectors.joining(","));
        String ignored = Arrays.stream(report.split(" ", -1))
                .filter(row -> row.endsWith("-"))
                .map(row -> match(row.replace("-", "")).replaceFirst("\\{", "{\"appliedIgnoreRules\":[],"))
                .collect(Collectors.joining(","));
        String digest = "sha256:" + image.repeat(64).substring(0, 64);
        send(grype ? """
                        {"matches":[%s],"ignoredMatches":[%s],"source":{"type":"image","target":{"userInput":"registry.example/two:1",
                         "repoDigests":["registry.example/two@%s"],"tags":["registry.example/two:1"]}},
                         "distro":{"name":"debian","version":"12"},"descriptor":{"name":"grype","version":"0.99.1","timestamp":"%sT10:00:00Z"}}
                        """.formatted(rows, ignored, digest, day) : """
                        {"SchemaVersion":2,"CreatedAt":"%sT10:00:00Z","ArtifactName":"registry.example/two:1",
                         "ArtifactType":"container_image","Metadata":{"RepoTags":["registry.example/two:1"],
                         "RepoDigests":["registry.example/two@%s"]},
                         "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[%s]}]}
                        """.formatted(day, digest, rows));
    }

    private void send(String report) {
        Api.Answer answer =
                api.post("/api/v1/scans?wait=60s&environment=" + world, report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }

    private static String row(String text) {
        return "{\"VulnerabilityID\":\"CVE-2026-7003\",\"PkgName\":\"" + text.charAt(0)
                + "\",\"InstalledVersion\":\"1\","
                + (text.contains("+") ? "\"FixedVersion\":\"2\"," : "") + "\"Severity\":\""
                + (text.contains("!") ? "CRITICAL" : "HIGH") + "\"}";
    }

    private static String match(String text) {
        String dated = text.contains("=")
                ? ",\"available\":[{\"version\":\"2\",\"date\":\"%s\",\"kind\":\"%s\"}]".formatted((Object[])
                        text.substring(text.indexOf('=') + 1).split(":", -1))
                : "";
        String versions = text.contains("+") || text.contains("=") ? "\"2\"" : "";
        return "{\"vulnerability\":{\"id\":\"CVE-2026-7003\",\"severity\":\""
                + (text.contains("!") ? "Critical" : "High")
                + "\",\"fix\":{\"versions\":[" + versions + "],\"state\":\"\"" + dated
                + "}},\"artifact\":{\"name\":\"" + text.charAt(0)
                + "\",\"version\":\"1\",\"type\":\"deb\",\"purl\":\"pkg:deb/debian/" + text.charAt(0)
                + "@1?arch=amd64&distro=debian-12\"}}";
    }
}
