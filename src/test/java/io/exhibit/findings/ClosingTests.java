package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What it takes for the end of a finding to be proven. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ClosingTests {

    private static final String BEFORE = "1: zlib 1.2.11!, curl 7.0";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private final String world = "closing-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "closing", Permission.SCANS_WRITE);
    }

    /** A report is written: image: package version, …; with ! behind what has the vulnerability. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2: zlib 1.2.13, curl 7.0              | PACKAGE_UPDATED   |
            2: curl 7.0                           | PACKAGE_REMOVED   |
            2:                                    | NOT_IN_LATER_SCAN |
            1: zlib 1.2.13                        | SCANNER_CHANGED   | SAME_IMAGE
            1: zlib 1.2.11                        | SCANNER_CHANGED   | SAME_IMAGE SAME_VERSION
            2: zlib 1.2.11, curl 7.0              | SCANNER_CHANGED   | SAME_VERSION
            2: zlib 1.2.11, zlib 1.2.13           | SCANNER_CHANGED   | SAME_VERSION
            : zlib 1.2.13                         | PACKAGE_UPDATED   | NO_DIGEST
            """)
    void comparesTheScanThatShowedItWithTheOneThatNoLongerDoes(String after, String reason, String doubts) {
        post(BEFORE, "2026-10-01");
        post(after, "2026-10-02");
        assertThat(endings()).containsExactly(reason + " " + (doubts == null ? "" : doubts));
    }

    @Test
    void aReportWithoutADateProvesNothing() {
        post(BEFORE, "2026-10-01");
        post("2: zlib 1.2.13", "");
        assertThat(endings()).containsExactly("PACKAGE_UPDATED NOT_DATED");
    }

    @Test
    void anEpochDoesNotMakeAVersionAnother() {
        post("1: zlib 1:1.2.11!", "2026-10-01");
        post("2: zlib 1.2.11", "2026-10-02");
        assertThat(endings()).containsExactly("SCANNER_CHANGED SAME_VERSION");
    }

    @Test
    void eachEpisodeKeepsItsOwnEnd() {
        post(BEFORE, "2026-10-01");
        post("2: zlib 1.2.13", "2026-10-02");
        post("3: zlib 1.2.11!", "2026-10-03");
        assertThat(endings()).containsExactly("PACKAGE_UPDATED ", "null ");
        post("3: zlib 1.2.11", "2026-10-04");
        assertThat(endings()).containsExactly("PACKAGE_UPDATED ", "SCANNER_CHANGED SAME_IMAGE SAME_VERSION");
    }

    @Test
    void itIsComparedWithTheLastScanThatShowedIt() {
        post(BEFORE, "2026-10-01");
        post("2: zlib 1.2.11!", "2026-10-02");
        post("1: zlib 1.2.13", "2026-10-03");
        assertThat(endings()).containsExactly("PACKAGE_UPDATED ");
        assertThat(jdbc.sql("""
                        SELECT s.reported_at::date::text
                          FROM findings.episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                          JOIN scans.scan s ON s.id = e.shown_scan
                         WHERE t.environment = :world
                        """).param("world", world).query(String.class).single())
                .isEqualTo("2026-10-02");
    }

    @Test
    void forSourceTheCommitCountsAsTheImageDoes() {
        source("a1", true, "2026-10-01");
        source("a1", false, "2026-10-02");
        assertThat(endings()).containsExactly("SCANNER_CHANGED SAME_IMAGE");
        source("a2", true, "2026-10-03");
        source("a3", false, "2026-10-04");
        assertThat(endings()).containsExactly("SCANNER_CHANGED SAME_IMAGE", "PACKAGE_REMOVED ");
    }

    private List<String> endings() {
        return jdbc.sql("""
                        SELECT coalesce(e.close_reason, 'null') || ' ' || coalesce(array_to_string(e.doubts, ' '), '')
                          FROM findings.episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                         ORDER BY e.n
                        """).param("world", world).query(String.class).list();
    }

    private void post(String report, String day) {
        String image = report.substring(0, report.indexOf(':'));
        List<String> packages = Arrays.stream(
                        report.substring(image.length() + 1).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        String digest = image.isEmpty() ? "" : "\"sha256:" + image.repeat(64) + "\"";
        send("", """
                {"SchemaVersion":2,%s"ArtifactName":"registry.example/%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":[%s]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian"%s,"Vulnerabilities":[%s]}]}
                """.formatted(
                        made(day),
                        world,
                        digest.isEmpty() ? "" : "\"registry.example/" + world + "@" + digest.substring(1),
                        packages.isEmpty() ? "" : ",\"Packages\":[" + listed(packages) + "]",
                        packages.stream()
                                .filter(text -> text.endsWith("!"))
                                .map(ClosingTests::vulnerable)
                                .collect(Collectors.joining(","))));
    }

    private void source(String commit, boolean vulnerable, String day) {
        send("&commit=" + commit, """
                {"SchemaVersion":2,%s"ArtifactName":"source","ArtifactType":"repository",
                 "Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm","Packages":[{"Name":"curl","Version":"1"}],
                             "Vulnerabilities":[%s]}]}
                """.formatted(made(day), vulnerable ? vulnerable("zlib 1!") : ""));
    }

    private void send(String context, String report) {
        Api.Answer answer = api.post(
                "/api/v1/scans?wait=60s&environment=" + world + context, report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }

    private static String made(String day) {
        return day.isEmpty() ? "" : "\"CreatedAt\":\"" + day + "T10:00:00Z\",";
    }

    private static String listed(List<String> packages) {
        return packages.stream()
                .map(text -> text.replace("!", "").split(" ", -1))
                .map(parts ->
                        "{\"Name\":\"" + parts[0] + "\",\"Version\":\"" + parts[1].replaceFirst("^1:", "") + "\"}")
                .collect(Collectors.joining(","));
    }

    private static String vulnerable(String text) {
        String[] parts = text.replace("!", "").split(" ", -1);
        return "{\"VulnerabilityID\":\"CVE-2026-7001\",\"PkgName\":\"" + parts[0] + "\",\"InstalledVersion\":\""
                + parts[1] + "\",\"FixedVersion\":\"9\",\"Severity\":\"HIGH\"}";
    }
}
