package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What makes a system count for less waits for another person; what makes it count for more does not. */
@SpringBootTest
@AutoConfigureMockMvc
class NarrowingTests {

    private static final String HOSTILE = "<svg onload=alert(1)>";

    @Autowired
    private SystemList systems;

    @Autowired
    private ScopeConfirmations confirmations;

    @Autowired
    private NarrowingStore proposals;

    @Autowired
    private Register register;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private Desk another;
    private final String code = "n" + System.nanoTime();

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        another = new Desk(beans);
        assertThat(save(
                        "/systems",
                        "code",
                        code,
                        "cardholderData",
                        "true",
                        "customerData",
                        "true",
                        "exposure",
                        "INTERNET"))
                .isEqualTo(302);
    }

    @Test
    void widensAtOnceAndNarrowsWhenAnotherOfficerAgrees() {
        assertThat(leaveTheEnvironment()).isEqualTo(302);

        assertThat(sheet().tags()).containsExactly("cardholder data", "connected to the CDE", "customer data");
        assertThat(sheet().entry().exposure()).isEqualTo(Exposure.INTERNET);
        assertThat(sheet().entry().name())
                .as("what has nothing to do with it counts")
                .isEqualTo("Vault client");
        assertThat(confirmations.of(code, Instant.now(), 1).getFirst().removal())
                .isEmpty();
        assertThat(inScope("tag:cardholder-data")).isTrue();
        assertThat(desk.get(Role.AUDITOR, page()).text())
                .contains("Proposed, and waits for another person.", "Test Compliance officer")
                .contains("in scope as cardholder data, and as exposed as before (not reachable from the internet)")
                .contains("moved to the vault &lt;svg")
                .doesNotContain(HOSTILE, "/approve\"", "/refuse\"");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=proposed").text())
                .contains(code, "less is proposed: waits for another person");
        assertThat(desk.get(Role.AUDITOR, "/systems.csv?show=proposed").text())
                .containsPattern("\"" + code + "\".*\"?true\"?(,[^,]*){2}\\R");

        assertThat(decide(desk, Role.COMPLIANCE_OFFICER, "approve")).isEqualTo(302);
        assertThat(sheet().tags()).as("whoever proposed it does not approve it").contains("cardholder data");
        assertThat(decide(another, Role.ADMINISTRATOR, "approve")).isEqualTo(403);
        assertThat(decide(another, Role.SECURITY_ENGINEER, "approve")).isEqualTo(403);
        assertThat(decide(another, Role.COMPLIANCE_OFFICER, "approve")).isEqualTo(302);

        assertThat(sheet().tags()).containsExactly("connected to the CDE", "customer data");
        assertThat(sheet().entry().exposure()).isEqualTo(Exposure.INTERNAL);
        assertThat(sheet().entry().reasons())
                .isEqualTo(new PciReasons("sees tokens only", "asks the vault for tokens", ""));
        assertThat(inScope("tag:cardholder-data")).isFalse();
        assertThat(confirmations.of(code, Instant.now(), 9))
                .extracting(one -> one.tags().words())
                .containsExactly(
                        List.of("connected to the CDE", "customer data"),
                        List.of("cardholder data", "connected to the CDE", "customer data"),
                        List.of("cardholder data", "customer data"));
        assertThat(confirmations.of(code, Instant.now(), 1).getFirst().removal())
                .startsWith("moved to the vault");
        assertThat(desk.get(Role.AUDITOR, page()).text())
                .contains("Proposals that it count for less", "approved", "less than before: ")
                .doesNotContain("Proposed, and waits");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=proposed").text()).doesNotContain(code);
        assertThat(trail())
                .containsExactly("scope.changed", "scope.changed", "narrowing.proposed", "narrowing.approved");
    }

    @Test
    void staysAsItIsWhenOneRefusesAndMayBeProposedAgain() {
        leaveTheEnvironment();
        assertThat(decide(desk, Role.ADMINISTRATOR, "refuse", "comment", "")).isEqualTo(302);
        assertThat(proposals.waiting(code)).as("not without saying why").isPresent();
        Desk.Page again = desk.post(
                Role.COMPLIANCE_OFFICER, page(), fields("removal", "no customers either", "cardholderData", "true"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("is proposed already", "value=\"no customers either\"");

        assertThat(decide(another, Role.ADMINISTRATOR, "refuse", "comment", "It still prints PANs " + HOSTILE))
                .isEqualTo(302);

        assertThat(sheet().tags()).contains("cardholder data");
        assertThat(desk.get(Role.AUDITOR, page()).text())
                .contains("refused", "It still prints PANs &lt;svg")
                .doesNotContain(HOSTILE);
        long refused = proposals.of(code, Instant.now(), 1).getFirst().entry();
        assertThat(another.post(Role.COMPLIANCE_OFFICER, page() + "/narrowings/" + refused + "/approve")
                        .flash("narrowingRefused"))
                .isEqualTo("It was refused already.");
        assertThat(leaveTheEnvironment()).isEqualTo(302);
        assertThat(proposals.waiting(code)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNET, INTERNAL, true",
        "INTERNET, UNKNOWN, true",
        "UNKNOWN, INTERNAL, true",
        "UNKNOWN, INTERNET, false",
        "INTERNAL, INTERNET, false",
        "INTERNAL, UNKNOWN, false",
        "INTERNAL, INTERNAL, false"
    })
    void lessExposedIsLess(String from, String to, boolean waits) {
        String other = code + "x";
        save("/systems", "code", other, "exposure", from);

        assertThat(save("/systems/" + other, "exposure", to)).isEqualTo(waits ? 400 : 302);
        assertThat(save("/systems/" + other, "exposure", to, "removal", "the gateway is closed"))
                .isEqualTo(302);

        assertThat(proposals.waiting(other).isPresent()).isEqualTo(waits);
        assertThat(systems.find(other).orElseThrow().entry().exposure()).hasToString(waits ? from : to);
    }

    @Test
    void isNotApprovedAfterWhatItWasMadeFromChanged() {
        save(
                "/systems/" + code,
                "cardholderData",
                "true",
                "customerData",
                "true",
                "exposure",
                "UNKNOWN",
                "removal",
                "closed");
        decide(another, Role.COMPLIANCE_OFFICER, "approve");
        save(
                "/systems/" + code,
                "cardholderData",
                "true",
                "customerData",
                "true",
                "exposure",
                "INTERNAL",
                "removal",
                "shut");
        save("/systems/" + code, "cardholderData", "true", "customerData", "true", "exposure", "INTERNET");

        long waiting = proposals.waiting(code).orElseThrow().entry();
        assertThat(another.post(Role.COMPLIANCE_OFFICER, page() + "/narrowings/" + waiting + "/approve")
                        .flash("narrowingRefused"))
                .contains("stated anew since");
        assertThat(sheet().entry().exposure()).isEqualTo(Exposure.INTERNET);
    }

    @Test
    void isListedOnTheFirstPageOfThoseWhoMayApproveIt() {
        leaveTheEnvironment();
        String home = "/?scope=system:" + code;

        assertThat(another.get(Role.COMPLIANCE_OFFICER, home).text())
                .contains("Waits for your approval", "/systems/" + code, "moved to the vault &lt;svg")
                .doesNotContain(HOSTILE);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, home).text())
                .as("nobody approves what they proposed")
                .doesNotContain("Waits for your approval");
        assertThat(another.get(Role.ADMINISTRATOR, home).text()).doesNotContain("Waits for your approval");
        assertThat(another.get(Role.AUDITOR, home).text()).doesNotContain("Waits for your approval");

        decide(another, Role.COMPLIANCE_OFFICER, "approve");
        assertThat(another.get(Role.COMPLIANCE_OFFICER, home).text()).doesNotContain("Waits for your approval");
    }

    /** By the time alone: nothing has to happen for it. */
    @Test
    void lapsesWhenNobodyApprovesItInTime() {
        leaveTheEnvironment();
        Narrowing lapsed = proposals.waiting(code).orElseThrow();
        assertThat(Duration.between(lapsed.proposed().at(), lapsed.lapsesAt())).isEqualTo(Duration.ofDays(30));
        jdbc.sql("""
                UPDATE estate.narrowing SET proposed_at = proposed_at - interval '720 hours', lapses_at = proposed_at WHERE entry_index = :entry
                """).param("entry", lapsed.entry()).update();

        assertThat(another.post(Role.COMPLIANCE_OFFICER, page() + "/narrowings/" + lapsed.entry() + "/approve")
                        .flash("narrowingRefused"))
                .contains("It lapsed on", "propose it again");
        assertThat(sheet().tags()).contains("cardholder data");
        assertThat(sheet().isNarrowingProposed()).isFalse();
        assertThat(desk.get(Role.AUDITOR, page()).text())
                .contains("lapsed", "nobody had approved it")
                .doesNotContain("Proposed, and waits");
        assertThat(another.get(Role.COMPLIANCE_OFFICER, "/?scope=system:" + code)
                        .text())
                .doesNotContain("Waits for your approval");
        assertThat(desk.get(Role.AUDITOR, "/systems?show=proposed").text()).doesNotContain(code);

        assertThat(leaveTheEnvironment()).as("it may be proposed again").isEqualTo(302);
        assertThat(decide(another, Role.COMPLIANCE_OFFICER, "approve")).isEqualTo(302);
        assertThat(sheet().tags()).doesNotContain("cardholder data");
        assertThat(proposals.of(code, Instant.now(), 9)).hasSize(2);
    }

    @Test
    void isAskedAboutTheSystemThatItIsAbout() {
        leaveTheEnvironment();
        long waiting = proposals.waiting(code).orElseThrow().entry();
        for (String path :
                List.of("/systems/none-such/narrowings/" + waiting, page() + "/narrowings/" + (waiting - 1))) {
            assertThat(another.post(Role.COMPLIANCE_OFFICER, path + "/approve").status())
                    .isEqualTo(404);
            assertThat(another.post(Role.COMPLIANCE_OFFICER, path + "/refuse").status())
                    .isEqualTo(404);
        }
        assertThat(desk.postWithoutToken(
                                Role.COMPLIANCE_OFFICER, page() + "/narrowings/" + waiting + "/refuse", "comment", "x")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isNotProposedByNobody() {
        Register.Entry less = new Register.Entry(
                "Cards",
                "Owner",
                "",
                "",
                ScopeTags.NONE,
                Exposure.INTERNET,
                PciReasons.NONE,
                "",
                SystemSupport.NOT_STATED,
                "by a machine");
        assertThatThrownBy(() -> register.enter(code, less, Actor.SYSTEM)).isInstanceOf(InvalidRequest.class);
        assertThat(sheet().tags()).contains("cardholder data", "customer data");
    }

    /** Out of the environment and less exposed, but connected to it; its customers' data stay. */
    private int leaveTheEnvironment() {
        return save(
                page(),
                "name",
                "Vault client",
                "connectedToCde",
                "true",
                "connectedReason",
                "asks the vault for tokens",
                "cdeReason",
                "sees tokens only",
                "customerData",
                "true",
                "exposure",
                "INTERNAL",
                "removal",
                "moved to the vault " + HOSTILE);
    }

    private int decide(Desk at, Role role, String what, String... fields) {
        return at.post(
                        role,
                        page() + "/narrowings/"
                                + proposals.waiting(code).orElseThrow().entry() + "/" + what,
                        fields)
                .status();
    }

    private int save(String path, String... fields) {
        return desk.post(Role.COMPLIANCE_OFFICER, path, fields(fields)).status();
    }

    private static String[] fields(String... said) {
        List<String> fields = new ArrayList<>(Arrays.asList(said));
        for (Map.Entry<String, String> needed :
                Map.of("name", "Cards", "owner", "Cards team").entrySet()) {
            if (Stream.of(said).noneMatch(needed.getKey()::equals)) {
                fields.add(needed.getKey());
                fields.add(needed.getValue());
            }
        }
        return fields.toArray(String[]::new);
    }

    private SystemSheet sheet() {
        return systems.find(code).orElseThrow();
    }

    private String page() {
        return "/systems/" + code;
    }

    private boolean inScope(String scope) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM estate.pub_system_in(:scope) i JOIN estate.system s ON s.id = i.system_id WHERE s.code = :code)
                        """)
                .param("scope", scope)
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    private List<String> trail() {
        return jdbc.sql("SELECT action FROM ledger.activity WHERE object = :code ORDER BY id")
                .param("code", code)
                .query(String.class)
                .list();
    }
}
