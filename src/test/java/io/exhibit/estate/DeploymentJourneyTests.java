package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a cluster says of itself on its way from a collector to intervals, over the real door. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DeploymentJourneyTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private Api collector;
    private final String cluster = "k" + System.nanoTime();

    @BeforeEach
    void signIn() {
        collector = api(Permission.DEPLOYMENTS_WRITE);
    }

    @Test
    void aListOfPodsBecomesIntervals() throws IOException {
        Api.Answer answer = collector.send(collector
                .request(door("&complete=true&environment=production&observedAt=2026-11-20T10:00:00Z"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped(pods()))));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
        assertThat(answer.text("/kind")).isEqualTo("DEPLOYMENTS");
        assertThat(answer.number("/counts/pods")).isEqualTo(10);
        assertThat(answer.number("/counts/running")).isEqualTo(12);
        assertThat(answer.number("/counts/intervals/opened")).isEqualTo(9);
        assertThat(running())
                .contains(
                        "Deployment gateway gateway 2 DIGEST",
                        "DaemonSet agent agent 1 IMAGE_ID",
                        "Pod by-hand shell 1 TAG");
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", answer.number("/receipt/index"))
                        .query(String.class)
                        .single())
                .isEqualTo("deployments.accepted");
    }

    @Test
    void theSameAgainIsAnsweredAsBeforeAndAnotherTimeIsAnotherStatement() throws IOException {
        Api.Answer first = collector.post(door("&complete=true&observedAt=2026-11-20T10:00:00Z"), pods());
        Api.Answer again = collector.post(door("&complete=true&observedAt=2026-11-20T10:00:00Z"), pods());
        Api.Answer later = collector.post(door("&complete=true&observedAt=2026-11-20T10:15:00Z"), pods());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.number("/counts/intervals/opened")).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM estate.snapshot WHERE cluster = :cluster")
                        .param("cluster", cluster)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&namespace=payments", "&complete=yes", "&observedAt=yesterday", "&format=trivy", "&x=1"})
    void whatCannotBeMeantIsRefused(String parameter) throws IOException {
        assertThat(collector.post(door(parameter), pods()).status()).isEqualTo(400);
    }

    @Test
    void onlyATokenForItMayPost() throws IOException {
        assertThat(api(Permission.SCANS_WRITE).post(door(""), pods()).status()).isEqualTo(403);
        assertThat(collector.post("/api/v1/scans", pods()).status()).isEqualTo(403);
    }

    @Test
    void whatIsCutShortGoesIntoQuarantineAndTheNextIsRead() throws IOException {
        byte[] whole = pods();
        Api.Answer broken = collector.post(door("&complete=true"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(broken.status()).isEqualTo(202);
        assertThat(broken.text("/state")).isEqualTo("QUARANTINED");
        assertThat(broken.text("/reason")).isEqualTo("not-json");
        assertThat(running()).isEmpty();
        assertThat(collector.post(door("&complete=true"), whole).text("/state")).isEqualTo("INTERPRETED");
    }

    @Test
    void tellsItsLimits() {
        Api.Answer limits = collector.get("/api/v1/limits");
        assertThat(limits.number("/deployments/json/items")).isEqualTo(50_000);
        assertThat(limits.number("/deployments/rate/requests")).isEqualTo(60);
        assertThat(limits.number("/deployments/bytes")).isEqualTo(128L * 1024 * 1024);
    }

    @Test
    void aClusterThatStatesItselfKnowsBetterThanAScanAndRunsWhatWasScanned() {
        String digest = "sha256:" + "7".repeat(64);
        String report = """
                {"SchemaVersion":2,"ArtifactName":"registry.example/%s/app:1","ArtifactType":"container_image",
                 "Metadata":{"ImageID":"sha256:%s","RepoDigests":["registry.example/%s/app@%s"],"RepoTags":["registry.example/%s/app:1"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian"}]}
                """.formatted(cluster, "8".repeat(64), cluster, digest, cluster);
        Api scanner = api(Permission.SCANS_WRITE);
        assertThat(scanner.post(
                                "/api/v1/scans?wait=30s&cluster=" + cluster + "&namespace=pay&workload=old",
                                report.getBytes(StandardCharsets.UTF_8))
                        .text("/state"))
                .isEqualTo("INTERPRETED");
        assertThat(ended()).containsExactly(false);
        String elsewhere = """
                {"complete":true,"workloads":[{"namespace":"pay","workload":"new","image":"mirror.example/%s/app:1","digest":"%s"}]}
                """.formatted(cluster, digest);
        collector.post(door(""), elsewhere.getBytes(StandardCharsets.UTF_8));
        assertThat(ended()).containsExactly(true);
        assertThat(jdbc.sql("""
                        SELECT d.workload FROM estate.pub_deployment d JOIN estate.pub_image i ON i.id = d.image_id
                         WHERE d.cluster = :cluster AND d.source = 'SNAPSHOT' AND i.digest = :digest
                        """)
                        .param("cluster", cluster)
                        .param("digest", digest)
                        .query(String.class)
                        .list())
                .containsExactly("new");
    }

    private List<Boolean> ended() {
        return jdbc.sql(
                        "SELECT to_at IS NOT NULL FROM estate.pub_interval WHERE cluster = :cluster AND source = 'SCAN'")
                .param("cluster", cluster)
                .query(Boolean.class)
                .list();
    }

    private List<String> running() {
        return jdbc.sql("""
                SELECT concat_ws(' ', kind, workload, container, replicas, assurance)
                  FROM estate.pub_interval WHERE cluster = :cluster AND to_at IS NULL
                """).param("cluster", cluster).query(String.class).list();
    }

    private Api api(Permission permission) {
        return Api.of(port, tokens, "collector", permission);
    }

    private String door(String more) {
        return "/api/v1/deployments?wait=30s&cluster=" + cluster + more;
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] pods() throws IOException {
        try (InputStream sample =
                Objects.requireNonNull(DeploymentJourneyTests.class.getResourceAsStream("/deployments/pods.json"))) {
            return sample.readAllBytes();
        }
    }
}
