package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static io.exhibit.findings.Somebody.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Decisions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A compensating control that is judged here: what relies on it lapses when it is judged not satisfied, and not before. */
@AutoConfigureMockMvc
@SpringBootTest
class CompensatingControlsTests {

    private static final String CONTROL = "DORA/RTS-10.2.b";
    private static final Scope WHERE = new Scope("tag:third-party");

    @Autowired
    private ExceptionRegister register;

    @Autowired
    private ExceptionStore store;

    @Autowired
    private CompensatingControls controls;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final Signatory mara = person(Role.COMPLIANCE_OFFICER);
    private final Signatory ines = person(Role.COMPLIANCE_OFFICER);
    private StoredFinding finding;

    @BeforeEach
    void find() {
        finding = StoredFinding.in(jdbc, "openssl", clock.instant().minus(Duration.ofDays(10)));
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM assessment.verdict WHERE reason LIKE 'a test says%'")
                .update();
    }

    @Test
    void endsWhatReliesOnAControlThatIsJudgedNotSatisfied() {
        judged("SATISFIED");
        UUID relying = approved(new Reliance(CONTROL, WHERE));
        UUID elsewhere = approved(new Reliance(CONTROL, new Scope("tag:customer-data")));
        UUID onNone = approved(null);
        controls.look();
        assertThat(state(relying)).isEqualTo(ExceptionState.VALID);

        judged("INSUFFICIENT_EVIDENCE");
        controls.look();
        assertThat(state(relying)).isEqualTo(ExceptionState.VALID);

        Instant before = clock.instant();
        judged("NOT_SATISFIED");
        controls.look();
        controls.look();
        assertThat(state(relying)).isEqualTo(ExceptionState.LAPSED);
        assertThat(store.one(relying, clock.instant()).standing().end()).contains("was judged not satisfied");
        assertThat(store.one(relying, before).standing().state()).isEqualTo(ExceptionState.VALID);
        assertThat(List.of(state(elsewhere), state(onNone))).containsOnly(ExceptionState.VALID);
        assertThat(entries(relying))
                .containsExactly("{\"term\": 1, \"scope\": \"tag:third-party\", \"control\": \"" + CONTROL + "\"}");

        judged("SATISFIED");
        controls.look();
        assertThat(state(relying)).as("what has lapsed stays so").isEqualTo(ExceptionState.LAPSED);
        register.extend(relying, terms(), mara);
        register.approve(relying, 2, "", ines);
        register.approve(relying, 2, "", person(Role.COMPLIANCE_OFFICER));
        assertThat(state(relying)).as("unless more time is decided").isEqualTo(ExceptionState.VALID);
    }

    @Test
    void theLapseIsMadeAgainFromTheLedger(@Autowired ExceptionRedo redo, @Autowired Decisions decisions) {
        UUID relying = approved(new Reliance(CONTROL, WHERE));
        judged("NOT_SATISFIED");
        controls.look();
        String end = store.one(relying, clock.instant()).standing().end();
        jdbc.sql("UPDATE findings.exception_term SET failed_at = NULL WHERE exception_id = :id")
                .param("id", relying)
                .update();
        assertThat(state(relying)).isEqualTo(ExceptionState.VALID);
        long entry = jdbc.sql("SELECT max(index) FROM ledger.entry WHERE kind = 'exception.control-failed'")
                .query(Long.class)
                .single();
        decisions.of(redo.kinds(), entry, entry + 1).forEach(redo::redo);
        assertThat(store.one(relying, clock.instant()).standing().end()).isEqualTo(end);
    }

    @Test
    void nobodyAsksOrApprovesWhatReliesOnAControlThatFails() {
        UUID waiting = register.request(request("COMPENSATING_CONTROL", new Reliance(CONTROL, WHERE)), mara);
        judged("NOT_SATISFIED");
        refused(() -> register.approve(waiting, 1, "", ines), "is judged not satisfied");
        refused(
                () -> register.request(request("COMPENSATING_CONTROL", new Reliance(CONTROL, WHERE)), mara),
                "is judged not satisfied");
        assertThat(state(waiting)).isEqualTo(ExceptionState.REQUESTED);
    }

