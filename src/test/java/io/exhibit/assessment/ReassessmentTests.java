package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.assessment.Standings.Standing;
import io.exhibit.controls.Catalogue;
import io.exhibit.estate.Scope;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"exhibit.assessment.first=P1D", "exhibit.assessment.every=P1D"})
class ReassessmentTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Reassessment reassessment;

    @Autowired
    private Standings standings;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Ledger ledger;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private Clock clock;

    @Test
    void keepsAStandingOfEveryControlInEveryScopeThatIsWatched() {
        somethingHappens();
        reassessment.run();

        long controls = catalogue.frameworks().stream()
                .mapToLong(framework -> framework.controls().size())
                .sum();
        for (String scope : List.of("all", "tag:pci", "tag:cardholder-data", "tag:third-party")) {
            List<Standing> newest = standings.newest(new Scope(scope), clock.instant());
            assertThat(newest)
                    .hasSize((int) controls)
                    .extracting(Standing::control)
                    .doesNotHaveDuplicates();
            assertThat(newest)
                    .allSatisfy(standing -> assertThat(standing.reason()).isNotBlank());
        }
        assertThat(standings.newest(Scope.ALL, clock.instant()))
                .filteredOn(standing -> standing.control().framework().text().equals("FFIEC-CAT"))
                .extracting(Standing::result)
                .containsOnly(Result.NOT_EVALUATED);
    }

    @Test
    void keepsTheInputsOfAVerdictBesideIt() {
        somethingHappens();
        reassessment.run();

        Map<String, Object> row = jdbc.sql("""
                SELECT check_version, catalogue, ledger_size, parameters ->> 'scan_max_gap_hours' AS gap
                  FROM assessment.verdict
                 WHERE framework = 'PCI-DSS' AND control = '11.3.1' AND check_id = 'C03' AND scope = 'all'
                 ORDER BY evaluated_at DESC
                 LIMIT 1
                """).query().singleRow();
        assertThat(row)
                .containsEntry("check_version", 3)
                .containsEntry("catalogue", catalogue.version().hex())
                .containsEntry("gap", "2208");
        assertThat((Long) row.get("ledger_size")).isPositive();
    }

    @Test
    void doesNothingWhileNothingIsNew() {
        somethingHappens();
        reassessment.run();
        long before = runs();

        reassessment.run();
        assertThat(runs()).isEqualTo(before);

        somethingHappens();
        reassessment.run();
        assertThat(runs()).isEqualTo(before + 1);
    }

    @Test
    void doesNotKeepTheSameVerdictTwiceOnOneDay() {
        somethingHappens();
        reassessment.run();
        somethingHappens();
        long before = verdicts();
        reassessment.run();

        assertThat(verdicts() - before).isLessThan(20);
    }

    @Test
    void leavesTheWorkToTheReplicaThatIsAtIt() {
        somethingHappens();
        long before = runs();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('assessment.reassessment'))")
                    .query((row, n) -> 0)
                    .single();
            Thread other = Thread.ofVirtual().start(reassessment::run);
            join(other);
        });
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    void answersMachinesInOneSnapshot() {
        Facts facts = Facts.in(2025);
        facts.finding(facts.weekly(200)).store().due("DORA", facts.day(14));
        Api reader = Api.of(port, tokens, "test", Permission.READ);

        Api.Answer answer = reader.get("/api/v1/controls?framework=dora&scope=system:" + facts.code
                + "&from=2025-01-01&to=2025-06-30&asOf=2025-07-01");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/to")).isEqualTo("2025-07-01T00:00:00Z");
        assertThat(answer.text("/frameworks/0/id")).isEqualTo("DORA");
        JsonNode control = answer.body()
                .at("/frameworks/0/controls")
                .valueStream()
                .filter(node -> node.at("/control").asString().equals("RTS-10.4.d"))
                .findFirst()
                .orElseThrow();
        assertThat(control.at("/result").asString()).isEqualTo("NOT_SATISFIED");
        assertThat(control.at("/checks/0/counts/violated").asLong()).isEqualTo(1);
        assertThat(control.at("/checks/0/parameters/0/basis").asString()).isEqualTo("POLICY");
        assertThat(reader.get("/api/v1/controls?framework=sox").status()).isEqualTo(404);
        assertThat(reader.get("/api/v1/controls?from=x").status()).isEqualTo(400);
    }

    @Test
    void onlyATokenThatMayReadSeesControls() {
        Api writer = Api.of(port, tokens, "test", Permission.SCANS_WRITE);

        assertThat(writer.get("/api/v1/controls").status()).isEqualTo(403);
    }

    /** The last run must not seem to have been long: it may take a tenth of the time only. */
    private void somethingHappens() {
        jdbc.sql("UPDATE assessment.run SET took_millis = 0").update();
        transactions.executeWithoutResult(status ->
                ledger.append(new Draft("test.happened", Actor.SYSTEM, Map.of("what", "a test"), null, 0, 1)));
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofMinutes(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long runs() {
        return count("SELECT count(*) FROM assessment.run");
    }

    private long verdicts() {
        return count("SELECT count(*) FROM assessment.verdict");
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
