package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@AutoConfigureMockMvc
class PackPagesTests {

    @Autowired
    private Packs packs;

    @Autowired
    private PackOrders orders;

    @Autowired
    private PackRequests requests;

    @Autowired
    private TransactionTemplate transactions;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyOfTheBankSeesTheListOfPacks(Role role) {
        Desk.Page page = desk.get(role, "/packs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text().contains("Make the draft"))
                .isEqualTo(role != Role.AUDITOR && role != Role.SECURITY_ENGINEER);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXAMINER", "AUDITOR", "SECURITY_ENGINEER"})
    void askingIsNotForThoseWhoOnlyReadOrMend(Role role) {
        assertThat(ask(role, "PCI-DSS", "2026-07-01", "2026-09-30").status()).isEqualTo(403);
    }

    @Test
    void offersTheLastQuarter() {
        String first = orders.lastQuarter().getFirst().toString();
        String last = orders.lastQuarter().getLast().toString();
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs").text()).contains(first, last);
    }

    @Test
    void leadsFromTheFormToThePageOfThePack() {
        Desk.Page answer = ask(Role.COMPLIANCE_OFFICER, "OCC-2020-62", "2026-07-01", "2026-09-30");
        assertThat(answer.status()).isEqualTo(302);
        String address = String.valueOf(answer.response().getRedirectedUrl());
        assertThat(desk.get(Role.AUDITOR, address).text())
                .contains("1 Jul 2026 to 30 Sep 2026", "2023-17", address.substring("/packs/".length()));
    }

    @ParameterizedTest
    @CsvSource({
        "PCI-DSS, 2026-09-30, 2026-07-01, The period must end after it begins",
        "PCI-DSS, yesterday, 2026-07-01, from must be a day",
        "FFIEC-CAT, 2026-07-01, 2026-09-30, withdrawn",
        "SOX, 2026-07-01, 2026-09-30, There is no framework SOX",
        "PCI-DSS, 2126-07-01, 2126-09-30, must begin in the past"
    })
    void saysWhatIsWrongAndKeepsWhatWasEntered(String framework, String from, String to, String words) {
        Desk.Page page = ask(Role.COMPLIANCE_OFFICER, framework, from, to);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains(words).contains("value=\"" + from + "\"");
    }

    @Test
    void showsWhyAPackFailedAndHandsNothingOut() {
        UUID id = requests.accept(
                orders.read(new PackParameters("pci", "all", null, "2026-07-01", "2026-09-30", null)), Actor.SYSTEM);
        transactions.executeWithoutResult(status -> {
            EvidencePack pack = packs.findForUpdate(id).orElseThrow();
            if (pack.view().state() == EvidencePack.State.REQUESTED) {
                pack.claim(pack.view().requestedAt(), pack.view().requestedAt().plusSeconds(60));
            }
            pack.fail(pack.attempts(), "findings.csv should have <10> rows, and has 9 as read back.");
        });
        Desk.Page page = desk.get(Role.AUDITOR, "/packs/" + id);
        assertThat(page.text()).contains("This pack was not sealed", "should have &lt;10&gt; rows");
        assertThat(desk.get(Role.AUDITOR, "/packs/" + id + "/pack.zip").status())
                .isEqualTo(409);
        assertThat(desk.get(Role.AUDITOR, "/packs/" + id + "/report.pdf").status())
                .isEqualTo(409);
    }

    @Test
    void isNotAskedForWithoutTheStatementOfAPreparer() {
        Desk.Page page = desk.post(
                Role.COMPLIANCE_OFFICER,
                "/packs",
                "framework",
                "PCI-DSS",
                "scope",
                "all",
                "from",
                "2026-07-01",
                "to",
                "2026-09-30");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("is its preparer");
    }

    @ParameterizedTest
    @CsvSource({
        "prepare, EXAMINER",
        "review, EXAMINER",
        "approve, EXAMINER",
        "return, EXAMINER",
        "decline, EXAMINER",
        "withdraw, EXAMINER",
        "review, ADMINISTRATOR",
        "return, ADMINISTRATOR",
        "approve, ADMINISTRATOR",
        "decline, ADMINISTRATOR",
        "prepare, SECURITY_ENGINEER",
        "approve, SECURITY_ENGINEER",
        "withdraw, SECURITY_ENGINEER"
    })
    void signingIsForThoseWhoseRoleItIs(String act, Role role) {
        String pack = asked();
        assertThat(desk.post(role, pack + "/" + act, "stated", "true", "reason", "why")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void draftsAreForThePeopleOfTheBank() {
        String pack = asked();
        for (String file : List.of("/draft.pdf", "/draft.zip")) {
            assertThat(desk.get(Role.EXAMINER, pack + file).status()).isEqualTo(403);
            assertThat(desk.get(Role.SECURITY_ENGINEER, pack + file).status()).isIn(200, 409);
        }
    }

    @Test
    void tellsOnThePageWhatWasSignedAndWhatWasRefused() {
        String pack = asked();
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, pack).text())
                .contains("Preparer", SignOff.Kind.PREPARED.statement(), "Withdraw it");
        assertThat(desk.get(Role.AUDITOR, pack).text()).doesNotContain("Withdraw it", "draft.zip");
        assertThat(desk.post(Role.SECURITY_ENGINEER, pack + "/review").flash("refused"))
                .contains("Nothing is signed without its statement");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, pack + "/approve", "stated", "true")
                        .flash("refused"))
                .contains("after somebody has reviewed it");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, pack + "/withdraw", "reason", "")
                        .flash("refused"))
                .contains("Say why");
        assertThat(desk.postWithoutToken(Role.COMPLIANCE_OFFICER, pack + "/withdraw", "reason", "x")
                        .status())
                .isEqualTo(403);
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, pack + "/withdraw", "reason", "Asked <twice>")
                        .flash("done"))
                .contains("withdrawn");
        assertThat(desk.get(Role.AUDITOR, pack).text()).contains("Asked &lt;twice&gt;", "Withdrawn.");
    }

    private String asked() {
        return String.valueOf(ask(Role.COMPLIANCE_OFFICER, "PCI-DSS", "2026-07-01", "2026-09-30")
                .response()
                .getRedirectedUrl());
    }

    @Test
    void knowsNoPackThatIsNotThere() {
        assertThat(desk.get(Role.AUDITOR, "/packs/01a2006e-459f-7ee6-888f-6f5f05af2c0a")
                        .status())
                .isEqualTo(404);
    }

    private Desk.Page ask(Role role, String framework, String from, String to) {
        return desk.post(
                role,
                "/packs",
                "framework",
                framework,
                "scope",
                "all",
                "from",
                from,
                "to",
                to,
                "knownOn",
                "",
                "stated",
                "true");
    }
}
