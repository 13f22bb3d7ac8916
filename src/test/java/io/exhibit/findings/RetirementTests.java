package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is no longer used is closed by a person, when no cluster states that it runs. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class RetirementTests {

    private static final String WHY = "Replaced by the new gateway.";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private final String cluster = "r" + System.nanoTime();
    private final String repository = "registry.example/" + cluster + "/app";
    private final String digest =
            "sha256:" + Sha256.of(cluster.getBytes(StandardCharsets.UTF_8)).hex();
    private int scans;
    private Desk desk;
    private Api api;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "collector", Permission.DEPLOYMENTS_WRITE, Permission.SCANS_WRITE);
    }

    @Test
    void isProvenByClustersThatStatedItBeforeAndNoLongerDo() {
        scan();
        runs(true);
        assertThat(retire(Role.SECURITY_ENGINEER)).contains("Clusters state that it runs: 1 workload");
        assertThat(episodes()).isEqualTo("open");
        runs(false);
        assertThat(retire(Role.SECURITY_ENGINEER)).contains("It is retired, by entry");
        assertThat(episodes()).isEqualTo("TARGET_RETIRED proven");
        assertThat(clocks()).as("what stops with it").isZero();
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding()).text())
                .contains("closed: proven", "retired by", "no cluster stated then that it ran");
        assertThat(desk.get(Role.AUDITOR, "/retirements").text()).contains(repository, WHY, "/retirements.csv");
        assertThat(desk.get(Role.AUDITOR, "/retirements.csv").text())
                .startsWith("\"entry\",\"target\"")
                .contains("\"" + repository + "\"", "\"" + WHY + "\"");
    }

    @Test
    void isNotProvenWhenNoClusterEverStatedIt() {
        scan();
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/retirements/new?target=" + target())
                        .text())
                .contains("no cluster ever stated it", "not proven");
        retire(Role.COMPLIANCE_OFFICER);
        assertThat(episodes()).isEqualTo("TARGET_RETIRED NEVER_STATED");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding()).text())
                .contains("closed: not proven", "No cluster ever stated that it ran");
    }

    @Test
    void opensAgainWithTheNextScan() {
        scan();
        retire(Role.SECURITY_ENGINEER);
        scan();
        assertThat(episodes()).isEqualTo("TARGET_RETIRED NEVER_STATED, open");
        assertThat(desk.get(Role.AUDITOR, "/retirements").text()).contains("scanned again since");
    }

    @Test
    void nothingIsClosedWithoutAReasonOrTwice() {
        scan();
        assertThat(sent(Role.SECURITY_ENGINEER, "  ")).contains("Say why it is no longer used");
        retire(Role.SECURITY_ENGINEER);
        assertThat(retire(Role.SECURITY_ENGINEER)).contains("Nothing is open there");
        assertThat(episodes()).isEqualTo("TARGET_RETIRED NEVER_STATED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMINISTRATOR", "AUDITOR"})
    void otherRolesReadAndDoNotRetire(Role role) {
        scan();
        assertThat(desk.get(role, "/retirements/new?target=" + target()).text())
                .contains("Your role does not retire targets");
        assertThat(desk.post(role, "/retirements", "target", target().toString(), "reason", WHY)
                        .status())
                .isEqualTo(403);
        assertThat(episodes()).isEqualTo("open");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(desk.get(Role.AUDITOR, "/retirements?before=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/retirements/new?target=x").status()).isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/retirements/new?target=" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        scan();
        assertThat(desk.postWithoutToken(
                                Role.SECURITY_ENGINEER, "/retirements", "target", target().toString(), "reason", WHY)
                        .status())
                .isEqualTo(403);
    }

    private String retire(Role role) {
        return sent(role, WHY);
    }

    /** What the page says that the form leads to. */
    private String sent(Role role, String reason) {
        Desk.Page answer = desk.post(role, "/retirements", "target", target().toString(), "reason", reason);
        assertThat(answer.status()).isEqualTo(302);
        return answer.flash("done") + answer.flash("refused");
    }

    private String episodes() {
        return jdbc.sql("""
                        SELECT string_agg(CASE WHEN e.closed_at IS NULL THEN 'open'
                                               ELSE e.close_reason || ' ' || coalesce(nullif(array_to_string(e.doubts, ' '), ''), 'proven') END,
                                          ', ' ORDER BY e.n)
                          FROM findings.episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                         WHERE f.target_id = :target
                        """).param("target", target()).query(String.class).single();
    }

    private long clocks() {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.target_id = :target AND d.superseded_at IS NULL AND d.ended_at IS NULL
                        """).param("target", target()).query(Long.class).single();
    }

    private UUID target() {
        return jdbc.sql("SELECT id FROM estate.target WHERE name = :name")
                .param("name", repository)
                .query(UUID.class)
                .single();
    }

    private UUID finding() {
        return jdbc.sql("SELECT id FROM findings.finding WHERE target_id = :target")
                .param("target", target())
                .query(UUID.class)
                .single();
    }

    private void runs(boolean it) {
        String workload =
                "{\"namespace\":\"pay\",\"workload\":\"gateway\",\"kind\":\"Deployment\",\"container\":\"app\",\"image\":\"%s:1\",\"digest\":\"%s\",\"replicas\":2}"
                        .formatted(repository, digest);
        post("deployments", "&cluster=" + cluster, "{\"complete\":true,\"workloads\":[" + (it ? workload : "") + "]}");
    }

    private void scan() {
        post("scans", "", """
                {"SchemaVersion":2,"CreatedAt":"2026-10-0%dT00:00:00Z","ArtifactName":"%s:1","ArtifactType":"container_image",
                 "Metadata":{"RepoDigests":["%s@%s"],"RepoTags":["%s:1"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
                  {"VulnerabilityID":"CVE-2026-1000","PkgName":"p","InstalledVersion":"1","FixedVersion":"2","Severity":"CRITICAL"}]}]}
                """.formatted(++scans, repository, repository, digest, repository));
    }

    private void post(String door, String more, String body) {
        Api.Answer answer = api.post("/api/v1/" + door + "?wait=30s" + more, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(String.valueOf(answer.body())).isEqualTo("INTERPRETED");
    }
}
