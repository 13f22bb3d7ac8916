package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.findings.VexJourneyTests.VexEstate;
import io.exhibit.kernel.Severity;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an ignore file hides, what people cover, what is gone: dated, told in the story, and to be filtered by. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class HandlingTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ExceptionRegister register;

    @Autowired
    private HandlingSteps steps;

    @Autowired
    private Clock clock;

    private VexEstate estate;
    private Desk desk;

    @BeforeEach
    void scan(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        estate = new VexEstate(Api.of(port, tokens, "maker", Permission.VEX_WRITE, Permission.SCANS_WRITE), jdbc);
        estate.scan(1);
    }

    /** A developer's ignore file is nobody's decision. */
    @Test
    void whatAnIgnoreFileHidesStaysOpenWithEveryClock() {
        String clocks = clocks();
        estate.scan(1, hidden("in .trivyignore"));
        assertThat(clocks()).isEqualTo(clocks).contains("DORA");
        assertThat(states()).containsExactly(Handling.OPEN, Handling.SUPPRESSED);
        assertThat(listed("suppressed")).isTrue();
        assertThat(listed("open")).isFalse();
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?q=" + estate.cve).text())
                .contains("\"SUPPRESSED\"");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + estate.finding()).text())
                .contains("How it is handled", "hides it: ignored in .trivyignore");
        estate.scan(1, hidden("in .trivyignore"));
        assertThat(states()).as("said again").containsExactly(Handling.OPEN, Handling.SUPPRESSED);
        estate.scan(1, hidden("for another reason"));
        assertThat(states()).containsExactly(Handling.OPEN, Handling.SUPPRESSED, Handling.OPEN, Handling.SUPPRESSED);
        estate.scan(1);
        assertThat(states()).endsWith(Handling.SUPPRESSED, Handling.OPEN);
        assertThat(listed("suppressed")).isFalse();
        assertThat(listed("open")).isTrue();
        assertThat(clocks()).isEqualTo(clocks);
    }

    @Test
    void aSuppressionEndsWithTheFindingAndBeginsAgainWithIt() {
        estate.scan(1, hidden("in .trivyignore"));
        estate.scan(2, "\"Vulnerabilities\":[]");
        assertThat(states()).containsExactly(Handling.OPEN, Handling.SUPPRESSED, Handling.CLOSED);
        assertThat(listed("suppressed")).isFalse();
        estate.scan(3, hidden("in .trivyignore"));
        assertThat(states()).endsWith(Handling.CLOSED, Handling.OPEN, Handling.SUPPRESSED);
        assertThat(listed("suppressed")).isTrue();
    }

    @Test
    void decisionsCountBeforeWhatAScannerHides() {
        estate.scan(1, hidden("in .trivyignore"));
        estate.state("not_affected", "component_not_present", estate.image(1), VexEstate.LIBSSL);
        approve("RISK_ACCEPTANCE", "", null);
        assertThat(states()).endsWith(Handling.SUPPRESSED, Handling.EXCEPTED);
        assertThat(listed("excepted")).isTrue();
        assertThat(listed("suppressed")).isFalse();
        approve("NOT_AFFECTED", "component_not_present", estate.statement());
        assertThat(states()).endsWith(Handling.EXCEPTED, Handling.NOT_AFFECTED);
        assertThat(listed("not_affected")).isTrue();
        assertThat(listed("excepted")).isFalse();
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?q=" + estate.cve).text())
                .contains("\"NOT_AFFECTED\"");
        estate.state("affected", "", estate.image(1), VexEstate.LIBSSL);
        assertThat(states()).as("what was taken back").endsWith(Handling.NOT_AFFECTED, Handling.EXCEPTED);
        assertThat(desk.get(Role.AUDITOR, "/findings/" + estate.finding()).text())
                .contains("the statement that it rests on no longer stands");
        estate.scan(2, "\"Vulnerabilities\":[]");
        assertThat(states()).endsWith(Handling.CLOSED);
        assertThat(desk.get(Role.AUDITOR, "/findings?handling=closed").status()).isEqualTo(400);
    }

    /** In the list under that handling, and its file says the same. */
    private boolean listed(String handling) {
        String question = "?state=ALL&q=" + estate.cve + "&handling=" + handling;
        boolean file = desk.get(Role.AUDITOR, "/findings.csv" + question).text().contains("\"" + estate.cve);
        assertThat(desk.get(Role.AUDITOR, "/findings" + question).text().contains("/findings/" + estate.finding()))
                .isEqualTo(file);
        return file;
    }

    private List<Handling> states() {
        return steps.of(estate.finding(), clock.instant()).stream()
                .map(HandlingSteps.Step::handling)
                .toList();
    }

    private String hidden(String why) {
        return """
                "ExperimentalModifiedFindings":[{"Type":"vulnerability","Status":"ignored","Statement":"%s","Finding":
                  {"VulnerabilityID":"%s","PkgName":"libssl3","InstalledVersion":"3.0.8-r3","FixedVersion":"3.0.8-r4","Severity":"CRITICAL"}}]
                """.formatted(why, estate.cve);
    }

    private void approve(String kind, String why, @Nullable UUID statement) {
        ExceptionTerms terms = new ExceptionTerms(
                "So it is.",
                "Payments",
                "",
                "As shown.",
                Severity.LOW,
                "",
                clock.instant().plus(Duration.ofDays(9)));
        String key = jdbc.sql(
                        "SELECT g.key FROM estate.target g JOIN findings.finding f ON f.target_id = g.id WHERE f.id = :id")
                .param("id", estate.finding())
                .query(String.class)
                .single();
        UUID id = register.request(
                new ExceptionRequest(
                        kind,
                        why,
                        List.of(estate.cve),
                        List.of(new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", key)),
                        terms,
                        statement,
                        null),
                person(Role.SECURITY_ENGINEER));
        register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER));
        register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER));
    }

    private String clocks() {
        return jdbc.sql("""
                        SELECT coalesce(string_agg(d.profile || ' ' || coalesce(d.due_at::text, 'none'), ', ' ORDER BY d.profile), '')
                          FROM findings.deadline d
                         WHERE d.finding_id = :id AND d.superseded_at IS NULL AND d.ended_at IS NULL
                        """).param("id", estate.finding()).query(String.class).single();
    }
}