    @Test
    void reliesOnlyOnWhatIsJudgedHere() {
        refused(
                () -> register.request(request("RISK_ACCEPTANCE", new Reliance(CONTROL, WHERE)), mara),
                "Only a compensating control");
        refused(
                () -> register.request(request("COMPENSATING_CONTROL", new Reliance("PCI-DSS/99", WHERE)), mara),
                "one that is judged here");
        refused(
                () -> register.request(
                        request("COMPENSATING_CONTROL", new Reliance(CONTROL, new Scope("system:one"))), mara),
                "one that is judged here");
    }

    @Test
    void isAskedForAndShownWithWhatItReliesOn(@Autowired BeanFactory beans) {
        Desk desk = new Desk(beans);
        Desk.Page form = desk.get(Role.SECURITY_ENGINEER, "/exceptions/new?vulnerabilities=" + finding.vulnerability);
        assertThat(form.text()).contains("value=\"" + CONTROL + "\"", "value=\"tag:third-party\"");
        Desk.Page asked = desk.post(
                Role.SECURITY_ENGINEER,
                "/exceptions",
                "kind",
                "COMPENSATING_CONTROL",
                "vulnerabilities",
                finding.vulnerability,
                "place",
                "system:" + finding.code,
                "reason",
                "The alerts of this service are read within the hour.",
                "owner",
                "Head of card payments",
                "proof",
                "Records of the alerts",
                "residualRank",
                "LOW",
                "until",
                clock.instant()
                        .plus(Duration.ofDays(9))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString(),
                "worksheet.constraints",
                "The fix breaks the interface.",
                "worksheet.definition",
                "Alerts are read within the hour.",
                "worksheet.objective",
                "Known ways in are closed.",
                "worksheet.objectiveMet",
                "Who comes in is seen at once.",
                "worksheet.residualRisk",
                "An hour.",
                "worksheet.validation",
                "A drill.",
                "worksheet.maintenance",
                "A drill each month.",
                "control",
                CONTROL,
                "controlScope",
                WHERE.text());
        assertThat(asked.status()).as(asked.text()).isEqualTo(302);
        String page = desk.get(
                        Role.AUDITOR, Objects.requireNonNull(asked.response().getRedirectedUrl()))
                .text();
        assertThat(page).contains("DORA RTS-10.2.b, judged in: Third-party systems");
    }

    private UUID approved(@Nullable Reliance relies) {
        UUID id = register.request(request("COMPENSATING_CONTROL", relies), mara);
        register.approve(id, 1, "", ines);
        register.approve(id, 1, "", person(Role.COMPLIANCE_OFFICER));
        return id;
    }

    private ExceptionRequest request(String kind, @Nullable Reliance relies) {
        return new ExceptionRequest(
                kind,
                "",
                List.of(finding.vulnerability),
                List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", finding.code)),
                terms(),
                null,
                relies);
    }

    private ExceptionTerms terms() {
        return new ExceptionTerms(
                "The fix breaks the scheme's interface.",
                "Head of card payments",
                "",
                "Records of the alerts",
                Severity.LOW,
                "",
                clock.instant().plus(Duration.ofDays(9)),
                Worksheets.filled());
    }

    private void judged(String result) {
        jdbc.sql("""
                INSERT INTO assessment.verdict (id, framework, control, check_id, check_version, catalogue, scope, period_from, period_to,
                       as_of, ledger_size, parameters, result, population, satisfied, violated, insufficient, not_applicable,
                       reason, evaluated_at)
                VALUES (gen_random_uuid(), 'DORA', 'RTS-10.2.b', '*', 1, 'test', :scope, :at::timestamptz - interval '1 day', :at,
                        :at, 0, '{}', :result, 0, 0, 0, 0, 0, 'a test says so', :at)
                """)
                .param("scope", WHERE.text())
                .param("result", result)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<String> entries(UUID exception) {
        return jdbc.sql("""
                SELECT (convert_from(l.detail, 'UTF8')::jsonb - 'judgedAt' - 'reason' - 'request')::text
                  FROM ledger.entry l
                  JOIN findings.exception e ON (convert_from(l.detail, 'UTF8')::jsonb ->> 'request')::bigint = e.entry_index
                 WHERE l.kind = 'exception.control-failed' AND e.id = :id
                """).param("id", exception).query(String.class).list();
    }

    private ExceptionState state(UUID id) {
        return store.one(id, clock.instant()).standing().state();
    }
}
