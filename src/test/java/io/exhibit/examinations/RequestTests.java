package io.exhibit.examinations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.Desk;
import io.exhibit.FormBody;
import io.exhibit.access.Role;
import io.exhibit.documents.Documents;
import io.exhibit.documents.Filing;
import io.exhibit.documents.Topic;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A letter of requests is taken in, answered line by line, accepted or followed up. */
@SpringBootTest
@AutoConfigureMockMvc
class RequestTests {

    private static final String LETTER = """
            Number,Request,Due
            1.a,"Patch policy, with ""metrics""\",2026-12-01
            1.b,=Open findings <b>,soon

            ,No number here,
            """;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Mandates mandates;

    @Autowired
    private RequestStore store;

    @Autowired
    private Documents documents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private LocalDate today = LocalDate.EPOCH;
    private long mandate;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        mandate = Letters.grant(
                mandates,
                desk,
                Letters.terms(desk, List.of("DORA"), List.of("tag:pci"), today.minusDays(9), today, today));
    }

    @Test
    void everyLineOfALetterIsTakenInWithWhatCouldNotBeRead() throws Exception {
        assertThat(receive(Role.COMPLIANCE_OFFICER, LETTER)).contains("2 lines were not read whole");
        assertThat(store.of(mandate))
                .extracting(
                        one -> one.said().number(),
                        one -> one.said().due(),
                        one -> one.said().remark())
                .containsExactly(
                        tuple("1.a", LocalDate.of(2026, 12, 1), ""),
                        tuple("1.b", null, "no day that can be read: soon"),
                        tuple("line 3", null, "no number"));
        assertThat(desk.get(Role.EXAMINER, "/mandate/" + mandate + "/requests").text())
                .contains("Patch policy, with &quot;metrics&quot;", "=Open findings &lt;b&gt;", "received")
                .doesNotContain("Take in a letter", "Send the answer");
        assertThat(desk.get(Role.EXAMINER, "/mandate/" + mandate + "/requests.csv")
                        .text())
                .contains("\"1.b\",\"'=Open findings <b>\",\"\",\"received\"");
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.original WHERE sha256 = :sha")
                        .param(
                                "sha",
                                Sha256.of(LETTER.getBytes(StandardCharsets.UTF_8))
                                        .bytes())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void isAnsweredFollowedUpAnsweredAgainAndAccepted() throws Exception {
        receive(Role.COMPLIANCE_OFFICER, LETTER);
        Wanted one = store.of(mandate).getFirst();
        String own = "/mandate/" + mandate + "/requests/" + one.id();

        assertThat(desk.post(Role.EXAMINER, own + "/accept").flash("refused")).contains("no answer that waits");
        assertThat(answer(one, "/findings?q=openssl", "See these")).contains("answered");
        String page =
                desk.get(Role.EXAMINER, "/mandate/" + mandate + "/requests").text();
        assertThat(page).contains("href=\"/findings?q=openssl&amp;scope=tag%3Apci\"", "See these", own + "/accept");
        assertThat(desk.get(Role.EXAMINER, "/findings?q=openssl&scope=tag%3Apci")
                        .status())
                .isEqualTo(200);

        assertThat(desk.post(Role.EXAMINER, own + "/follow-up", "words", " ").flash("refused"))
                .contains("what is missing");
        desk.post(Role.EXAMINER, own + "/follow-up", "words", "And the closed ones?");
        assertThat(state(one)).isEqualTo("follow-up");
        answer(one, "/findings?state=ALL", "");
        desk.post(Role.EXAMINER, own + "/accept");
        assertThat(state(one)).isEqualTo("accepted");
        assertThat(answer(one, "/findings", "")).contains("accepted the answer already");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/mandates/" + mandate + "/requests")
                        .text())
                .contains("And the closed ones?", "accepted");
        assertThat(jdbc.sql("""
                        SELECT e.kind FROM examinations.request_step s JOIN ledger.entry e ON e.index = s.entry_index
                         WHERE s.list_entry = :list AND s.n = 1 ORDER BY e.index
                        """).param("list", one.list()).query(String.class).list())
                .containsExactly("request.answered", "request.followed-up", "request.answered", "request.accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/findings?scope=all",
                "/controls/PCI-DSS/6.3.3",
                "/packs/0192f0a4-7b1e-7c55-8000-0c0ffee05ec0",
                "/documents/999999999",
                "/systems",
                "https://elsewhere.example/",
                "//elsewhere.example/findings",
                "javascript:alert(1)",
                ""
            })
    void isAnsweredWithNothingThatTheExaminerCannotOpen(String link) throws Exception {
        receive(Role.COMPLIANCE_OFFICER, LETTER);
        Wanted one = store.of(mandate).getFirst();
        answer(one, link, "");
        assertThat(state(one)).isEqualTo("received");
    }

    @Test
    void aDocumentIsOpenToTheExaminerWhoseRequestItAnswers() throws Exception {
        receive(Role.COMPLIANCE_OFFICER, LETTER);
        long document = document();
        assertThat(desk.get(Role.EXAMINER, "/documents/" + document).status()).isEqualTo(403);
        answer(store.of(mandate).getFirst(), "/documents/" + document, "");
        assertThat(desk.get(Role.EXAMINER, "/documents/" + document).status()).isNotEqualTo(403);
        assertThat(desk.get(Role.EXAMINER, "/documents/" + (document + 1)).status())
                .isEqualTo(403);
        assertThat(desk.get(Role.EXAMINER, "/documents").status()).isEqualTo(403);
    }

    @Test
    void othersSeeAndDoNothing(@Autowired BeanFactory beans) throws Exception {
        receive(Role.COMPLIANCE_OFFICER, LETTER);
        Wanted one = store.of(mandate).getFirst();
        answer(one, "/findings", "");
        String own = "/mandate/" + mandate + "/requests";
        Desk stranger = new Desk(beans);
        assertThat(stranger.get(Role.EXAMINER, own).status()).isEqualTo(403);
        assertThat(stranger.get(Role.EXAMINER, own + ".csv").status()).isEqualTo(403);
        assertThat(stranger.post(Role.EXAMINER, own + "/" + one.id() + "/accept")
                        .status())
                .isEqualTo(403);
        for (Role role : List.of(Role.COMPLIANCE_OFFICER, Role.ADMINISTRATOR, Role.SECURITY_ENGINEER)) {
            assertThat(desk.post(role, own + "/" + one.id() + "/accept").status())
                    .isEqualTo(403);
            assertThat(desk.get(role, own).status()).as(role.name()).isEqualTo(403);
        }
        assertThat(receive(Role.EXAMINER, LETTER)).isEqualTo("403");
        assertThat(receive(Role.AUDITOR, LETTER)).isEqualTo("403");
        assertThat(state(one)).isEqualTo("answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1,2\n", "number,request\n", "number,request\n\"1,open", "number;due\n1;2\n"})
    void refusesWhatIsNoLetter(String text) {
        assertThatThrownBy(() -> Letter.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidRequest.class);
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        assertThat(Letter.read("\uFEFFNUMBER;Request;Due\r\n7;\"two\r\nlines; \"\"q\"\"\";2026-01-02\r\n"
                        .getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new Letter.Line(1, "7", "two\r\nlines; \"q\"", LocalDate.of(2026, 1, 2), ""));
    }

    private String state(Wanted wanted) {
        return store.find(mandate, wanted.list(), wanted.said().n())
                .orElseThrow()
                .state();
    }

    private String answer(Wanted wanted, String link, String words) {
        Desk.Page page = desk.post(
                Role.COMPLIANCE_OFFICER,
                "/mandates/" + mandate + "/requests/" + wanted.id() + "/answer",
                "link",
                link,
                "words",
                words);
        return page.flash("done") + page.flash("refused");
    }

    /** What the next page is told, or the status. */
    private String receive(Role role, String letter) throws Exception {
        var result = mvc.perform(MockMvcRequestBuilders.post("/mandates/" + mandate + "/requests")
                        .contentType(FormBody.TYPE)
                        .content(FormBody.of(List.of(), "letter.csv", letter.getBytes(StandardCharsets.UTF_8)))
                        .with(user(desk.officer(role)))
                        .with(csrf()))
                .andReturn();
        var told = result.getFlashMap();
        return told == null || told.isEmpty()
                ? String.valueOf(result.getResponse().getStatus())
                : String.valueOf(told.containsKey("done") ? told.get("done") : told.get("refused"));
    }

    private long document() throws IOException {
        byte[] bytes = ("report " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        Filing said = new Filing(Topic.BOARD_REPORT, "Report", "Risk", "report.pdf", today, today.plusDays(9), null);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), bytes.length)) {
            long entry = documents.file(said, spool, Letters.officer(desk));
            documents.approve(entry, Letters.ANOTHER);
            return entry;
        }
    }
}
