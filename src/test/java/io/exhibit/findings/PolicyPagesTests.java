package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@AutoConfigureMockMvc
class PolicyPagesTests {

    private static final int DEADLINES = 5;
    private static final int EXCEPTIONS = 3;
    private static final int RANKING = 4;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Policies policies;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @Test
    void showsEachClockWithItsDaysAndWhoSaysSo() {
        assertThat(desk.get(Role.AUDITOR, "/policies").text())
                .contains("PCI DSS 6.3.3", "30 days", "14 days", "the release of the fix")
                .contains("CVSS v3 base score from 9.0")
                .doesNotContain("<button class=\"button\" data-kind=\"primary\"");
    }

    @Test
    void oneDraftsAnotherApprovesAndAVersionMadeFromAnEarlierOneGoesBack() {
        int version = draft(Role.SECURITY_ENGINEER, EXCEPTIONS, "days.LOW", "3000");
        assertThat(desk.get(Role.AUDITOR, "/policies").text())
                .contains("Version " + version + ": Of the bank", "Because of the audit", "at most 3000 days")
                .doesNotContain("Make another version", "Withdraw this draft");
        assertThat(limitOfLow()).as("nobody has approved it").isEqualTo(180);
        long before = entries("policy.approved");

        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(version)).status())
                .isEqualTo(302);
        assertThat(limitOfLow()).isEqualTo(3000);
        assertThat(entries("policy.approved")).isEqualTo(before + 1);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(version)).status())
                .as("once")
                .isEqualTo(400);

        int back = draft(Role.SECURITY_ENGINEER, EXCEPTIONS);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(back)).status()).isEqualTo(302);
        assertThat(limitOfLow()).isEqualTo(180);
        assertThat(policies.inForce(Policy.Kind.EXCEPTIONS).version()).isEqualTo(back);
    }

    @Test
    void theVersionApprovedLastIsInForceWhateverItsNumber() {
        int first = draft(Role.SECURITY_ENGINEER, EXCEPTIONS, "days.LOW", "3001");
        int second = draft(Role.SECURITY_ENGINEER, EXCEPTIONS, "days.LOW", "3002");
        desk.post(Role.COMPLIANCE_OFFICER, approve(second));
        desk.post(Role.COMPLIANCE_OFFICER, approve(first));
        assertThat(limitOfLow()).isEqualTo(3001);
        desk.post(Role.COMPLIANCE_OFFICER, approve(draft(Role.SECURITY_ENGINEER, EXCEPTIONS)));
    }

    @Test
    void whatCameIntoForceIsAChangeOfTheWholeBankAndOfNoSystem() {
        int version = draft(Role.SECURITY_ENGINEER, EXCEPTIONS, "days.LOW", "2999");
        String line = "\"policy came into force\",\"the limits of exceptions, version " + version
                + ", Of the bank: drafted by ";
        assertThat(desk.get(Role.AUDITOR, "/changes.csv").text()).doesNotContain(line);
        desk.post(Role.COMPLIANCE_OFFICER, approve(version));

        assertThat(desk.get(Role.AUDITOR, "/changes.csv?kind=POLICY").text()).containsOnlyOnce(line);
        assertThat(desk.get(Role.AUDITOR, "/changes").text())
                .contains("href=\"/policies#v" + version + "\"", "listed with the findings");
        assertThat(desk.get(Role.AUDITOR, "/changes.csv?asOf=" + Instant.now().minusSeconds(3600))
                        .text())
                .doesNotContain(line);
        assertThat(desk.get(Role.AUDITOR, "/changes.csv?scope=system:none-such").text())
                .doesNotContain(line);
        assertThat(desk.get(Role.AUDITOR, "/changes?kind=POLICY&scope=system:none-such")
                        .text())
                .doesNotContain("#v" + version)
                .contains("Policies are of the whole bank", "href=\"/changes?kind=POLICY\"");
        desk.post(Role.COMPLIANCE_OFFICER, approve(draft(Role.SECURITY_ENGINEER, EXCEPTIONS)));
    }

    @Test
    void whoMadeAVersionDoesNotApproveIt() {
        int version = draft(Role.COMPLIANCE_OFFICER, DEADLINES, "days.PCI.CRITICAL", "15");
        Desk.Page answer = desk.post(Role.COMPLIANCE_OFFICER, approve(version));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/policies").text())
                .contains("a compliance officer other than you approves it");
        assertThat(policies.inForce(Policy.Kind.PATCH_DEADLINES).version()).isNotEqualTo(version);
    }

    @Test
    void aDraftIsWithdrawnWithAReasonAndStaysToBeRead() {
        int version = draft(Role.SECURITY_ENGINEER, RANKING, "band.CRITICAL", "8.5");
        String withdraw = "/policies/" + version + "/withdraw";
        assertThat(desk.post(Role.SECURITY_ENGINEER, withdraw, "reason", " ").flash("refused"))
                .contains("Say why");
        assertThat(desk.post(Role.AUDITOR, withdraw, "reason", "No.").status()).isEqualTo(403);
        assertThat(desk.post(Role.SECURITY_ENGINEER, withdraw, "reason", "A slip.")
                        .flash("done"))
                .contains("is withdrawn");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(version)).status())
                .isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/policies").text()).contains("A slip.");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/policies/1/withdraw", "reason", "No.")
                        .flash("refused"))
                .contains("came with Exhibit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | days.PCI.CRITICAL   | 31   | The requirement allows no longer time
            1 | basis.PCI           | FIX_SEEN | counts from the release of the fix
            1 | days.PCI.CRITICAL   | 0    | PCI DSS 6.3.3, critical: give a whole number of days from 1 to 3650
            1 | days.DORA.LOW       | 3651 | DORA, low: give a whole number of days
            1 | days.DORA.LOW       | ten  | DORA, low: give a whole number of days
            1 | days.DORA.HIGH      | 13   | fewer than the rank above it has
            1 | days.KEV            | 5    | no more days than
            1 | source.DORA         | ''   | Say who says so, for DORA
            1 | basis.DORA          | SOON | choose one of the list
            1 | reason              | ''   | Say why there is to be another version
            1 | name                | ''   | Give the version a name
            5 | stricter.0.scope    | tag:critical-function | Stricter days 1, clock: choose one of the list
            5 | stricter.0.scope    | tag:moon | Stricter days 1: choose what it is for
            5 | stricter.3.days.LOW | 5    | Stricter days 4: choose what it is for
            5 | stricter.0.system   | cards | a code is for one system only
            5 | stricter.0.scope    | system | give the code of the system
            3 | days.HIGH           | 29   | fewer than the rank above it has
            3 | approvals           | 1    | compliance officers from 2 to 5
            4 | band.CRITICAL       | 10.5 | above 0 and up to 10
            4 | band.HIGH           | 9.0  | is not below that of the rank above it
            4 | band.HIGH           | 7.25 | at most 1 decimal
            4 | raise.0.when        | MOON | choose one of the list
            4 | raise.0.least       | ''   | EPSS score: give a number
            4 | raise.0.upTo        | LOW  | up to a more severe one
            4 | raise.1.when        | CARDHOLDER_DATA | is in the list already
            4 | exploited           | UNKNOWN | choose one of the list
            """)
    void whatBreaksABoundIsRefusedInWordsAndKeptInTheForm(int from, String field, String value, String words) {
        long before = entries("policy.drafted");
        Desk.Page answer = desk.post(Role.SECURITY_ENGINEER, "/policies", form(from, field, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(words, "Not done.");
        assertThat(entries("policy.drafted")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DORA | 14 | '' | critical: 14 days are not fewer than the 14 that apply everywhere
            DORA | 20 | '' | critical: 20 days are not fewer than the 14 that apply everywhere
            DORA | '' | 5  | high: 5 days are fewer than the rank above it has
            DORA | 9  | 5  | high: 5 days are fewer than the rank above it has
            DORA | '' | '' | give days for at least one rank
            PCI  | 30 | '' | critical: 30 days are not fewer than the 30 that apply everywhere
            KEV  | 3  | 5  | KEV has the same days for every rank
            KEV  | 14 | '' | 14 days are not fewer than the 14 that apply everywhere
            """)
    void whatIsNotStricterIsRefused(String clock, String critical, String high, String words) {
        Desk.Page answer = desk.post(
                Role.SECURITY_ENGINEER,
                "/policies",
                form(DEADLINES, row(0, "tag:critical-function", clock, critical, high)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("Stricter days 1", words)
                .containsPattern("<option value=\"tag:critical-function\" selected=\"selected\">");
    }

    @Test
    void aRowIsForSomethingThatExistsAndForEachOnce() {
        String[] system = row(0, "system", "DORA", "5", "");
        assertThat(desk.post(
                                Role.SECURITY_ENGINEER,
                                "/policies",
                                form(DEADLINES, with(system, "stricter.0.system", "no-such")))
                        .text())
                .contains("there is no system with the code no-such");
        assertThat(desk.post(
                                Role.SECURITY_ENGINEER,
                                "/policies",
                                form(
                                        DEADLINES,
                                        with(row(0, "tag:pci", "DORA", "5", ""), row(2, "tag:pci", "DORA", "4", ""))))
                        .text())
                .contains("Stricter days 3: that clock has days for PCI DSS scope in a row above");
    }

    @Test
    void stricterDaysStandInTheVersionAndInWhatItWouldChange() {
        int version = draft(
                Role.SECURITY_ENGINEER,
                DEADLINES,
                with(row(0, "tag:critical-function", "DORA", "7", "21"), row(1, "exposure:internet", "KEV", "3", "")));
        String page = desk.get(Role.AUDITOR, "/policies").text();
        assertThat(page)
                .contains("aria-label=\"Stricter days by version " + version)
                .contains(
                        "DORA, for critical or important functions",
                        "critical 7 days, high 21 days",
                        "The board said so")
                .contains("KEV, for what the internet may reach", ">3 days<");
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/policies/new?from=" + version)
                        .text())
                .containsPattern("name=\"stricter.0.days.HIGH\"[^>]* value=\"21\"")
                .containsPattern("name=\"stricter.1.days.LOW\"[^>]* value=\"3\"");
    }

    @Test
    void furtherRowsAreThereForTheAskingAndKeepWhatIsFilledIn() {
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/policies/new?from=5").text())
                .contains("<legend>Stricter days 3</legend>")
                .doesNotContain("<legend>Stricter days 4</legend>");
        long before = entries("policy.drafted");
        Desk.Page answer = desk.post(
                Role.SECURITY_ENGINEER,
                "/policies",
                form(DEADLINES, with(row(0, "tag:pci", "DORA", "5", ""), "rows", "6", "days.KEV", "13")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("<legend>Stricter days 6</legend>")
                .doesNotContain("<legend>Stricter days 7</legend>")
                .containsPattern("name=\"stricter.0.days.CRITICAL\"[^>]* value=\"5\"")
                .containsPattern("name=\"days.KEV\"[^>]* value=\"13\"");
        assertThat(entries("policy.drafted")).isEqualTo(before);
    }

    @Test
    void whatSaysTheSameAsTheVersionInForceIsNoOther() {
        int inForce = policies.inForce(Policy.Kind.RISK_RANKING).version();
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/policies", form(inForce)).text())
                .contains("It says the same as version " + inForce);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "COMPLIANCE_OFFICER")
    void nobodyElseApproves(Role role) {
        int version = draft(Role.SECURITY_ENGINEER, RANKING, "band.CRITICAL", "8.6");
        assertThat(desk.post(role, approve(version)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPLIANCE_OFFICER", "SECURITY_ENGINEER", "EXAMINER"})
    void nobodyElseDrafts(Role role) {
        assertThat(desk.post(role, "/policies", form(RANKING, "band.CRITICAL", "8.7"))
                        .status())
                .isEqualTo(403);
        assertThat(desk.get(role, "/policies/new?from=1").text()).contains("Your role makes no policies");
    }

    @ParameterizedTest
    @CsvSource({
        "1, days.PCI.CRITICAL, 30",
        "5, days.KEV, 14",
        "5, exposedDays.KEV, 7",
        "5, source.FFIEC_OCC, Proposal: FFIEC and OCC set no number of days.",
        "3, days.LOW, 180",
        "3, approvals, 2",
        "4, band.HIGH, 7.0",
        "4, raise.0.least, 0.1"
    })
    void theFormIsFilledInFromTheVersionThatItIsMadeFrom(int from, String field, String value) {
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/policies/new?from=" + from)
                        .text())
                .containsPattern("name=\"" + Pattern.quote(field) + "\"[^>]* value=\"" + Pattern.quote(value) + "\"");
    }

    @Test
    void thereIsNothingToApproveOrToMakeOneFromThatDoesNotExist() {
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, approve(999_999_999)).status())
                .isEqualTo(404);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/policies/new?from=999999999")
                        .status())
                .isEqualTo(404);
    }

    private static String approve(int version) {
        return "/policies/" + version + "/approve";
    }

    private long entries(String kind) {
        return jdbc.sql("SELECT count(*) FROM ledger.entry WHERE kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .single();
    }

    private int limitOfLow() {
        return policies.exceptionPolicy().daysFor(Severity.LOW);
    }

    private int draft(Role role, int from, String... fields) {
        Desk.Page answer = desk.post(role, "/policies", form(from, fields));
        assertThat(answer.flash("done")).as(answer.text()).contains("is drafted");
        return jdbc.sql("SELECT max(version) FROM findings.policy")
                .query(Integer.class)
                .single();
    }

    private static String[] row(int n, String scope, String clock, String critical, String high) {
        String row = "stricter." + n + ".";
        return new String[] {
            row + "scope",
            scope,
            row + "profile",
            clock,
            row + "days.CRITICAL",
            critical,
            row + "days.HIGH",
            high,
            row + "source",
            "The board said so"
        };
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.of(fields, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String[] form(int from, String... fields) {
        Map<String, String> entered = new HashMap<>(
                Map.of("from", String.valueOf(from), "name", "Of the bank", "reason", "Because of the audit"));
        for (int i = 0; i < fields.length; i += 2) {
            entered.put(fields[i], fields[i + 1]);
        }
        return entered.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }
}
