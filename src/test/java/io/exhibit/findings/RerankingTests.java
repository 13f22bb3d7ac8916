package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.ledger.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The method in force is everybody's, so it has a database of its own. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "exhibit.reference.look=100ms")
class RerankingTests {

    private static final Actor OFFICER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0de"), "Mara", "test");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Register register;

    @Autowired
    private Policies policies;

    private Api api;
    private Desk desk;
    private int scans;

    @BeforeEach
    void connect(@Autowired MachineTokens tokens, @Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = new Api(
                port,
                tokens.issue(
                        "ci",
                        EnumSet.of(Permission.REFERENCE_WRITE, Permission.SCANS_WRITE, Permission.READ),
                        Duration.ofDays(1),
                        Actor.SYSTEM));
    }

    @Test
    void ranksAgainWhatChangesWithoutAScanAndKeepsWhatWas() {
        enter(Exposure.INTERNAL);
        scan("HIGH", "HIGH", "MEDIUM", "LOW");
        epss("2026-01-01", "0.01");
        kev("CVE-2026-70004");
        assertThat(ranks()).as("by severity and score alone").isEqualTo("HIGH HIGH MEDIUM LOW");
        assertThat(earlier()).isZero();

        int method = method();
        policies.approve(method, OFFICER);
        assertThat(ranks()).isEqualTo("HIGH HIGH HIGH CRITICAL");
        assertThat(earlier()).as("each was ranked by another method before").isEqualTo(4);
        OffsetDateTime then =
                jdbc.sql("SELECT now()").query(OffsetDateTime.class).single();

        epss("2026-01-02", "0.5");
        assertThat(ranks()).isEqualTo("CRITICAL HIGH HIGH CRITICAL");
        assertThat(verdicts("CVE-2026-70001", "PCI")).isEqualTo("60 superseded, 30 stands");
        assertThat(earlier()).isEqualTo(5);

        epss("2026-01-03", "0.6");
        assertThat(earlier())
                .as("a score that changes nothing is no other ranking")
                .isEqualTo(5);

        enter(Exposure.INTERNET);
        assertThat(ranks()).isEqualTo("CRITICAL CRITICAL HIGH CRITICAL");

        enter(Exposure.INTERNAL);
        epss("2026-01-04", "0.01");
        assertThat(ranks()).isEqualTo("HIGH HIGH HIGH CRITICAL");

        scan("HIGH", "HIGH", "MEDIUM", "LOW");
        assertThat(ranks()).as("a scan ranks by the same").isEqualTo("HIGH HIGH HIGH CRITICAL");

        UUID first = jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = 'CVE-2026-70001'")
                .query(UUID.class)
                .single();
        assertThat(desk.get(Role.EXAMINER, "/findings/" + first).text())
                .contains(
                        "raised to CRITICAL by an EPSS score of at least 0.1",
                        "ranking method, version " + method,
                        "earlier rankings",
                        "What the rank was made from");
        assertThat(desk.get(Role.EXAMINER, "/findings/" + first + "?asOf=" + then.toInstant())
                        .text())
                .contains("1 earlier ranking")
                .doesNotContain("raised to CRITICAL");
        assertThat(desk.get(Role.EXAMINER, "/policies").text())
                .contains("Exposure to the internet raises a rank from high on by one, up to critical.");
        assertThat(desk.get(Role.EXAMINER, "/systems/reranked").text()).contains("not reachable from the internet");
    }

    private void enter(Exposure exposure) {
        register.enter(
                "reranked",
                new Register.Entry("Reranked", "Owner", "", "", new ScopeTags(true, false, false, false), exposure),
                OFFICER);
    }

    private void scan(String... severities) {
        String rows = Stream.iterate(0, n -> n + 1)
                .limit(severities.length)
                .map(n ->
                        "{\"VulnerabilityID\":\"CVE-2026-7000%d\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"FixedVersion\":\"2\",\"Severity\":\"%s\"}"
                                .formatted(n + 1, severities[n]))
                .collect(Collectors.joining(","));
        String report = "{\"SchemaVersion\":2,\"CreatedAt\":\"2026-01-0" + ++scans
                + "T00:00:00Z\",\"ArtifactName\":\"registry.example/reranked:1\",\"ArtifactType\":\"container_image\","
                + "\"Results\":[{\"Target\":\"t\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Vulnerabilities\":["
                + rows + "]}]}";
        assertThat(api.post("/api/v1/scans?system=reranked&wait=20s", report.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }

    private void kev(String cve) {
        load(
                "kev",
                "{\"catalogVersion\":\"t\",\"dateReleased\":\"2026-01-01T00:00:00Z\",\"count\":1,"
                        + "\"vulnerabilities\":[{\"cveID\":\"" + cve + "\",\"dateAdded\":\"2026-01-01\"}]}");
    }

    private void epss(String day, String score) {
        load(
                "epss",
                "#model_version:v1,score_date:" + day + "T00:00:00Z\ncve,epss,percentile\nCVE-2026-70001," + score
                        + ",0.9\nCVE-2026-70003,0.0,0.1\n");
    }

    private void load(String which, String body) {
        Api.Answer answer = api.post("/api/v1/reference/" + which, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        await("its turn in the ranking")
                .until(() -> jdbc.sql(
                                "SELECT max(entry_index) = (SELECT max(load) FROM findings.reference_turn) FROM findings.reference_load")
                        .query(Boolean.class)
                        .single());
    }

    private int method() {
        return jdbc.sql("SELECT max(version) FROM findings.policy WHERE kind = 'RISK_RANKING'")
                .query(Integer.class)
                .single();
    }

    private String ranks() {
        List<String> ranks = jdbc.sql(
                        "SELECT rank FROM findings.finding WHERE vulnerability LIKE 'CVE-2026-7000_' ORDER BY vulnerability")
                .query(String.class)
                .list();
        return String.join(" ", ranks);
    }

    private String verdicts(String cve, String profile) {
        return String.join(
                ", ",
                jdbc.sql("""
                        SELECT (d.inputs ->> 'days') || CASE WHEN d.superseded_at IS NULL THEN ' stands' ELSE ' superseded' END
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                         WHERE f.vulnerability = :cve AND d.profile = :profile
                         ORDER BY d.decided_at
                        """)
                        .param("cve", cve)
                        .param("profile", profile)
                        .query(String.class)
                        .list());
    }

    private long earlier() {
        return jdbc.sql("SELECT count(*) FROM findings.earlier_rank")
                .query(Long.class)
                .single();
    }
}
