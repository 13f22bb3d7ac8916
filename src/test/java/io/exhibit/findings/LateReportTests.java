package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports that come in late, or in another order than they were made: they can only make the bank look slower. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LateReportTests {

    /** Day: what the scan of that day shows, with + behind what has a fix. */
    private static final List<String> MONTH =
            List.of("2026-10-01: a b c+ e", "2026-10-05: a+ c+ d+", "2026-10-09: a+ b f", "2026-10-20: a+ b+ g");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private final String world = "late-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "late", Permission.SCANS_WRITE);
    }

    @Test
    void theFirstScanCountsFromWhenItWasMade() {
        post("2026-10-01: a+");
        assertThat(findings()).containsExactly("a OPEN shown 2026-10-01, fix 2026-10-01, due 2026-10-31");
    }

    @Test
    void aDateAfterTheReceiptCountsAsTheReceipt() {
        post("2039-01-01: a+");
        assertThat(jdbc.sql("""
                        SELECT f.shown_at IS NULL AND f.fix_shown_at IS NULL
                               AND NOT EXISTS (SELECT 1 FROM findings.deadline d
                                                WHERE d.finding_id = f.id AND d.starts_at <> f.first_detected_at)
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                        """).param("world", world).query(Boolean.class).single())
                .isTrue();
    }

    static Stream<List<Integer>> orders() {
        return Orders.of(4);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrderOfTheSameReportsGivesTheSameState(List<Integer> order) {
        order.forEach(n -> post(MONTH.get(n)));
        assertThat(findings())
                .containsExactly(
                        "a OPEN shown 2026-10-01, fix 2026-10-05, due 2026-11-04",
                        "b OPEN shown 2026-10-01, fix 2026-10-20, due 2026-11-19",
                        "c CLOSED shown 2026-10-01, fix 2026-10-01, due 2026-10-31",
                        "d CLOSED shown 2026-10-05, fix 2026-10-05, due 2026-11-04",
                        "e CLOSED shown 2026-10-01, fix never, due never",
                        "f CLOSED shown 2026-10-09, fix never, due never",
                        "g OPEN shown 2026-10-20, fix never, due never");
    }

    @Test
    void whatOnlyALateReportShowsWasGoneByTheNewerOne() {
        post("2026-10-09: b");
        post("2026-10-01: a+ b");
        assertThat(episodes()).containsExactly("a CAME_LATE by 2026-10-09 ", "b null by null ");
        assertThat(jdbc.sql("""
                        SELECT bool_and(d.ended_at = e.closed_at AND e.closed_at = e.opened_at)
                          FROM findings.episode e
                          JOIN findings.deadline d ON d.finding_id = e.finding_id AND d.episode = e.n
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.package = 'a'
                        """).param("world", world).query(Boolean.class).single())
                .isTrue();
    }

    @Test
    void ofTheSameImageTheScannerHasChanged() {
        post("2026-10-09: b", "1");
        post("2026-10-01: a+ b", "1");
        assertThat(episodes()).containsExactly("a SCANNER_CHANGED by 2026-10-09 SAME_IMAGE", "b null by null ");
    }

    @Test
    void whatWasClosedInTimeMayTurnOutToHaveBeenLate() {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        LocalDate longAgo = today.minusDays(200);
        post(today.minusDays(3) + ": a+");
        post(today.minusDays(2) + ": b");
        post(longAgo + ": a+");
        assertThat(findings())
                .first()
                .isEqualTo("a CLOSED shown " + longAgo + ", fix " + longAgo + ", due " + longAgo.plusDays(30));
        assertThat(jdbc.sql("""
                        SELECT d.profile || ' ' || (d.due_at < d.ended_at) || ' ' || (d.superseded_at IS NULL)
                          FROM findings.deadline d
                          JOIN findings.finding f ON f.id = d.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world AND f.package = 'a' AND d.profile = 'DORA'
                         ORDER BY d.decided_at
                        """).param("world", world).query(String.class).list())
                .containsExactly("DORA false false", "DORA true true");
    }

    /** The same of its fix; what the first report says is known since that. */
    @Test
    void aDateThatALateReportMovesBackIsKnownSinceThatReport() {
        post("2026-10-09: a+");
        assertThat(learned()).isEqualTo("null null");
        post("2026-10-01: a+");
        assertThat(learned()).isEqualTo("later later");
        post("2026-10-05: a+");
        assertThat(jdbc.sql("""
                        SELECT bool_and(f.shown_seen = s.recorded_at AND f.fix_shown_seen = s.recorded_at)
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                          JOIN scans.scan s ON s.target_id = t.id AND s.reported_at::date = '2026-10-01'
                         WHERE t.environment = :world
                        """).param("world", world).query(Boolean.class).single())
                .as("and a report in between moves nothing")
                .isTrue();
    }

    private String learned() {
        return jdbc.sql("""
                        SELECT coalesce(CASE WHEN f.shown_seen > f.first_detected_at THEN 'later' END, 'null') || ' '
                               || coalesce(CASE WHEN f.fix_shown_seen > f.fix_seen_at THEN 'later' END, 'null')
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE t.environment = :world
                        """).param("world", world).query(String.class).single();
    }

    @Test
    void anOldReportOfAnotherClassOpensNothingAgainAndIsAFindingOfItsOwn() {
        post("2026-10-01: a+");
        post("2026-10-09: b");
        send("""
                {"SchemaVersion":2,"CreatedAt":"2026-10-05T10:00:00Z","ArtifactName":"registry.example/late:1",
                 "ArtifactType":"container_image","Results":[{"Target":"t","Class":"custom","Type":"debian",
                 "Vulnerabilities":[%s]}]}
                """.formatted(vulnerable("a+")));
        assertThat(findings())
                .containsExactly(
                        "a CLOSED shown 2026-10-01, fix 2026-10-01, due 2026-10-31",
                        "a OPEN shown 2026-10-05, fix 2026-10-05, due 2026-11-04",
                        "b OPEN shown 2026-10-09, fix never, due never");
    }

    /** Each finding with the dates that its deadline under DORA rests on. */
    private List<String> findings() {
        return jdbc.sql("""
                        SELECT f.package || ' ' || f.state || ' shown ' || coalesce(f.shown_at::date::text, 'never')
                               || ', fix ' || coalesce(f.fix_shown_at::date::text, 'never')
                               || ', due ' || coalesce(d.due_at::date::text, 'never')
                          FROM findings.finding f
                          JOIN estate.target t ON t.id = f.target_id
                          JOIN findings.deadline d ON d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'DORA'
                               AND d.superseded_at IS NULL AND (d.ended_at IS NULL) = (f.state = 'OPEN')
                         WHERE t.environment = :world
                         ORDER BY f.package, f.state
                        """).param("world", world).query(String.class).list();
    }

    private List<String> episodes() {
        return jdbc.sql("""
                        SELECT f.package || ' ' || coalesce(e.close_reason, 'null') || ' by '
                               || coalesce(s.reported_at::date::text, 'null') || ' ' || coalesce(array_to_string(e.doubts, ' '), '')
                          FROM findings.episode e
                          JOIN findings.finding f ON f.id = e.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                          LEFT JOIN scans.scan s ON s.id = e.closed_scan
                         WHERE t.environment = :world
                         ORDER BY f.package, e.n
                        """).param("world", world).query(String.class).list();
    }

    /** Of another image each day. */
    private void post(String report) {
        post(report, report.substring(8, 10));
    }

    private void post(String report, String image) {
        String day = report.substring(0, report.indexOf(':'));
        String packages = Arrays.stream(
                        report.substring(day.length() + 1).strip().split(" ", -1))
                .map(LateReportTests::vulnerable)
                .collect(Collectors.joining(","));
        send("""
                {"SchemaVersion":2,"CreatedAt":"%sT10:00:00Z","ArtifactName":"registry.example/late:1",
                 "ArtifactType":"container_image","Metadata":{"RepoDigests":["registry.example/late@sha256:%s"]},
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[%s]}]}
                """.formatted(day, image.repeat(64).substring(0, 64), packages));
    }

    private void send(String report) {
        Api.Answer answer =
                api.post("/api/v1/scans?wait=60s&environment=" + world, report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/state")).as(answer.body().toString()).isEqualTo("INTERPRETED");
    }

    private static String vulnerable(String text) {
        return "{\"VulnerabilityID\":\"CVE-2026-7002\",\"PkgName\":\"" + text.replace("+", "")
                + "\",\"InstalledVersion\":\"1\"," + (text.endsWith("+") ? "\"FixedVersion\":\"2\"," : "")
                + "\"Severity\":\"HIGH\"}";
    }
}
