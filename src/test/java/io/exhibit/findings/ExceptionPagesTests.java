package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Excerpt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@AutoConfigureMockMvc
class ExceptionPagesTests {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Desk another;
    private StoredFinding finding;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        another = new Desk(beans);
        finding = StoredFinding.in(jdbc, "openssl", clock.instant().minus(Duration.ofDays(10)))
                .due(Profile.DORA, null, clock.instant().plus(Duration.ofDays(3)));
    }

    @Test
    void isAskedForFromAFindingApprovedByTwoAndShownWithIt() {
        String story =
                desk.get(Role.SECURITY_ENGINEER, "/findings/" + finding.id).text();
        assertThat(story).contains("None is about it", "/exceptions/new?vulnerabilities=" + finding.vulnerability);
        assertThat(desk.get(
                                Role.SECURITY_ENGINEER,
                                "/exceptions/new?vulnerabilities=" + finding.vulnerability + "&place=target%3A"
                                        + finding.target)
                        .text())
                .contains("all of Payments", "in production: 1 open finding", "checked=\"checked\"", "Payments team");

        String page = ask(Role.SECURITY_ENGINEER, "RISK_ACCEPTANCE", "system:" + finding.code);
        assertThat(desk.get(Role.SECURITY_ENGINEER, page).text())
                .contains("waits for approval", "0 of 2 approvals", "You asked for it, so others approve it.")
                .contains("does not count", "counts while it is valid", "1 of 1 are open, 0 covered.")
                .doesNotContain("More time is asked for");
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains("waits for approval")
                .doesNotContain("/approve\"", "/reject\"", "/withdraw\"", "/extend\"");
        approve(desk, page);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page).text())
                .contains("1 of 2 approvals", "the next approval is another person")
                .doesNotContain("/approve\"");
        approve(another, page);
        String last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(20)
                .toString();
        assertThat(desk.get(Role.AUDITOR, page).text())
                .contains(">valid<", "for <span>1 of 1 finding</span>", "Approved");

        assertThat(desk.get(Role.AUDITOR, "/findings/" + finding.id).text())
                .contains("Risk acceptance", "valid until", "approved by", "PCI DSS 6.3.3: does not count");
        assertThat(findings("valid")).contains(finding.id.toString(), "exception until");
        assertThat(findings("none")).doesNotContain(finding.id.toString());
        assertThat(findings("ended")).doesNotContain(finding.id.toString());
        assertThat(findings(page.replace("/exceptions/", ""))).contains(finding.id.toString());
        assertThat(desk.get(
                                Role.AUDITOR,
                                "/findings?exception=valid&scope=" + finding.scope() + "&asOf="
                                        + clock.instant().minus(Duration.ofHours(1)))
                        .text())
                .contains("No finding matches");
        Instant after =
                LocalDate.parse(last).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(desk.get(Role.AUDITOR, page + "?asOf=" + after).text()).contains(">expired<");
        assertThat(desk.get(Role.AUDITOR, "/findings?exception=ended&scope=" + finding.scope() + "&asOf=" + after)
                        .text())
                .contains(finding.id.toString(), "exception expired");
        assertThat(desk.get(Role.AUDITOR, "/findings.csv?scope=" + finding.scope())
                        .text())
                .contains("\"RISK_ACCEPTANCE\",\"" + after + "\"");
    }

    @Test
    void showsTheListAndTheFile() {
        String page = ask(Role.SECURITY_ENGINEER, "MAINTENANCE_DELAY", "target:" + finding.target);
        String question = "?q=" + finding.vulnerability + "&kind=MAINTENANCE_DELAY";
        assertThat(desk.get(Role.AUDITOR, "/exceptions" + question).text())
                .contains("1 exception matches.", "Maintenance delay", page, "0 of 2 approvals");
        assertThat(desk.get(Role.AUDITOR, "/exceptions" + question + "&state=valid")
                        .text())
                .contains("No exception to show");
        assertThat(desk.get(Role.AUDITOR, "/exceptions.csv" + question).text())
                .contains(
                        "\"exception\",\"ledger_entry\"",
                        "\"MAINTENANCE_DELAY\"",
                        finding.vulnerability,
                        "\"REQUESTED\"");
        assertThat(desk.get(Role.AUDITOR, "/exceptions?state=sometimes").status())
                .isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/findings?exception=sometimes").status())
                .isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/exceptions/nothing").status()).isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/exceptions/" + finding.id).status()).isEqualTo(404);
    }

    @Test
    void letsNobodyElseDecide() {
        String page = ask(Role.SECURITY_ENGINEER, "RISK_ACCEPTANCE", "system:" + finding.code);
        for (Role role : List.of(Role.AUDITOR, Role.ADMINISTRATOR)) {
            assertThat(desk.post(role, "/exceptions", fields("RISK_ACCEPTANCE", "system:" + finding.code))
                            .status())
                    .isEqualTo(403);
            assertThat(desk.post(role, page + "/withdraw", "comment", "x").status())
                    .isEqualTo(403);
            assertThat(desk.post(role, page + "/extend", "reason", "x").status())
                    .isEqualTo(403);
        }
        for (Role role : List.of(Role.AUDITOR, Role.ADMINISTRATOR, Role.SECURITY_ENGINEER)) {
            assertThat(desk.post(role, page + "/approve", "term", "1").status()).isEqualTo(403);
            assertThat(desk.post(role, page + "/reject", "term", "1", "comment", "x")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(desk.postWithoutToken(Role.COMPLIANCE_OFFICER, page + "/approve", "term", "1")
                        .status())
                .isEqualTo(403);
        assertThat(desk.get(Role.AUDITOR, page).text()).contains("0 of 2 approvals");
        assertThat(desk.get(Role.AUDITOR, "/exceptions/new").text()).contains("Your role does not ask");
    }

    @Test
    void whoAskedAsAnOfficerMeetsARefusal() {
        String page = ask(Role.COMPLIANCE_OFFICER, "RISK_ACCEPTANCE", "system:" + finding.code);
        desk.post(Role.COMPLIANCE_OFFICER, page + "/approve", "term", "1");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page).text()).contains("0 of 2 approvals");
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger.activity WHERE action = 'exception.approved' AND actor_id = :id")
                        .param("id", desk.officer(Role.COMPLIANCE_OFFICER).id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsTheFormWhenItRefuses() {
        String[] form = fields("FALSE_POSITIVE", "system:" + finding.code);
        form[form.length - 1] = "";
        Desk.Page refused = desk.post(Role.SECURITY_ENGINEER, "/exceptions", form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Not done.", "It needs proof", "Too risky &lt;img");
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/exceptions").text()).contains("Not done.");
    }

    @Test
    void showsHostileTextAsText() {
        String page = ask(Role.SECURITY_ENGINEER, "RISK_ACCEPTANCE", "system:" + finding.code);
        assertThat(desk.get(Role.AUDITOR, page).text()).contains("&lt;img").doesNotContain(HOSTILE);
        desk.post(Role.COMPLIANCE_OFFICER, page + "/reject", "term", "1", "comment", HOSTILE);
        assertThat(desk.get(Role.AUDITOR, page).text()).contains(">rejected<").doesNotContain(HOSTILE);
    }

    @Test
    void extendsAndWithdraws() {
        String page = ask(Role.SECURITY_ENGINEER, "RISK_ACCEPTANCE", "system:" + finding.code);
        approve(desk, page);
        approve(another, page);
        List<String> terms = new ArrayList<>(List.of(fields("", "")));
        desk.post(Role.SECURITY_ENGINEER, page + "/extend", terms.toArray(String[]::new));
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page).text()).contains("More time is asked for", "/approve\"");
        desk.post(Role.SECURITY_ENGINEER, page + "/withdraw", "comment", "Patched after all.");
        assertThat(desk.get(Role.AUDITOR, page).text()).contains(">withdrawn<", "Patched after all.");
        assertThat(findings("ended")).contains("exception ended");
    }

    @Test
    void warnsBeforeItEndsWhereWhatIsDueIsShown() {
        String scope = "scope=" + finding.scope();
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/?" + scope).text()).doesNotContain("by then, ");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/progress?" + scope).text())
                .contains("None ends in the next 30 days.");
        String page = ask(Role.SECURITY_ENGINEER, "LOWER_RANK", "system:" + finding.code);
        assertThat(exceptionsThatEnd(30, scope))
                .as("what nobody approved does not hold")
                .contains("No exception to show");
        approve(desk, page);
        approve(another, page);

        assertThat(exceptionsThatEnd(30, scope)).contains(page, "1 exception matches.");
        assertThat(exceptionsThatEnd(14, scope)).doesNotContain(page);
        assertThat(exceptionsThatEnd(30, "scope=system:none-such")).doesNotContain(page);
        assertThat(desk.get(Role.AUDITOR, "/exceptions.csv?ends=30&" + scope).text())
                .contains("\"LOWER_RANK\"");
        assertThat(desk.get(Role.AUDITOR, "/exceptions?ends=0").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/progress?" + scope).text())
                .contains("/exceptions?ends=30&amp;kind=LOWER_RANK&amp;scope=");
        assertThat(desk.get(Role.AUDITOR, "/progress/letter?" + scope).text())
                .contains("Exceptions that end within 30 days (1)", "- Lower rank (low) for " + finding.vulnerability)
                .contains(", 1 finding that is not gone", "  then:  ranked as without it again");
        assertThat(desk.get(Role.AUDITOR, "/?" + scope).text()).as("in 14 days").doesNotContain("by then, ");

        Instant later = clock.instant().plus(Duration.ofDays(10));
        assertThat(desk.get(Role.AUDITOR, "/?" + scope + "&asOf=" + later).text())
                .contains("1 exception ends by then, 1 with a lower rank", "/exceptions?ends=14&amp;scope=");
        finding.closed(clock.instant());
        assertThat(exceptionsThatEnd(30, scope)).as("what it is about is gone").doesNotContain(page);
    }

    @Test
    void listsWhatEndsSoonByItsLastDay(@Autowired ExceptionStore store) {
        List<String> asked = List.of(asked(20), asked(10), asked(15));
        List<String> byLastDay = List.of(asked.get(1), asked.get(2), asked.get(0));
        asked.forEach(page -> {
            approve(desk, page);
            approve(another, page);
        });
        String scope = "scope=" + finding.scope();

        assertThat(exceptionsThatEnd(30, scope))
                .containsSubsequence(byLastDay)
                .contains("those that end first before others");
        assertThat(desk.get(Role.AUDITOR, "/exceptions?" + scope).text())
                .as("else the newest first")
                .containsSubsequence(asked.reversed());
        assertThat(desk.get(Role.AUDITOR, "/exceptions.csv?ends=30&" + scope).text())
                .containsSubsequence(byLastDay.stream()
                        .map(page -> page.substring(page.lastIndexOf('/') + 1))
                        .toList());
        assertThat(oneByOne(store)).as("page by page").isEqualTo(byLastDay);
    }

    /** What ends in 30 days, on pages of one row each. */
    private List<String> oneByOne(ExceptionStore store) {
        List<String> told = new ArrayList<>();
        String cursor = null;
        do {
            ExceptionQuestion question = ExceptionQuestion.of(
                    new ExceptionQuestion.Parameters(null, null, null, "30", finding.scope(), null, cursor), clock);
            Excerpt<ExceptionRow> page = store.page(question, 1);
            page.rows().forEach(row -> told.add("/exceptions/" + row.id()));
            cursor = page.more() ? question.after(page.last()).text() : null;
        } while (cursor != null);
        return told;
    }

    private String asked(int days) {
        String[] fields = fields("RISK_ACCEPTANCE", "system:" + finding.code);
        fields[Arrays.asList(fields).indexOf("until") + 1] = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(days)
                .toString();
        return String.valueOf(desk.post(Role.SECURITY_ENGINEER, "/exceptions", fields)
                .response()
                .getRedirectedUrl());
    }

    private String exceptionsThatEnd(int days, String scope) {
        return desk.get(Role.AUDITOR, "/exceptions?ends=" + days + "&" + scope).text();
    }

    private String findings(String exception) {
        return desk.get(Role.AUDITOR, "/findings?exception=" + exception + "&scope=" + finding.scope())
                .text();
    }

    private static void approve(Desk desk, String page) {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, page + "/approve", "term", "1")
                        .status())
                .isEqualTo(302);
    }

    private String ask(Role role, String kind, String place) {
        Desk.Page answer = desk.post(role, "/exceptions", fields(kind, place));
        assertThat(answer.status()).as(answer.text()).isEqualTo(302);
        return String.valueOf(answer.response().getRedirectedUrl());
    }

    private String[] fields(String kind, String place) {
        return new String[] {
            "kind",
            kind,
            "place",
            place,
            "vulnerabilities",
            finding.vulnerability,
            "reason",
            "Too risky " + HOSTILE,
            "owner",
            "Head of cards " + HOSTILE,
            "residualRank",
            "LOW",
            "ticket",
            "javascript:alert(1)",
            "until",
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(20).toString(),
            "proof",
            "Analysis"
        };
    }
}
