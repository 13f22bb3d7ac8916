package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A clock stops when a newer image is without the finding and no image that had it runs any more. */
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LastReplicasTests {

    private static final String RUNNING = "CLOSED runs, clock runs";
    private static final String LEFT = "CLOSED left later, clock stopped then";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String world = "replicas-" + UUID.randomUUID();
    private Api api;
    private Desk desk;

    @BeforeEach
    void signIn(@Autowired MachineTokens tokens, @Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "replicas", Permission.SCANS_WRITE, Permission.DEPLOYMENTS_WRITE);
    }

    @Test
    void theClockRunsUntilTheLastPlaceIsLeft() {
        scan(1, true);
        runs(1, 1, 1);
        scan(2, false);
        assertThat(standing()).isEqualTo(RUNNING);
        runs(2, 2, 1);
        assertThat(standing()).as("one of two places is left").isEqualTo(RUNNING);
        assertThat(story()).contains("fixed, still runs; due in");
        assertThat(list("RUNNING")).contains("CVE-2026-7003");
        Instant then = Instant.now();
        runs(3, 2, 2);
        assertThat(standing()).isEqualTo(LEFT);
        assertThat(story()).contains("closed in time").doesNotContain("fixed, still runs");
        assertThat(list("RUNNING")).doesNotContain("CVE-2026-7003");
        assertThat(list("RUNNING&asOf=" + then)).contains("CVE-2026-7003");
    }

    @Test
    void whatNobodyStatedToRunIsGoneWithTheScan() {
        scan(1, true);
        scan(2, false);
        assertThat(standing()).isEqualTo("CLOSED left, clock stopped with the closing");
    }

    @Test
    void whatWasLeftBeforeTheNewImageWasScannedIsGoneWithTheScan() {
        scan(1, true);
        runs(1, 1);
        runs(2, 2);
        scan(2, false);
        assertThat(standing()).isEqualTo("CLOSED left, clock stopped with the closing");
    }

    @Test
    void disasterRecoveryThatNobodyScansByItselfCounts() {
        scan(1, true);
        state("recovery", 1, 1);
        scan(2, false);
        assertThat(standing()).isEqualTo(RUNNING);
        assertThat(story()).contains("1 of 1 stated places still run it").contains("fixed, still runs; due in");
        state("recovery", 2, 2);
        assertThat(standing()).isEqualTo(LEFT);
    }

    @Test
    void anEnvironmentThatIsScannedByItselfIsAnotherMatter() {
        scan("staging", "", 1, true);
        scan(1, true);
        state("staging", 1, 1);
        scan(2, false);
        assertThat(standing()).isEqualTo("CLOSED left, clock stopped with the closing");
    }

    @Test
    void itIsAnotherMatterFromItsFirstScanOn() {
        scan(1, true);
        state("staging", 1, 1);
        scan(2, false);
        assertThat(standing()).isEqualTo(RUNNING);
        scan("staging", "", 1, true);
        assertThat(standing()).isEqualTo("CLOSED left, clock stopped with the closing");
    }

    @Test
    void aWorkloadThatIsScannedForItselfCountsForItself() {
        scan("&cluster=" + world + "&namespace=pay&workload=deployment/app-0", 1, true);
        scan("&cluster=" + world + "&namespace=pay&workload=deployment/app-1", 1, true);
        scan("&cluster=" + world + "&namespace=pay&workload=deployment/app-0", 2, false);
        assertThat(standing("deployment/app-0"))
                .as("app-1 runs it still")
                .isEqualTo("CLOSED left, clock stopped with the closing");
        runs(1, 1, 1);
        assertThat(standing("deployment/app-0")).isEqualTo(RUNNING);
        runs(2, 2, 1);
        assertThat(standing("deployment/app-0")).isEqualTo(LEFT);
    }

    @Test
    void theImageThatTheScannerNoLongerBlamesIsNoneThatHadIt() {
        scan(1, true);
        runs(1, 1);
        scan(1, false);
        assertThat(standing()).isEqualTo("CLOSED left, clock stopped with the closing");
    }

    @Test
    void goingBackToTheOldImageSetsTheClockGoingAgain() {
        scan(1, true);
        runs(1, 1);
        scan(2, false);
        runs(2, 2);
        assertThat(standing()).isEqualTo(LEFT);
        runs(3, 1);
        assertThat(standing()).isEqualTo(RUNNING);
        runs(4, 2);
        assertThat(standing()).isEqualTo(LEFT);
    }

    @Test
    void whatIsFoundAgainRunsOnOneClock() {
        scan(1, true);
        runs(1, 1);
        scan(2, false);
        scan(1, true);
        assertThat(jdbc.sql("""
                        SELECT d.episode || ' ' || CASE WHEN d.ended_at IS NULL THEN 'runs' WHEN d.ended_at = e.opened_at THEN 'until it came back' ELSE '?' END
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                          JOIN findings.episode e ON e.finding_id = f.id AND e.n = 2
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.name = :name AND d.profile = 'DORA' AND d.superseded_at IS NULL
                         ORDER BY d.episode
                        """)
                        .param("name", "registry.example/" + world)
                        .query(String.class)
                        .list())
                .containsExactly("1 until it came back", "2 runs");
    }

    /** A and B: scans of the old and of the new image; 1 and 2: snapshots with the old image, and with the new one. */
    @ParameterizedTest
    @ValueSource(strings = {"A1B2", "1AB2", "A12B", "12AB", "1A2B", "AB12"})
    void theOrderInWhichScansAndSnapshotsAreReadDoesNotMatter(String order) {
        order.chars().forEach(step -> {
            switch (step) {
                case 'A' -> scan(1, true);
                case 'B' -> scan(2, false);
                default -> runs(step - '0', step - '0');
            }
        });
        assertThat(standing()).startsWith("CLOSED left");
        assertThat(jdbc.sql("""
                        SELECT e.gone_at = greatest(e.closed_at, (SELECT max(p.to_at)
                                                                    FROM estate.pub_deployment p
                                                                   WHERE p.cluster = :world AND p.to_at IS NOT NULL))
                          FROM findings.pub_episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.name = :name
                        """)
                        .param("world", world)
                        .param("name", "registry.example/" + world)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private String standing() {
        return standing("");
    }

    private String standing(String workload) {
        return jdbc.sql("""
                        SELECT f.state || CASE WHEN e.still_runs THEN ' runs' WHEN e.left_at IS NULL THEN ' left' ELSE ' left later' END
                               || CASE WHEN d.ended_at IS NULL THEN ', clock runs' WHEN d.ended_at = e.left_at THEN ', clock stopped then'
                                       WHEN d.ended_at = e.closed_at THEN ', clock stopped with the closing' ELSE ', ?' END
                          FROM findings.finding f
                          JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                          JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = e.n AND d.profile = 'DORA'
                               AND d.superseded_at IS NULL
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.name = :name AND t.workload = :workload AND t.environment = 'production'
                        """)
                .param("name", "registry.example/" + world)
                .param("workload", workload)
                .query(String.class)
                .single();
    }

    private String list(String state) {
        return desk.get(Role.AUDITOR, "/findings.csv?q=" + world + "&state=" + state)
                .text();
    }

    private String story() {
        UUID finding = jdbc.sql("""
                SELECT f.id FROM findings.finding f JOIN estate.target t ON t.id = f.target_id WHERE t.name = :name
                """)
                .param("name", "registry.example/" + world)
                .query(UUID.class)
                .single();
        return desk.get(Role.AUDITOR, "/findings/" + finding).text();
    }

    private void scan(int image, boolean vulnerable) {
        scan("", image, vulnerable);
    }

    private void scan(String place, int image, boolean vulnerable) {
        scan("production", place, image, vulnerable);
    }

    private void scan(String environment, String place, int image, boolean vulnerable) {
        post("/api/v1/scans?wait=60s&environment=" + environment + place, """
                {"SchemaVersion":2,"ArtifactName":"registry.example/%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":["registry.example/%s@sha256:%s"]},"Nonce":"%s",
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[%s]}]}
                """.formatted(
                        world,
                        world,
                        digest(image),
                        UUID.randomUUID(),
                        vulnerable
                                ? "{\"VulnerabilityID\":\"CVE-2026-7003\",\"PkgName\":\"a\",\"InstalledVersion\":\"1\","
                                        + "\"FixedVersion\":\"2\",\"Severity\":\"HIGH\"}"
                                : ""));
    }

    private void runs(int minute, Integer... images) {
        state("production", minute, images);
    }

    private void state(String environment, int minute, Integer... images) {
        String workloads = IntStream.range(0, images.length)
                .mapToObj(n -> """
                        {"namespace":"pay","kind":"Deployment","workload":"app-%d","container":"app",
                         "image":"registry.example/%s:1","digest":"sha256:%s"}
                        """.formatted(n, world, digest(images[n])))
                .collect(Collectors.joining(","));
        post("/api/v1/deployments?wait=60s", """
                {"cluster":"%s","environment":"%s","observedAt":"2026-11-01T10:0%d:00Z","complete":true,"workloads":[%s]}
                """.formatted(world, environment, minute, workloads));
    }

    /** No other test's: the same bytes under another name are the same image. */
    private String digest(int image) {
        return Sha256.of((world + image).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private void post(String path, String body) {
        Api.Answer answer = api.post(path, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }
}
