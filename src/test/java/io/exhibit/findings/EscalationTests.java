package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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

/** A deadline that cannot be met is brought before somebody who decides, by an entry of the ledger. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class EscalationTests {

    private static final String WHY = "No window before the <b>release</b>.";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String cve = "CVE-2031-" + ThreadLocalRandom.current().nextInt(100_000, 99_999_999);
    private Desk desk;
    private Api api;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        api = Api.of(port, tokens, "ci", Permission.SCANS_WRITE);
    }

    @Test
    void isTiedToWhatIsOpenThere() {
        scan("one", "2031-01-01", cve);
        String form = desk.get(Role.SECURITY_ENGINEER, "/escalations/new?vulnerability=" + cve)
                .text();
        assertThat(form).contains("target:" + target("one"), "owner of the system", "Planned to be gone on");

        assertThat(escalate(Role.SECURITY_ENGINEER, "one", today().plusDays(3)).status())
                .isEqualTo(302);

        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding("one")).text())
                .contains("To Ingrid Solberg, executives", "&lt;b&gt;release", "Decided: Patch on Sunday.")
                .doesNotContain("Escalate that a deadline cannot be met");
        assertThat(desk.get(Role.AUDITOR, "/escalations?state=planned&level=executives&q=" + cve)
                        .text())
                .contains("1 of 1 finding open", "open, planned", "entry ");
        assertThat(desk.get(Role.AUDITOR, "/escalations?state=gone&q=" + cve).text())
                .contains("No escalation to show");
        assertThat(desk.get(Role.AUDITOR, "/escalations.csv?q=" + cve).text())
                .contains("\"EXECUTIVES\",\"Ingrid Solberg\"", "PLANNED");

        scan("two", "2031-01-01", cve);
        assertThat(covered()).as("what comes later is not escalated").isEqualTo("one 1");
        scan("one", "2031-01-02");
        scan("one", "2031-01-03", cve);
        still(true);
        assertThat(desk.get(Role.AUDITOR, "/escalations?state=gone&q=" + cve).text())
                .as("what is fixed and still runs is not gone")
                .contains("No escalation to show");
        still(false);
        assertThat(desk.get(Role.AUDITOR, "/escalations?state=gone&q=" + cve).text())
                .as("what it was about is gone")
                .contains("0 of 1 finding open");
    }

    private void still(boolean runs) {
        jdbc.sql("""
                UPDATE findings.episode e
                   SET still_runs = :runs
                  FROM findings.escalation_finding x
                  JOIN findings.escalation o ON o.entry_index = x.entry_index
                 WHERE o.vulnerability = :cve AND e.finding_id = x.finding_id AND e.n = x.episode
                """).param("runs", runs).param("cve", cve).update();
    }

    @Test
    void standsInTheLedgerWithEverythingThatWasSaid() {
        scan("one", "2031-01-01", cve);
        escalate(Role.COMPLIANCE_OFFICER, "one", today());
        assertThat(jdbc.sql("""
                        SELECT convert_from(l.detail, 'UTF8')
                          FROM ledger.entry l
                          JOIN findings.escalation e ON e.entry_index = l.index
                         WHERE e.vulnerability = :cve AND l.kind = 'deadline.escalated'
                        """).param("cve", cve).query(String.class).single())
                .contains(cve, "Ingrid Solberg", "EXECUTIVES", "COMPLIANCE_OFFICER", today().toString());
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.pub_activity WHERE action = 'deadline.escalated' AND object LIKE :cve || '%'")
                        .param("cve", cve)
                        .query(Long.class)
                        .single())
                .as("lines of the activity trail")
                .isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBe() {
        scan("one", "2031-01-01", cve);
        assertThat(escalate(Role.SECURITY_ENGINEER, "one", today().minusDays(1)).text())
                .contains("The day on which it is planned to be gone is past.", "Ingrid Solberg");
        assertThat(escalate(Role.SECURITY_ENGINEER, "one", today().plusDays(400))
                        .text())
                .contains("at the latest; what takes longer is escalated again by then");
        scan("one", "2031-01-02");
        assertThat(escalate(Role.SECURITY_ENGINEER, "one", today()).text()).contains(cve + " is not open there.");
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/escalations", "vulnerability", cve, "level", "KING")
                        .status())
                .isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/escalations?state=never").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/escalations?before=x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SECURITY_ENGINEER", "COMPLIANCE_OFFICER"})
    void nobodyElseEscalates(Role role) {
        assertThat(desk.post(role, "/escalations", "vulnerability", cve).status())
                .isEqualTo(403);
    }

    private Desk.Page escalate(Role role, String name, LocalDate planned) {
        return desk.post(
                role,
                "/escalations",
                "vulnerability",
                cve,
                "place",
                "target:" + target(name),
                "level",
                "EXECUTIVES",
                "to",
                "Ingrid Solberg",
                "reason",
                WHY,
                "decision",
                "Patch on Sunday.",
                "planned",
                planned.toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void scan(String name, String day, String... cves) {
        String rows = cves.length == 0
                ? ""
                : "{\"VulnerabilityID\":\"" + cves[0]
                        + "\",\"PkgName\":\"p\",\"InstalledVersion\":\"1\",\"FixedVersion\":\"2\",\"Severity\":\"HIGH\"}";
        String report = "{\"SchemaVersion\":2,\"CreatedAt\":\"" + day.replace("2031", "2025")
                + "T00:00:00Z\",\"ArtifactName\":\"" + image(name)
                + ":1\",\"ArtifactType\":\"container_image\",\"Results\":[{\"Target\":\"t\",\"Class\":\"os-pkgs\",\"Type\":\"debian\",\"Vulnerabilities\":["
                + rows + "]}]}";
        assertThat(api.post("/api/v1/scans?wait=20s", report.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }

    private String image(String name) {
        return "registry.example/" + cve.toLowerCase(Locale.ROOT) + "/" + name;
    }

    private UUID target(String name) {
        return jdbc.sql("SELECT id FROM estate.target WHERE name LIKE :name")
                .param("name", image(name) + "%")
                .query(UUID.class)
                .single();
    }

    private UUID finding(String name) {
        return jdbc.sql("SELECT id FROM findings.finding WHERE vulnerability = :cve AND target_id = :target")
                .param("cve", cve)
                .param("target", target(name))
                .query(UUID.class)
                .single();
    }

    private String covered() {
        return String.join(
                ", ", jdbc.sql("""
                        SELECT substring(t.name FROM '/([a-z]+)(:[^/]*)?$') || ' ' || x.episode
                          FROM findings.escalation e
                          JOIN findings.escalation_finding x ON x.entry_index = e.entry_index
                          JOIN findings.finding f ON f.id = x.finding_id
                          JOIN estate.target t ON t.id = f.target_id
                         WHERE e.vulnerability = :cve
                        """).param("cve", cve).query(String.class).list());
    }
}
