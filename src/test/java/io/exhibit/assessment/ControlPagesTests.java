package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.Desk.Page;
import io.exhibit.access.Role;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest
@AutoConfigureMockMvc
class ControlPagesTests {

    @Autowired
    private Catalogue catalogue;

    private Desk desk;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyOfTheBankReads(Role role) {
        assertThat(desk.get(role, "/controls").status()).isEqualTo(200);
        assertThat(desk.get(role, "/controls/PCI-DSS/6.3.3").status()).isEqualTo(200);
    }

    @Test
    void showsEveryControlOfEveryFramework() {
        catalogue.frameworks().forEach(framework -> {
            Page list = desk.get(Role.AUDITOR, "/controls?scope=system:nobody&framework=" + framework.id());
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.text())
                    .contains(framework.controls().stream()
                            .map(control -> "/controls/" + framework.id() + "/"
                                    + control.id().code())
                            .toList());
            Control last = framework.controls().getLast();
            Page page = desk.get(
                    Role.AUDITOR,
                    "/controls/" + framework.id() + "/" + last.id().code());
            assertThat(page.status()).as(last.toString()).isEqualTo(200);
        });
    }

    @Test
    void saysPlainlyWhat202062IsAndWhatCarriesThirdPartyRisk() {
        for (String path : List.of("/controls?framework=2020-62", "/controls/2020-62/MONITORING")) {
            assertThat(desk.get(Role.AUDITOR, path).text())
                    .contains("OCC Bulletin 2020-62 is about something else")
                    .contains("2023-17")
                    .contains("88 FR 37920");
        }
    }

    @Test
    void showsWithdrawnStatementsWithWhereTheirSubjectIsExaminedNow() {
        Page page = desk.get(Role.AUDITOR, "/controls/FFIEC-CAT/D3.CC.PM.B.1");

        assertThat(page.text())
                .contains("was withdrawn on 31 August 2025")
                .contains("/controls/FFIEC/IS-6.15")
                .contains("not evaluated")
                .doesNotContain("data-state=\"ok\"");
    }

    @Test
    void leadsFromTheFigureToTheItemsAndFromThereToTheFinding() {
        Facts facts = Facts.in(2025);
        var target = facts.weekly(200);
        for (int n = 0; n < 60; n++) {
            facts.finding(target).store().due("PCI", facts.day(30));
        }
        String path =
                "/controls/PCI-DSS/6.3.3?scope=system:" + facts.code + "&from=2025-01-01&to=2025-07-01&asOf=2025-07-01";

        Page first = desk.get(Role.AUDITOR, path);

        assertThat(first.text())
                .contains("60 open past the deadline")
                .contains("/findings/")
                .contains("/systems/" + facts.code)
                .contains("50 items on this page");
        Matcher next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(first.text());
        assertThat(next.find()).isTrue();
        Page second = desk.get(Role.AUDITOR, next.group(1).replace("&amp;", "&"));
        assertThat(second.text()).contains("10 items on this page").contains("scope=system%3A" + facts.code);
    }

    @Test
    void showsOnlyTheVerdictThatIsAskedFor() {
        Facts facts = Facts.in(2025);
        facts.finding(facts.weekly(200)).store().due("PCI", facts.day(30));
        String path = "/controls/PCI-DSS/6.3.3?check=C07&scope=system:" + facts.code
                + "&from=2025-01-01&to=2025-07-01&asOf=2025-07-01&verdict=";

        assertThat(desk.get(Role.AUDITOR, path + "SATISFIED").text()).contains("No item fits");
        assertThat(desk.get(Role.AUDITOR, path + "VIOLATED").text()).contains("open past the deadline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/controls?from=2026-02-01&to=2026-01-01",
                "/controls?from=yesterday",
                "/controls?scope=tag:nobody",
                "/controls/PCI-DSS/6.3.3?verdict=GOOD",
                "/controls/PCI-DSS/6.3.3?cursor=!!!"
            })
    void refusesWhatCannotBeRead(String path) {
        assertThat(desk.get(Role.AUDITOR, path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/controls?framework=SOX",
                "/controls/PCI-DSS/99",
                "/controls/PCI-DSS/<svg>",
                "/controls/PCI-DSS/6.3.3?check=C17"
            })
    void doesNotKnowWhatIsNotThere(String path) {
        assertThat(desk.get(Role.AUDITOR, path.replace("<", "%3C").replace(">", "%3E"))
                        .status())
                .isEqualTo(404);
    }
}
