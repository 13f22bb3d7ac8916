package io.exhibit.findings;

import static io.exhibit.findings.Somebody.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.findings.VexJourneyTests.VexEstate;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A maker's "not affected" counts once two others than who asked have approved it, for what it is about, and while it stands. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class HonouredStatementTests {

    private static final String WHY = "vulnerable_code_not_present";

    private final Signatory engineer = person(Role.SECURITY_ENGINEER);
    private final Signatory mara = person(Role.COMPLIANCE_OFFICER);
    private final Signatory ines = person(Role.COMPLIANCE_OFFICER);

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ExceptionRegister register;

    @Autowired
    private ExceptionStore store;

    @Autowired
    private Clock clock;

    private VexEstate estate;
    private Desk desk;

    @BeforeEach
    void scanAndState(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        estate = new VexEstate(Api.of(port, tokens, "maker", Permission.VEX_WRITE, Permission.SCANS_WRITE), jdbc);
        estate.scan(1);
        estate.state("not_affected", WHY, estate.image(1), VexEstate.LIBSSL);
    }

    @Test
    void coversWhatItIsAboutFromTheSecondApprovalOnAndLeavesTheClockAsItIs() {
        String clocks = clocks();
        UUID id = request(estate.statement());
        register.approve(id, 1, "", mara);
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
        register.approve(id, 1, "", ines);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
        assertThat(ended(id)).isEqualTo("EXPIRED");
        assertThat(clocks()).isEqualTo(clocks);
        String page = desk.get(Role.AUDITOR, "/exceptions/" + id).text();
        assertThat(page)
                .contains("a VEX statement", "VEX statement by Maker &amp; Sons", "I asked the maker by telephone.")
                .contains(WHY);
        assertThat(desk.get(Role.AUDITOR, "/findings/" + estate.finding()).text())
                .contains("Not affected", "valid until");
    }

    @Test
    void whoAskedDoesNotApprove() {
        UUID id = register.request(of(estate.statement(), WHY, estate.cve), mara);
        refused(() -> register.approve(id, 1, "", mara), "does not approve");
    }

    @ParameterizedTest
    @CsvSource({"affected,STATEMENT", "under_investigation,STATEMENT", "fixed,EXPIRED", "not_affected,EXPIRED"})
    void endsWhenSomebodyStatesOtherwise(String status, String ended) {
        UUID id = approved();
        Instant before = clock.instant();
        estate.state(status, "component_not_present", estate.image(1), VexEstate.LIBSSL);
        assertThat(ended(id)).isEqualTo(ended);
        assertThat(state(id)).isEqualTo(ended.equals("EXPIRED") ? ExceptionState.VALID : ExceptionState.LAPSED);
        assertThat(store.one(id, before).standing().state())
                .as("as it was known before")
                .isEqualTo(ExceptionState.VALID);
    }

    @Test
    void whatIsStatedOfAnotherImageEndsNothing() {
        UUID id = approved();
        estate.state("affected", "", estate.image(2), VexEstate.LIBSSL);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
    }

    @Test
    void endsWhenAnotherImageIsScannedThereAndDoesNotComeBackWithTheOldOne() {
        UUID id = approved();
        estate.scan(1);
        assertThat(state(id)).as("the same image again").isEqualTo(ExceptionState.VALID);
        estate.scan(2);
        assertThat(ended(id)).isEqualTo("MOVED");
        estate.scan(1);
        assertThat(ended(id)).isEqualTo("MOVED");
        assertThat(state(id)).isEqualTo(ExceptionState.LAPSED);
    }

    @Test
    void aWithdrawalEndsItAndTheOldDeadlineIsThere() {
        String clocks = clocks();
        UUID id = approved();
        register.withdraw(id, "We no longer believe it.", engineer);
        assertThat(state(id)).isEqualTo(ExceptionState.WITHDRAWN);
        assertThat(clocks()).isEqualTo(clocks).isNotEmpty();
    }

    @Test
    void nobodyApprovesWhatWasTakenBackInTheMeantime() {
        UUID id = request(estate.statement());
        register.approve(id, 1, "", mara);
        estate.state("affected", "", estate.image(1), VexEstate.LIBSSL);
        refused(() -> register.approve(id, 1, "", ines), "no longer stands");
        assertThat(state(id)).isEqualTo(ExceptionState.REQUESTED);
    }

    @Test
    void isAskedForOnlyAsTheStatementSays() {
        UUID statement = estate.statement();
        refused(() -> ask(of(statement, "component_not_present", estate.cve)), "justification is the statement's");
        refused(() -> ask(of(statement, WHY, "CVE-2020-1")), "does not speak of");
        estate.state("not_affected", "", estate.image(1), VexEstate.LIBSSL);
        refused(() -> ask(of(estate.statement(), WHY, estate.cve)), "Only a statement that says");
        estate.state("fixed", WHY, estate.image(1), VexEstate.LIBSSL);
        refused(() -> ask(of(estate.statement(), WHY, estate.cve)), "Only a statement that says");
        estate.state("not_affected", WHY, estate.image(2), VexEstate.LIBSSL);
        refused(() -> ask(of(estate.statement(), WHY, estate.cve)), "about no open finding");
        estate.state("affected", "", estate.image(1), VexEstate.LIBSSL);
        refused(() -> ask(of(statement, WHY, estate.cve)), "about no open finding");
    }

    @Test
    void theFormCarriesTheStatementAndTheFindingIsCoveredByIt() {
        String story = desk.get(Role.SECURITY_ENGINEER, "/findings/" + estate.finding())
                .text();
        assertThat(story).contains("statement=" + estate.statement());
        String form = desk.get(
                        Role.SECURITY_ENGINEER,
                        "/exceptions/new?kind=NOT_AFFECTED&justification=" + WHY + "&vulnerabilities=" + estate.cve
                                + "&statement=" + estate.statement())
                .text();
        assertThat(form).contains("It rests on", "Maker &amp; Sons");
        Desk.Page sent = desk.post(
                Role.SECURITY_ENGINEER,
                "/exceptions",
                "kind",
                "NOT_AFFECTED",
                "justification",
                WHY,
                "statement",
                estate.statement().toString(),
                "vulnerabilities",
                estate.cve,
                "place",
                "target:" + target(),
                "reason",
                "The maker says so.",
                "owner",
                "Payments",
                "proof",
                "Its page lists the same document.",
                "residualRank",
                "LOW",
                "until",
                day().toString());
        assertThat(sent.status()).as(sent.text()).isEqualTo(302);
        assertThat(jdbc.sql(
                                "SELECT e.statement_id FROM findings.exception e JOIN findings.exception_vulnerability v ON v.exception_id = e.id WHERE v.vulnerability = :cve")
                        .param("cve", estate.cve)
                        .query(UUID.class)
                        .single())
                .isEqualTo(estate.statement());
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/exceptions/new?statement=x")
                        .status())
                .isEqualTo(404);
    }

    private UUID approved() {
        UUID id = request(estate.statement());
        register.approve(id, 1, "", mara);
        register.approve(id, 1, "", ines);
        assertThat(state(id)).isEqualTo(ExceptionState.VALID);
        return id;
    }

    private UUID request(UUID statement) {
        return register.request(of(statement, WHY, estate.cve), engineer);
    }

    private void ask(ExceptionRequest request) {
        register.request(request, engineer);
    }

    private ExceptionRequest of(UUID statement, String why, String vulnerability) {
        ExceptionTerms terms = new ExceptionTerms(
                "The maker says so.",
                "Payments",
                "",
                "I asked the maker by telephone.",
                Severity.LOW,
                "",
                clock.instant().plus(Duration.ofDays(20)));
        return new ExceptionRequest(
                "NOT_AFFECTED",
                why,
                List.of(vulnerability),
                List.of(new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", key())),
                terms,
                statement,
                null);
    }

    private ExceptionState state(UUID id) {
        return store.one(id, clock.instant()).standing().state();
    }

    private String ended(UUID id) {
        return jdbc.sql("SELECT ended_by FROM findings.pub_exception_cover WHERE exception_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private String clocks() {
        return jdbc.sql("""
                        SELECT coalesce(string_agg(d.profile || ' ' || coalesce(d.due_at::text, 'none'), ', ' ORDER BY d.profile), '')
                          FROM findings.deadline d
                         WHERE d.finding_id = :id AND d.superseded_at IS NULL AND d.ended_at IS NULL
                        """).param("id", estate.finding()).query(String.class).single();
    }

    private UUID target() {
        return jdbc.sql("SELECT target_id FROM findings.finding WHERE id = :id")
                .param("id", estate.finding())
                .query(UUID.class)
                .single();
    }

    private String key() {
        return jdbc.sql("SELECT key FROM estate.target WHERE id = :id")
                .param("id", target())
                .query(String.class)
                .single();
    }

    private java.time.LocalDate day() {
        return java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                .plusDays(9);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asking, String why) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.detail()).contains(why));
    }
}
