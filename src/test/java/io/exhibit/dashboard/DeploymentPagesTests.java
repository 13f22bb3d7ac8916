package io.exhibit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What clusters say, on the pages that people look at. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class DeploymentPagesTests {

    private static final String HOSTILE = "<svg onload=alert(1)>";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Api api;
    private final String cluster = "d" + System.nanoTime();
    private final String digest =
            "sha256:" + Sha256.of(cluster.getBytes(StandardCharsets.UTF_8)).hex();

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "collector", Permission.DEPLOYMENTS_WRITE, Permission.SCANS_WRITE);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyReads(Role role) {
        for (String path : new String[] {
            "/deployments",
            "/deployments/never-run",
            "/clusters",
            "/deployments.csv",
            "/deployments/never-run.csv",
            "/clusters.csv"
        }) {
            assertThat(desk.get(role, path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deployments?show=x",
                "/deployments?scope=x",
                "/deployments?asOf=x",
                "/deployments?cursor=x",
                "/clusters?asOf=x"
            })
    void whatCannotBeMeantIsRefused(String path) {
        assertThat(desk.get(Role.AUDITOR, path).status()).isEqualTo(400);
    }

    @Test
    void showsWhatRunsUnscannedAndNoLongerOnceItWasScanned() {
        snapshot("app", digest, true);
        String page = desk.get(Role.AUDITOR, at("/deployments?show=unscanned")).text();
        assertThat(page)
                .contains(
                        "never scanned",
                        "registry.example/" + cluster + "/app:1",
                        "production / " + cluster + " / pay");
        scan("app");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?show=unscanned")).text())
                .contains("No deployment matches");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text()).contains("vulnerability row");
        assertThat(desk.get(Role.AUDITOR, "/deployments/never-run?q=" + cluster).text())
                .contains("There is none");
    }

    @Test
    void showsWhatWasScannedAndNeverRan() {
        scan("app");
        assertThat(desk.get(Role.AUDITOR, "/deployments/never-run?q=" + cluster).text())
                .contains("registry.example/" + cluster + "/app");
        assertThat(desk.get(Role.AUDITOR, "/deployments/never-run.csv?q=" + cluster)
                        .text())
                .contains("registry.example/" + cluster + "/app");
        assertThat(desk.get(Role.AUDITOR, "/deployments/never-run?asOf=2020-01-01&q=" + cluster)
                        .text())
                .contains("There is none");
    }

    @Test
    void showsNamesFromOutsideInert() {
        post(
                "{\"complete\":true,\"workloads\":[{\"namespace\":\"pay\",\"workload\":\"%s\",\"kind\":\"=1+1\",\"image\":\"%s/%s\"}]}"
                        .formatted(HOSTILE, HOSTILE, cluster));
        for (String path : new String[] {at("/deployments?x="), "/clusters"}) {
            assertThat(desk.get(Role.AUDITOR, path).text())
                    .doesNotContain(HOSTILE)
                    .contains(cluster);
        }
        assertThat(desk.get(Role.AUDITOR, at("/deployments?show=tag-only")).text())
                .contains("lower assurance", "&lt;svg onload");
        assertThat(desk.get(Role.AUDITOR, at("/deployments.csv?x=")).text()).contains("\"'=1+1\"");
    }

    @Test
    void showsWhatHasEndedAndTheEntriesThatSaySo() {
        snapshot("app", digest, true);
        post("{\"complete\":true,\"workloads\":[]}");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text()).contains("No deployment matches");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?show=ended")).text()).contains("/app:1", "entry ");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?show=all&asOf=2020-01-01"))
                        .text())
                .contains("No deployment matches");
        assertThat(desk.get(Role.AUDITOR, at("/deployments.csv?show=ended"))
                        .text()
                        .lines()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aClusterIsSilentAfterADayAndOneThatOnlyScansNameIsUnknown() {
        snapshot("app", digest, true);
        assertThat(standing(clock.instant())).contains("states itself");
        assertThat(standing(clock.instant().plus(Duration.ofHours(30))))
                .contains("silent for 30 hours")
                .doesNotContain("states itself");
        assertThat(desk.get(Role.AUDITOR, "/clusters?show=silent").text()).doesNotContain(">" + cluster + "<");
        String named = cluster + "-named";
        api.post("/api/v1/scans?wait=30s&cluster=" + named + "&namespace=n&workload=w", report("other"));
        assertThat(desk.get(Role.AUDITOR, "/clusters").text()).contains(named, "has never stated itself");
    }

    @Test
    void aDeclaredClusterThatNeverSpokeIsMissed() {
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/clusters", "cluster", cluster, "owner", "Platform")
                        .status())
                .isEqualTo(403);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/clusters", "cluster", cluster, "owner", " ")
                        .flash("refused"))
                .contains("Who answers for it");
        desk.post(
                Role.COMPLIANCE_OFFICER,
                "/clusters",
                "cluster",
                cluster,
                "environment",
                "standby",
                "owner",
                "Platform <1>");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/clusters", "cluster", cluster, "owner", "Platform")
                        .flash("refused"))
                .isEqualTo("That cluster is declared already.");
        assertThat(standing(clock.instant())).contains("has never stated itself", "Platform &lt;1&gt;", "standby");
        Instant later = clock.instant().plus(Duration.ofHours(30));
        assertThat(standing(later)).contains("declared, has never stated itself");
        assertThat(desk.get(Role.AUDITOR, "/?asOf=" + later).text()).contains("Clusters that are silent");

        snapshot("app", digest, true);
        assertThat(standing(clock.instant())).contains("states itself", "Platform &lt;1&gt;");
        desk.post(Role.COMPLIANCE_OFFICER, "/clusters/release", "cluster", cluster, "reason", "Taken down");
        assertThat(standing(clock.instant())).contains("states itself").doesNotContain("Platform");
        assertThat(jdbc.sql(
                                "SELECT kind FROM ledger.entry WHERE convert_from(detail, 'UTF8')::jsonb ->> 'cluster' = :cluster AND kind LIKE 'cluster.%' ORDER BY index")
                        .param("cluster", cluster)
                        .query(String.class)
                        .list())
                .containsExactly("cluster.declared", "cluster.released");
    }

    /** The row of the cluster as of a time. */
    private String standing(Instant at) {
        String page = desk.get(Role.AUDITOR, "/clusters?asOf=" + at).text();
        int row = page.indexOf(">" + cluster + "<");
        return page.substring(row, page.indexOf("</tr>", row));
    }

    @Test
    void aStoryTellsWhereItStillRunsAndWhenTheLastWasGone() {
        scan("app");
        snapshot("app", digest, true);
        String id = jdbc.sql(
                        "SELECT f.id::text FROM findings.pub_finding f JOIN estate.pub_target t ON t.id = f.target_id WHERE t.name = :name")
                .param("name", "registry.example/" + cluster + "/app")
                .query(String.class)
                .single();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + id).text())
                .contains("still running in 1 workload", "gateway, container app");
        post("{\"complete\":true,\"workloads\":[]}");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + id).text())
                .contains("Last vulnerable replica gone")
                .doesNotContain("still running in");
    }

    @Test
    void showsWhoHintedAtABeginningAndWhatHintsAtAnEnd() {
        hint("create", "2026-01-02T03:04:05Z", "registry.example/" + cluster + "/app:1@" + digest);
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text())
                .contains("2026-01-02", "hinted at by", "the audit log", "in no snapshot", "not said");
        snapshot("app", digest, false);
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text())
                .contains("2026-01-02", "hinted at by")
                .doesNotContain("in no snapshot");
        hint("delete", clock.instant().minusSeconds(1).toString(), "");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text()).doesNotContain("deleted");
        hint("delete", clock.instant().plusSeconds(60).toString(), "");
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text()).contains("deleted", "says the audit log");
        assertThat(desk.get(Role.AUDITOR, at("/deployments.csv?x=")).text())
                .contains("beginning_hinted_by", "\"AUDIT\"");
        snapshot("app", digest, true);
        assertThat(desk.get(Role.AUDITOR, at("/deployments?x=")).text())
                .contains("2026-01-02")
                .doesNotContain("deleted");
    }

    private void hint(String verb, String at, String image) {
        post("""
                {"auditID":"1","stage":"ResponseComplete","verb":"%s","requestReceivedTimestamp":"%s","responseStatus":{"code":200},
                 "objectRef":{"resource":"deployments","apiGroup":"apps","namespace":"pay","name":"gateway"},
                 "requestObject":{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"%s"}]}}}}}
                """.formatted(verb, at, image));
    }

    private String at(String path) {
        return path + "&cluster=" + cluster;
    }

    private void snapshot(String app, String bytes, boolean complete) {
        post(
                "{\"complete\":%s,\"workloads\":[{\"namespace\":\"pay\",\"workload\":\"gateway\",\"kind\":\"Deployment\",\"container\":\"app\",\"image\":\"registry.example/%s/%s:1\",\"digest\":\"%s\",\"replicas\":2}]}"
                        .formatted(complete, cluster, app, bytes));
    }

    private void post(String body) {
        Api.Answer answer = api.post(
                "/api/v1/deployments?wait=30s&environment=production&cluster=" + cluster,
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(String.valueOf(answer.body())).isEqualTo("INTERPRETED");
    }

    private void scan(String app) {
        assertThat(api.post("/api/v1/scans?wait=30s", report(app)).text("/state"))
                .isEqualTo("INTERPRETED");
    }

    private byte[] report(String app) {
        String name = "registry.example/" + cluster + "/" + app;
        return """
                {"SchemaVersion":2,"ArtifactName":"%s:1","ArtifactType":"container_image",
                 "Metadata":{"ImageID":"sha256:%s","RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
                  {"VulnerabilityID":"CVE-2026-1000","PkgName":"p","InstalledVersion":"1","FixedVersion":"2","Severity":"CRITICAL"}]}]}
                """.formatted(
                        name,
                        Sha256.of((cluster + "config").getBytes(StandardCharsets.UTF_8))
                                .hex(),
                        name,
                        digest,
                        name)
                .getBytes(StandardCharsets.UTF_8);
    }
}
