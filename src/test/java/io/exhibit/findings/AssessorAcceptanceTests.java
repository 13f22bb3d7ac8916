package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static io.exhibit.findings.Somebody.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.Desk;
import io.exhibit.FormBody;
import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Decisions;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** That an assessor accepted a compensating control: who may record it, of what, since when it counts, and where it is told. */
@AutoConfigureMockMvc
@SpringBootTest
class AssessorAcceptanceTests {

    private static final byte[] LETTER = "We accept it.\r\n".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private ExceptionRegister register;

    @Autowired
    private AssessorAcceptances acceptances;

    @Autowired
    private AcceptanceStore store;

    @Autowired
    private ExceptionStore exceptions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Clock clock;

    private final Signatory engineer = person(Role.SECURITY_ENGINEER);
    private final Signatory mara = person(Role.COMPLIANCE_OFFICER);
    private final Signatory ines = person(Role.COMPLIANCE_OFFICER);
    private StoredFinding finding;

    @BeforeEach
    void find() {
        finding = StoredFinding.in(jdbc, "openssl", clock.instant().minus(Duration.ofDays(10)))
                .due(Profile.PCI, null, clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void countsFromWhenItIsRecordedUntilItIsTakenBackOrTheExceptionEnds() throws IOException {
        UUID id = approved();
        Instant before = clock.instant();
        assertThat(compensated(before)).isFalse();

        long entry = record(id, today(), mara);
        Instant after = clock.instant();
        assertThat(compensated(before)).as("never backdated").isFalse();
        assertThat(compensated(after)).isTrue();
        assertThat(exceptions.one(id, before).standing().accepted()).isNull();
        assertThat(exceptions.one(id, after).standing().isCompensating()).isTrue();
        Instant end = exceptions.one(id, after).standing().expiresAt();
        assertThat(compensated(end.minusNanos(1000))).isTrue();
        assertThat(compensated(end)).isFalse();

        refused(() -> acceptances.takeBack(id, entry, " ", ines), "Say why");
        acceptances.takeBack(id, entry, "The rule was switched off.", ines);
        assertThat(compensated(clock.instant())).isFalse();
        assertThat(compensated(after)).as("it was known then").isTrue();
        refused(() -> acceptances.takeBack(id, entry, "Again.", ines), "taken back already");
        record(id, today(), ines);
        assertThat(compensated(clock.instant())).isTrue();

        register.withdraw(id, "Patched after all.", mara);
        assertThat(compensated(clock.instant())).isFalse();
    }

    @Test
    void isOfAnApprovedWorksheetOrCountsOnceThatIsApproved() throws IOException {
        UUID id = register.request(request("COMPENSATING_CONTROL", Worksheets.filled()), engineer);
        record(id, today(), mara);
        assertThat(compensated(clock.instant()))
                .as("the acceptance replaces no approval")
                .isFalse();
        register.approve(id, 1, "", mara);
        register.approve(id, 1, "", ines);
        assertThat(compensated(clock.instant())).isTrue();
    }

    @Test
    void isRefusedWhereItCannotBe() {
        UUID id = approved();
        refused(() -> record(id, today(), engineer), "Compliance officers decide");
        UUID own = register.request(request("COMPENSATING_CONTROL", Worksheets.filled()), mara);
        refused(() -> record(own, today(), mara), "Who asked for an exception does not record");
        refused(() -> record(id, today().plusDays(1), mara), "not lie in the future");
        refused(() -> record(id, today().minusDays(1), mara), "before the day on which it was asked for");
        refused(
                () -> acceptances.record(id, new AcceptanceEntry(1, "A", "B", today(), ""), letter(new byte[0]), mara),
                "is empty");
        refused(() -> new AcceptanceEntry(1, " ", "B", today(), ""), "by name, and the company");
        UUID risk = register.request(request("RISK_ACCEPTANCE", null), engineer);
        refused(() -> record(risk, today(), mara), "no other kind of exception");
        refused(
                () -> register.request(request("RISK_ACCEPTANCE", Worksheets.filled()), engineer),
                "Only a compensating control has a worksheet");
        refused(() -> register.request(request("COMPENSATING_CONTROL", null), engineer), "needs its worksheet");
        refused(() -> register.extend(id, terms(null), engineer), "needs its worksheet");
        assertThatThrownBy(() -> new Worksheet("c", "d", "o", "m", "r", "", "m"))
                .isInstanceOf(InvalidRequest.class);
        assertThat(store.of(id, clock.instant())).isEmpty();

        register.withdraw(id, "Patched.", mara);
        refused(() -> record(id, today(), mara), "It is over");
    }

    @Test
    void standsOnceAndIsOfOneTerm() throws IOException {
        UUID id = approved();
        record(id, today(), mara);
        refused(() -> record(id, today(), ines), "An acceptance stands already");
        register.extend(id, terms(Worksheets.filled()), engineer);
        assertThat(store.acceptable(id, mara.id(), clock.instant()))
                .extracting(choice -> choice.name())
                .containsExactly("extension 1");
        register.approve(id, 2, "", mara);
        register.approve(id, 2, "", ines);
        assertThat(exceptions.one(id, clock.instant()).standing().isCompensating())
                .as("other terms, another worksheet")
                .isFalse();
    }

    @Test
    void whatWasAskedForBeforeThereWereWorksheetsIsReadAndNotAccepted() {
        UUID id = approved();
        jdbc.sql("DELETE FROM findings.exception_worksheet WHERE exception_id = :id")
                .param("id", id)
                .update();
        assertThat(exceptions.one(id, clock.instant()).ask().worksheet()).isNull();
        refused(() -> record(id, today(), mara), "without a worksheet");
    }

    @Test
    void isMadeAgainFromTheLedger(@Autowired ExceptionRedo redo, @Autowired Decisions decisions) throws IOException {
        UUID id = approved();
        long first = record(id, today(), mara);
        acceptances.takeBack(id, first, "A wrong letter.", ines);
        record(id, today(), ines);
        List<Acceptance> made = store.of(id, clock.instant());
        jdbc.sql("DELETE FROM findings.exception_acceptance WHERE exception_id = :id")
                .param("id", id)
                .update();
        long last = jdbc.sql("SELECT max(index) FROM ledger.entry")
                .query(Long.class)
                .single();
        decisions.of(redo.kinds(), first, last + 1).forEach(redo::redo);
        assertThat(store.of(id, clock.instant())).isEqualTo(made).hasSize(2);
    }

    @Test
    void isToldWhereverTheExceptionIs(@Autowired BeanFactory beans) throws Exception {
        Desk desk = new Desk(beans);
        UUID id = approved();
        String page = "/exceptions/" + id;
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page).text())
                .contains("None is recorded: under PCI DSS the control is proposed", "A rule at the gateway drops")
                .contains("compensates only once an assessor accepted it", "/acceptances?_csrf=");
        assertThat(desk.get(Role.AUDITOR, page).text()).doesNotContain("/acceptances?_csrf=");
        assertThat(send(desk, Role.SECURITY_ENGINEER, id, today().toString()).getStatus())
                .isEqualTo(403);
        assertThat(send(desk, Role.AUDITOR, id, today().toString()).getStatus()).isEqualTo(403);
        send(desk, Role.COMPLIANCE_OFFICER, id, "soon");
        assertThat(store.of(id, clock.instant())).isEmpty();

        send(desk, Role.COMPLIANCE_OFFICER, id, today().toString());
        Acceptance one = store.of(id, clock.instant()).getFirst();
        assertThat(one.letter().sha256()).isEqualTo(Sha256.of(LETTER).hex());
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains(
                        "Q. &lt;b&gt; Assessor of Example Assessors",
                        one.letter().sha256(),
                        "satisfied, compensated")
                .contains("Acceptance by an assessor recorded")
                .doesNotContain("<b>", "take-back");
        MockHttpServletResponse letter = mvc.perform(MockMvcRequestBuilders.get(page + "/acceptances/" + one.entry())
                        .with(user(desk.officer(Role.AUDITOR))))
                .andReturn()
                .getResponse();
        assertThat(letter.getContentAsByteArray()).isEqualTo(LETTER);
        assertThat(letter.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .contains("letter.pdf");
        assertThat(desk.get(Role.AUDITOR, page + "/acceptances/1").status()).isEqualTo(404);
        told(desk, id, one);

        desk.post(
                Role.COMPLIANCE_OFFICER,
                page + "/acceptances/" + one.entry() + "/take-back",
                "reason",
                "The rule is gone.");
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains("Taken back", "The rule is gone.", "Acceptance by an assessor taken back")
                .doesNotContain("satisfied, compensated");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id).text())
                .contains("the assessor&#39;s acceptance was taken back: The rule is gone.");
    }

    private void told(Desk desk, UUID id, Acceptance one) {
        String scope = "scope=" + finding.scope();
        assertThat(desk.get(Role.AUDITOR, "/exceptions?q=" + finding.vulnerability)
                        .text())
                .contains("accepted by an assessor");
        assertThat(desk.get(Role.AUDITOR, "/exceptions.csv?q=" + finding.vulnerability)
                        .text())
                .contains(
                        "\"compensating_control\"",
                        "A rule at the gateway drops",
                        one.letter().sha256());
        assertThat(desk.get(Role.AUDITOR, "/findings?exception=compensated&" + scope)
                        .text())
                .contains(finding.id.toString(), "compensated (PCI DSS) until");
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?" + scope).text()).contains("\"exception_compensated_at\"");
        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id).text())
                .contains("satisfied, compensated</span> by PCI DSS since", "PCI DSS 6.3.3: satisfied, compensated")
                .contains("satisfied, compensated (PCI DSS) from here on: accepted by Q.");
        assertThat(desk.get(Role.AUDITOR, "/timeline?profile=PCI&" + scope).text())
                .contains("satisfied, compensated (PCI DSS), by what an assessor accepted", "class=\"compensated\"");
        assertThat(desk.get(Role.AUDITOR, "/?" + scope).text())
                .contains("compensated for PCI DSS by what an assessor accepted");
        assertThat(desk.get(Role.AUDITOR, "/progress?" + scope).text()).contains("Compensated");
        assertThat(id).isNotNull();
    }

    private MockHttpServletResponse send(Desk desk, Role role, UUID id, String day) throws Exception {
        List<String> fields =
                List.of("term", "1", "assessor", "Q. <b> Assessor", "company", "Example Assessors", "acceptedOn", day);
        return mvc.perform(MockMvcRequestBuilders.post("/exceptions/" + id + "/acceptances")
                        .contentType(FormBody.TYPE)
                        .content(FormBody.of(fields, "letter.pdf", LETTER))
                        .with(user(desk.officer(role)))
                        .with(csrf()))
                .andReturn()
                .getResponse();
    }

    private UUID approved() {
        UUID id = register.request(request("COMPENSATING_CONTROL", Worksheets.filled()), engineer);
        register.approve(id, 1, "", mara);
        register.approve(id, 1, "", ines);
        return id;
    }

    private long record(UUID exception, LocalDate day, Signatory by) throws IOException {
        try (Spool letter = letter(LETTER)) {
            return acceptances.record(
                    exception, new AcceptanceEntry(1, "An assessor", "A company", day, "letter.pdf"), letter, by);
        }
    }

    private static Spool letter(byte[] bytes) throws IOException {
        return Spool.read(new ByteArrayInputStream(bytes), 1000);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private ExceptionRequest request(String kind, @Nullable Worksheet sheet) {
        return new ExceptionRequest(
                kind,
                "",
                List.of(finding.vulnerability),
                List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", finding.code)),
                terms(sheet));
    }

    private ExceptionTerms terms(@Nullable Worksheet sheet) {
        return new ExceptionTerms(
                "The fix breaks the scheme's interface.",
                "Head of card payments",
                "",
                "",
                Severity.LOW,
                "",
                clock.instant().plus(Duration.ofDays(9)),
                sheet);
    }

    private boolean compensated(Instant at) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM findings.pub_compensated m
                                WHERE m.finding_id = :id AND m.from_at <= :at AND m.until_at > :at)
                """)
                .param("id", finding.id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }
}
