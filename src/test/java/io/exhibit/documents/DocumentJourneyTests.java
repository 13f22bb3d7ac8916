package io.exhibit.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.Desk;
import io.exhibit.FormBody;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A document is filed by one person, approved by another, replaced and withdrawn; each is an entry of the ledger. */
@SpringBootTest
@AutoConfigureMockMvc
class DocumentJourneyTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private DocumentStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private final String title = "Patching <b>" + System.nanoTime();
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void isFiledByOneApprovedByAnotherReplacedAndWithdrawn() throws Exception {
        byte[] bytes = {0, (byte) 0xff, '\r', '\n', '-', '-', 1};
        assertThat(file(
                        Role.SECURITY_ENGINEER,
                        today.toString(),
                        today.plusDays(300).toString(),
                        bytes,
                        ""))
                .contains("counts once somebody else has approved it");
        Document first = mine().getFirst();
        assertThat(first.sha256()).isEqualTo(Sha256.of(bytes).hex());
        assertThat(page(Role.AUDITOR))
                .contains(title.replace("<", "&lt;").replace(">", "&gt;"), "data-state=\"unknown\">not approved yet<")
                .doesNotContain("Approve it", "File a document");

        desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + first.entry() + "/approve");
        assertThat(store.find(first.entry())
                        .orElseThrow()
                        .standing(clock.instant())
                        .words())
                .isEqualTo("in date");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + first.entry() + "/approve")
                        .flash("refused"))
                .contains("approved already");

        file(
                Role.SECURITY_ENGINEER,
                today.toString(),
                today.plusDays(3).toString(),
                text("version 2"),
                String.valueOf(first.entry()));
        Document second = mine().getFirst();
        assertThat(mine()).extracting(Document::replacedBy).containsExactly(null, second.entry());
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + first.entry() + "/withdraw", "reason", "Gone")
                        .flash("refused"))
                .contains("replaced or withdrawn meanwhile");

        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + second.entry() + "/withdraw", "reason", " ")
                        .flash("refused"))
                .contains("Say why");
        desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + second.entry() + "/withdraw", "reason", "The team is gone");
        assertThat(mine())
                .extracting(one -> one.standing(clock.instant()).words())
                .containsOnly("withdrawn");
        assertThat(page(Role.AUDITOR)).contains("The team is gone");
        assertThat(jdbc.sql("""
                        SELECT e.kind FROM documents.document d JOIN ledger.entry e
                            ON e.index IN (d.entry_index, d.approved_entry, d.withdrawn_entry)
                         WHERE d.title = :title ORDER BY e.index, d.entry_index
                        """).param("title", title).query(String.class).list())
                .containsExactly(
                        "document.filed",
                        "document.approved",
                        "document.filed",
                        "document.withdrawn",
                        "document.withdrawn");
    }

    @Test
    void nobodyApprovesWhatTheyFiledThemselves() throws Exception {
        file(Role.COMPLIANCE_OFFICER, today.toString(), today.plusDays(9).toString(), text("a"), "");
        Document one = mine().getFirst();

        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/documents").text())
                .contains("/documents/" + one.entry() + "/withdraw")
                .doesNotContain("/documents/" + one.entry() + "/approve");
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/documents/" + one.entry() + "/approve")
                        .flash("refused"))
                .contains("Somebody else than the one who filed");
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/documents/" + one.entry() + "/approve")
                        .status())
                .isEqualTo(403);
        assertThat(mine().getFirst().approved()).isNull();
        assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/documents/999999999/approve")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void handsOutTheBytesAsAFileWithALineInTheTrail() throws Exception {
        byte[] bytes = text("the procedure of " + title);
        file(Role.SECURITY_ENGINEER, today.toString(), today.plusDays(9).toString(), bytes, "");
        Document one = mine().getFirst();

        MockHttpServletResponse answer = mvc.perform(
                        MockMvcRequestBuilders.get("/documents/" + one.entry()).with(user(desk.officer(Role.AUDITOR))))
                .andReturn()
                .getResponse();

        assertThat(answer.getContentAsByteArray()).isEqualTo(bytes);
        assertThat(answer.getContentType()).isEqualTo("application/octet-stream");
        assertThat(answer.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .contains("so_c_.pdf");
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = 'original.read' AND object = :sha")
                        .param("sha", one.sha256())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(desk.get(Role.AUDITOR, "/documents/999999999").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            2026-01-01 | 2025-12-31 | abc  | not due for a review before
            2026-01-01 |            | abc  | one of its next review
            1-1-26     | 2026-12-31 | abc  | one of its next review
            0001-01-01 | 2026-12-31 | abc  | between 1990
            2026-01-01 | 2026-12-31 | null | is empty
            """)
    void refusesWhatIsNotADocument(String from, @Nullable String review, @Nullable String content, String why)
            throws Exception {
        assertThat(file(
                        Role.COMPLIANCE_OFFICER,
                        from,
                        Objects.toString(review, ""),
                        content == null ? new byte[0] : text(content),
                        ""))
                .contains(why);
        assertThat(file(Role.COMPLIANCE_OFFICER, "2026-01-01", "2026-12-31", text("a"), "999999999"))
                .contains("nothing has replaced yet");
        assertThat(mine()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"EXAMINER", "AUDITOR", "ADMINISTRATOR"})
    void whoReadsFilesNothing(Role role) throws Exception {
        assertThat(mvc.perform(MockMvcRequestBuilders.post("/documents")
                                .contentType(FormBody.TYPE)
                                .content(form("2026-01-01", "2026-12-31", text("a"), ""))
                                .with(user(desk.officer(role)))
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(mine()).isEmpty();
    }

    private String page(Role role) {
        return desk.get(role, "/documents").text();
    }

    private List<Document> mine() {
        return store.all().stream()
                .filter(one -> one.said().title().equals(title))
                .toList();
    }

    /** What the next page is told. */
    private String file(Role role, String from, String review, byte[] bytes, String replaces) throws Exception {
        var told = mvc.perform(MockMvcRequestBuilders.post("/documents")
                        .contentType(FormBody.TYPE)
                        .content(form(from, review, bytes, replaces))
                        .with(user(desk.officer(role)))
                        .with(csrf()))
                .andReturn()
                .getFlashMap();
        return String.valueOf(told.containsKey("done") ? told.get("done") : told.get("refused"));
    }

    private byte[] form(String from, String review, byte[] bytes, String replaces) {
        List<String> fields = List.of(
                "topic",
                "PATCH_PROCEDURE",
                "title",
                title,
                "owner",
                "Risk",
                "validFrom",
                from,
                "reviewOn",
                review,
                "replaces",
                replaces);
        return FormBody.of(fields, "../so<c>.pdf", bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
