package io.exhibit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import io.exhibit.access.Installations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The demonstration as it is after it has loaded, in a database of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "exhibit.demo=true")
@DirtiesContext
class DemoTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DemoClock clock;

    @Autowired
    private Clock time;

    @Autowired
    private Scenario scenario;

    @Autowired
    private Installations installations;

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry registry) {
        PGSimpleDataSource own = TestDatabase.empty("demo_" + System.nanoTime());
        registry.add("spring.datasource.url", own::getUrl);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overdue              | SELECT count(*) FROM findings.pub_finding f JOIN findings.pub_deadline d ON d.finding_id = f.id AND d.episode = f.episode WHERE f.state = 'OPEN' AND d.superseded_at IS NULL AND d.due_at < now()
            overdue for PCI DSS  | SELECT count(*) FROM findings.pub_finding f JOIN findings.pub_deadline d ON d.finding_id = f.id AND d.episode = f.episode WHERE d.profile = 'PCI' AND f.state = 'OPEN' AND d.superseded_at IS NULL AND d.due_at < now()
            due within 14 days   | SELECT count(*) FROM findings.pub_finding f JOIN findings.pub_deadline d ON d.finding_id = f.id AND d.episode = f.episode WHERE f.state = 'OPEN' AND d.superseded_at IS NULL AND d.due_at BETWEEN now() AND now() + interval '14 days'
            closed late          | SELECT count(*) FROM findings.pub_episode e JOIN findings.pub_deadline d ON d.finding_id = e.finding_id AND d.episode = e.n WHERE d.superseded_at IS NULL AND e.closed_at > d.due_at
            closed in time       | SELECT count(*) FROM findings.pub_episode e JOIN findings.pub_deadline d ON d.finding_id = e.finding_id AND d.episode = e.n WHERE d.superseded_at IS NULL AND e.closed_at <= d.due_at
            reopened             | SELECT count(*) FROM findings.pub_episode WHERE n > 1
            by two scanners      | SELECT count(*) FROM findings.sighting s JOIN findings.sighting o ON o.finding_id = s.finding_id AND o.tool = 'Grype' WHERE s.tool = 'Trivy'
            by Grype alone       | SELECT count(*) FROM findings.pub_finding f JOIN estate.pub_target t ON t.id = f.target_id WHERE f.vulnerability = 'CVE-2019-12290' AND f.state = 'OPEN'
            scanner given up     | SELECT count(*) FROM findings.episode WHERE 'OTHER_TOOL' = ANY (doubts)
            stated fix date      | SELECT count(*) FROM findings.deadline d JOIN findings.finding f ON f.id = d.finding_id WHERE f.fix_stated_kind = 'advisory' AND d.profile = 'PCI' AND d.starts_at = f.fix_stated_at AND NOT d.estimated AND d.superseded_at IS NULL
            known as             | SELECT count(*) FROM findings.alias WHERE alias = 'GHSA-v6rh-hp5x-86rv'
            suppressed           | SELECT count(*) FROM findings.pub_finding WHERE suppression IS NOT NULL
            not ranked           | SELECT count(*) FROM findings.pub_finding WHERE rank IS NULL AND severity = 'UNKNOWN'
            without a fix        | SELECT count(*) FROM findings.pub_finding WHERE fixed_version IS NULL
            connected to the CDE | SELECT count(*) FROM estate.pub_system WHERE connected_to_cde AND NOT cardholder_data
            security-impacting   | SELECT count(*) FROM estate.pub_system WHERE security_impacting AND NOT cardholder_data
            PCI beside the CDE   | SELECT count(*) FROM findings.pub_deadline d JOIN findings.pub_finding f ON f.id = d.finding_id JOIN estate.pub_target t ON t.id = f.target_id JOIN estate.pub_system s ON s.id = t.system_id WHERE d.profile = 'PCI' AND NOT s.cardholder_data
            to be confirmed soon | SELECT count(*) FROM estate.pub_system WHERE scope_confirmed_at BETWEEN now() - interval '366 days' AND now() - interval '336 days'
            unattributed         | SELECT count(*) FROM estate.pub_target WHERE system_id IS NULL
            end of life          | SELECT count(*) FROM estate.pub_image WHERE os_eol
            repositories         | SELECT count(*) FROM estate.pub_target WHERE kind IN ('REPOSITORY', 'FILESYSTEM')
            listed in SBOMs      | SELECT count(*) FROM estate.pub_component_list WHERE source = 'SBOM' AND flaw IS NULL
            library that ran     | SELECT count(*) FROM estate.pub_component c JOIN estate.pub_deployment d ON d.image_id = c.image_id WHERE c.name = 'lodash'
            deployments replaced | SELECT count(*) FROM estate.pub_deployment WHERE to_at IS NOT NULL
            running, unscanned   | SELECT count(*) FROM estate.pub_deployment WHERE source = 'SNAPSHOT' AND to_at IS NULL AND image_id IS NULL
            running, by digest   | SELECT count(*) FROM estate.pub_deployment WHERE source = 'SNAPSHOT' AND to_at IS NULL AND image_id IS NOT NULL
            rolled out           | SELECT count(*) FROM estate.pub_deployment WHERE source = 'SNAPSHOT' AND to_at IS NOT NULL
            critical, untouched  | SELECT count(*) FROM alerts.pub_alert WHERE priority = 'CRITICAL' AND acknowledged_at IS NULL
            alerts closed        | SELECT count(*) FROM alerts.pub_alert WHERE closed_at IS NOT NULL
            alerts closed late   | SELECT count(*) FROM alerts.pub_alert WHERE closed_at > recorded_at + interval '30 days'
            exception expired    | SELECT count(*) FROM findings.pub_exception_cover WHERE valid_until <= now() AND ended_by = 'EXPIRED'
            exception lapsed     | SELECT count(*) FROM findings.pub_exception_cover WHERE valid_until <= now() AND ended_by = 'EXPLOITED'
            exception valid      | SELECT count(*) FROM findings.pub_exception_cover c JOIN findings.pub_finding f ON f.id = c.finding_id WHERE c.valid_until > now() AND f.state = 'OPEN'
            compensated          | SELECT count(*) FROM findings.pub_compensated WHERE from_at <= now() AND until_at > now()
            came late            | SELECT count(*) FROM findings.pub_episode WHERE close_reason = 'CAME_LATE'
            less scope proposed  | SELECT count(*) FROM estate.narrowing n JOIN estate.pub_system s ON s.id = n.system_id WHERE n.decided_at IS NULL AND s.connected_to_cde
            honoured             | SELECT count(*) FROM findings.pub_exception_cover c JOIN findings.exception e ON e.id = c.exception_id WHERE e.statement_id IS NOT NULL AND c.valid_until > now()
            waits to be honoured | SELECT count(*) FROM findings.exception e JOIN findings.pub_exception_term t ON t.exception_id = e.id WHERE e.statement_id IS NOT NULL AND t.approved_at IS NULL AND t.others = 1
            escalated            | SELECT count(*) FROM findings.pub_escalation WHERE planned_until > now()
            by a label           | SELECT count(*) FROM estate.pub_interval d JOIN estate.pub_system s ON s.id = d.system_id WHERE d.workload = 'statement-printer' AND s.code = 'card-vault'
            disputed             | SELECT count(*) FROM estate.deployment WHERE disputed_by IS NOT NULL AND to_at IS NULL
            hinted beginning     | SELECT count(*) FROM estate.pub_interval WHERE hinted_by = 'AUDIT' AND replicas IS NOT NULL
            hinted only          | SELECT count(*) FROM estate.pub_interval WHERE hinted_by = 'AUDIT' AND replicas IS NULL AND assurance = 'TAG'
            hint of an end       | SELECT count(*) FROM estate.pub_end_hint
            of a vendor, running | SELECT count(*) FROM estate.pub_image_origin WHERE vendor = 'acme-secure' AND running > 0
            supported, running   | SELECT count(*) FROM estate.pub_image_origin WHERE origin = 'OPEN_SOURCE_SUPPORTED' AND running > 0
            maker not yet said   | SELECT count(*) FROM estate.pub_image_origin WHERE origin = 'NOT_SAID'
            document expired     | SELECT count(*) FROM estate.vendor_document WHERE expires_on < now()
            document in date     | SELECT count(*) FROM estate.vendor_document WHERE expires_on > now()
            stricter deadlines   | SELECT count(*) FROM findings.pub_deadline WHERE inputs ->> 'stricterFor' = 'Critical or important functions' AND superseded_at IS NULL
            policies approved    | SELECT count(*) FROM findings.pub_policy WHERE approved_by = 'compliance@meridian.example'
            """)
    void shows(String what, String sql) {
        assertThat(number(sql)).as(what).isPositive();
    }

    @Test
    void hasOneReportInQuarantineAndNothingThatWaits() {
        assertThat(number("SELECT count(*) FROM intake.pub_submission WHERE state = 'QUARANTINED'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM intake.pub_submission WHERE state = 'RECEIVED'"))
                .isZero();
    }

    @Test
    void spreadsAlertsOverTheMonthsAndOverDeployedImages() {
        assertThat(number("SELECT count(*) FROM alerts.pub_alert")).isBetween(150L, 250L);
        assertThat(number("SELECT count(DISTINCT date_trunc('month', recorded_at)) FROM alerts.pub_alert"))
                .isGreaterThanOrEqualTo(5);
        assertThat(number("""
                SELECT count(*) FROM alerts.pub_alert a
                 WHERE a.image_digest <> ''
                   AND NOT EXISTS (SELECT 1 FROM estate.pub_image i
                                    WHERE i.repository = a.image_repository AND i.digest = a.image_digest)
                """)).isZero();
        assertThat(number("SELECT count(*) FROM alerts.pub_alert WHERE class IS NULL AND source <> 'internal'"))
                .isZero();
    }

    @Test
    void leavesAGapInTheScansOfTheVendorOnly() {
        assertThat(jdbc.sql("""
                SELECT DISTINCT t.name
                  FROM (SELECT target_id, recorded_at - lag(recorded_at) OVER (PARTITION BY target_id ORDER BY recorded_at) AS gap
                          FROM scans.pub_scan) AS s
                  JOIN estate.pub_target t ON t.id = s.target_id
                 WHERE s.gap > interval '30 days'
                """).query(String.class).list()).containsExactly("registry.acme-hsm.example/hsm-proxy");
    }

    @Test
    void postsEverythingThroughTheDoors() {
        assertThat(number("""
                SELECT count(*)
                  FROM findings.pub_episode e
                  LEFT JOIN scans.pub_scan c ON c.id = e.opened_scan
                  LEFT JOIN intake.pub_submission s ON s.id = c.submission_id
                  LEFT JOIN ledger.pub_original o ON o.sha256 = s.sha256
                 WHERE o.sha256 IS NULL
                """)).isZero();
        assertThat(number("""
                SELECT count(*) FROM alerts.pub_alert a
                 WHERE NOT EXISTS (SELECT 1 FROM intake.pub_submission s WHERE s.id = a.submission_id)
                """)).isZero();
    }

    @Test
    void endsInThePresentAndItsTokenWithIt() {
        assertThat(time).isSameAs(clock);
        assertThat(clock.isStopped()).isFalse();
        assertThat(
                        number(
                                "SELECT count(*) FROM access.pub_token WHERE name LIKE 'demonstration%' AND revoked_at IS NULL"))
                .isZero();
        assertThat(number("SELECT count(*) FROM access.pub_token WHERE expires_at > now() AND revoked_at IS NULL"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM access.pub_person")).isEqualTo(5);
        assertThat(number("""
                SELECT count(*)
                  FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY index) AS back FROM ledger.pub_entry) AS e
                 WHERE back
                """)).isZero();
    }

    @Test
    void goesByTheRealTimeAtOnceWhenItIsLoadedAlready() {
        DemoClock next = new DemoClock();
        new Course(jdbc, installations, scenario, next).afterSingletonsInstantiated();
        assertThat(next.isStopped()).isFalse();
    }

    @Test
    void goesOnWhereTheLedgerEndsWhenItIsNotLoadedToItsEnd() {
        Scenario longer = new Scenario(
                Duration.ofDays(400),
                scenario.lead(),
                scenario.people(),
                scenario.roles(),
                scenario.systems(),
                scenario.vendors(),
                scenario.ownBuilds(),
                scenario.keys(),
                scenario.signed(),
                scenario.policies(),
                scenario.lines(),
                scenario.seconds(),
                scenario.cut(),
                scenario.alerts(),
                scenario.clusters(),
                scenario.exploitedFrom(),
                scenario.exceptions(),
                scenario.others());
        DemoClock next = new DemoClock();
        Course course = new Course(jdbc, installations, longer, next);
        course.afterSingletonsInstantiated();
        assertThat(next.isStopped()).isTrue();
        assertThat(course.day()).isEqualTo(182);
        assertThat(course.beginning().plus(Duration.ofDays(182))).isBeforeOrEqualTo(next.instant());
    }

    @Test
    void letsNobodyInWhileTheTimeIsMadeUp() throws Exception {
        Instant before = clock.instant();
        clock.stopAt(before.minusSeconds(60));
        try {
            HttpResponse<String> page = get("/");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).contains("5");
            assertThat(page.body()).contains("http-equiv=\"refresh\"").doesNotContain("style=", "<script", "{day");
            HttpResponse<String> machine = get("/api/v1/submissions/" + new java.util.UUID(0, 0));
            assertThat(machine.statusCode()).isEqualTo(503);
            assertThat(machine.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        } finally {
            clock.release();
        }
        assertThat(get("/sign-in").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
