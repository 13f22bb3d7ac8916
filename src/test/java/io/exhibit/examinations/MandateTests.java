package io.exhibit.examinations;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mandate is given by one person and approved by another; what the examiner does under it is told. */
@SpringBootTest
@AutoConfigureMockMvc
class MandateTests {

    @Autowired
    private Mandates mandates;

    @Autowired
    private MandateStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Desk another;
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        another = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void isGivenByOneApprovedByAnotherAndWithdrawnWithAReason() {
        long entry = given();
        String page = "/mandates/" + entry;
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, page).text())
                .contains("not approved yet", "Letter &lt;7&gt;", "waits for another compliance officer")
                .doesNotContain(page + "/approve");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, page + "/approve").flash("refused"))
                .contains("Somebody else than the one who gave");
        assertThat(desk.get(Role.EXAMINER, "/mandate").text()).contains("No mandate is in force");

        assertThat(another.get(Role.COMPLIANCE_OFFICER, page).text()).contains(page + "/approve");
        another.post(Role.COMPLIANCE_OFFICER, page + "/approve");
        assertThat(another.post(Role.COMPLIANCE_OFFICER, page + "/approve").flash("refused"))
                .contains("approved already");
        assertThat(desk.get(Role.EXAMINER, "/mandate").text()).contains("Letter &lt;7&gt;");
        assertThat(another.get(Role.EXAMINER, "/mandate").text())
                .as("it is for one person")
                .contains("No mandate is in force");

        assertThat(desk.post(Role.COMPLIANCE_OFFICER, page + "/withdraw", "reason", " ")
                        .flash("refused"))
                .contains("Say why");
        desk.post(Role.COMPLIANCE_OFFICER, page + "/withdraw", "reason", "The letter was <b>withdrawn</b>");
        assertThat(desk.get(Role.EXAMINER, "/mandate").text()).contains("No mandate is in force");
        assertThat(desk.get(Role.AUDITOR, page).text()).contains("The letter was &lt;b&gt;withdrawn");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, page + "/approve").flash("refused"))
                .contains("ended or was withdrawn");
        Mandate held = store.find(entry).orElseThrow();
        assertThat(jdbc.sql("SELECT e.kind FROM ledger.entry e WHERE e.index = ANY (:entries) ORDER BY e.index")
                        .param("entries", new Long[] {
                            entry,
                            Objects.requireNonNull(held.approved()).entry(),
                            Objects.requireNonNull(held.withdrawn()).entry()
                        })
                        .query(String.class)
                        .list())
                .containsExactly("mandate.given", "mandate.approved", "mandate.withdrawn");
    }

    @Test
    void isInForceOnItsDaysOnly() {
        Terms later = new Terms(
                desk.officer(Role.EXAMINER).id(),
                "Later",
                List.of("DORA"),
                List.of("all"),
                new Terms.Days(today, today),
                new Terms.Days(today.plusDays(2), today.plusDays(3)));
        Letters.grant(mandates, desk, later);
        assertThat(desk.get(Role.EXAMINER, "/mandate").text()).contains("No mandate is in force");
        UUID examiner = desk.officer(Role.EXAMINER).id();
        assertThat(store.inForce(examiner, today.plusDays(1))).isEmpty();
        assertThat(store.inForce(examiner, today.plusDays(2))).hasSize(1);
        assertThat(store.inForce(examiner, today.plusDays(3))).hasSize(1);
        assertThat(store.inForce(examiner, today.plusDays(4))).isEmpty();
    }

    /** Of the form, one field is another. */
    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '|', textBlock = """
            examiner     | nobody                | Choose the examiner
            examiner     | 0192f0a4-7b1e-7c55-8000-0c0ffee05ec0 | may sign in as an examiner
            authority    | ' '                   | whose examination it is
            frameworks   | SOX                   | no framework SOX
            frameworks   | pci                   | no framework pci
            scopes       | system:no-such-system | There is no system:no-such-system
            scopes       | tag:none              | scope is written
            examinedFrom | soon                  | four days
            examinedTo   | 1999-01-01            | not before the first
            validUntil   | 1999-01-02            | not before the first
            """)
    void saysWhatIsWrongAndKeepsWhatWasEntered(String field, String value, String words) {
        Desk.Page page = give(field, value);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains(words);
        assertThat(page.text().contains("value=\"Letter &lt;7&gt;\"")).isEqualTo(!field.equals("authority"));
    }

    @Test
    void isNotForADayThatIsPast() {
        Desk.Page page = desk.post(
                Role.COMPLIANCE_OFFICER,
                "/mandates",
                fields(
                        "validFrom",
                        today.minusDays(9).toString(),
                        "validUntil",
                        today.minusDays(1).toString()));
        assertThat(page.text()).contains("last day of the mandate is past");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPLIANCE_OFFICER"})
    void onlyOfficersGiveApproveAndHandOver(Role role) {
        long entry = given();
        for (String path : List.of("", "/" + entry + "/approve", "/" + entry + "/withdraw", "/" + entry + "/packs")) {
            assertThat(desk.post(role, "/mandates" + path).status()).as(path).isEqualTo(403);
        }
        boolean reads = role == Role.ADMINISTRATOR || role == Role.AUDITOR;
        assertThat(desk.get(role, "/mandates/" + entry).status()).isEqualTo(reads ? 200 : 403);
        assertThat(desk.get(role, "/mandates").status()).isEqualTo(reads ? 200 : 403);
    }

    @Test
    void tellsWhatTheExaminerLookedAtWhileItWasInForce() {
        assertThat(desk.get(Role.EXAMINER, "/systems?q=before").status()).isEqualTo(403);
        long entry = Letters.grant(
                mandates, desk, Letters.terms(desk, List.of("DORA"), List.of("all"), today.minusDays(9), today, today));
        desk.get(Role.EXAMINER, "/findings?q=first");
        desk.get(Role.EXAMINER, "/findings.csv?q=second");
        desk.get(Role.EXAMINER, "/systems?q=third");
        another.get(Role.EXAMINER, "/systems?q=somebody-else");

        String page = desk.get(Role.COMPLIANCE_OFFICER, "/mandates/" + entry).text();
        assertThat(page).contains("/findings?q=first", "/findings.csv?q=second", "/systems?q=third");
        assertThat(page).doesNotContain("q=before", "somebody-else");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/mandates/" + entry + "/looked-at.csv")
                        .text()
                        .lines()
                        .map(line -> line.replaceAll("^\"[^\"]*\",", "").replaceAll(",\"[^\"]*\"$", "")))
                .containsExactly(
                        "\"action\",\"on_what\",\"outcome\"",
                        "\"page.read\",\"/systems?q=third\",\"REFUSED\"",
                        "\"file.read\",\"/findings.csv?q=second\",\"DONE\"",
                        "\"page.read\",\"/findings?q=first\",\"DONE\"");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/mandates/999999999").status())
                .isEqualTo(404);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/mandates/" + entry + "?cursor=x")
                        .status())
                .isEqualTo(400);
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/mandates?before=x").status())
                .isEqualTo(400);
    }

    private long given() {
        Desk.Page page = give("none", "");
        assertThat(page.status()).as(page.text()).isEqualTo(302);
        return Long.parseLong(String.valueOf(page.response().getRedirectedUrl()).substring("/mandates/".length()));
    }

    private Desk.Page give(String field, String value) {
        return desk.post(Role.COMPLIANCE_OFFICER, "/mandates", fields(field, value));
    }

    /** The fields of a form that is taken, but for those named. */
    private String[] fields(String... others) {
        String[] fields = {
            "examiner", desk.officer(Role.EXAMINER).id().toString(),
            "authority", "Letter <7>",
            "frameworks", "PCI-DSS",
            "scopes", "tag:pci",
            "examinedFrom", today.minusDays(90).toString(),
            "examinedTo", today.toString(),
            "validFrom", today.toString(),
            "validUntil", today.plusDays(9).toString()
        };
        for (int i = 0; i < fields.length; i += 2) {
            for (int j = 0; j < others.length; j += 2) {
                fields[i + 1] = fields[i].equals(others[j]) ? others[j + 1] : fields[i + 1];
            }
        }
        return fields;
    }
}
