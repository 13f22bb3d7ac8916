package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.Desk;
import io.exhibit.FormBody;
import io.exhibit.access.Role;
import io.exhibit.kernel.AsOf;
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
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The due-diligence file of a vendor: what is filed, what is missing, and as of when. */
@SpringBootTest
@AutoConfigureMockMvc
class VendorDocumentTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private VendorDocuments documents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private final String code = "d" + System.nanoTime();
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void enterVendor(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        assertThat(desk.post(
                                Role.COMPLIANCE_OFFICER,
                                "/vendors",
                                "code",
                                code,
                                "name",
                                "A vendor",
                                "owner",
                                "Risk",
                                "relationship",
                                "COMMERCIAL",
                                "critical",
                                "true")
                        .status())
                .isEqualTo(302);
    }

    @Test
    void whatIsExpectedAndNotThereIsMissing() {
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code).text()).contains("4 missing", "None is filed.");
        desk.post(
                Role.COMPLIANCE_OFFICER,
                "/vendors/" + code,
                "name",
                "A project",
                "owner",
                "Risk",
                "relationship",
                "OPEN_SOURCE_UNSUPPORTED");
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code).text())
                .contains("no counterparty")
                .doesNotContain("None is filed.");
    }

    @Test
    void keepsWhateverBytesAndHandsThemOutAsAFileWithALineInTheTrail() throws Exception {
        byte[] bytes = {0, (byte) 0xff, '\r', '\n', '-', '-', 1};
        assertThat(file("SOC_REPORT", today.minusDays(9), today.plusDays(90), bytes))
                .isNull();
        VendorDocument one =
                documents.filed(code, new AsOf(clock.instant(), true)).getFirst();
        assertThat(one.sha256()).isEqualTo(Sha256.of(bytes).hex());
        assertThat(one.said().fileName()).isEqualTo("../so<c>.pdf");
        assertThat(jdbc.sql("SELECT kind FROM ledger.entry WHERE index = :index")
                        .param("index", one.entry())
                        .query(String.class)
                        .single())
                .isEqualTo("vendor.document-filed");
        MockHttpServletResponse answer = mvc.perform(
                        MockMvcRequestBuilders.get("/vendors/" + code + "/documents/" + one.entry())
                                .with(user(desk.officer(Role.AUDITOR))))
                .andReturn()
                .getResponse();
        assertThat(answer.getContentAsByteArray()).isEqualTo(bytes);
        assertThat(answer.getContentType()).isEqualTo("application/octet-stream");
        assertThat(answer.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .contains("so_c_.pdf");
        assertThat(answer.getHeader("Content-Security-Policy")).startsWith("sandbox");
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = 'original.read' AND object = :sha")
                        .param("sha", one.sha256())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(desk.get(Role.AUDITOR, "/vendors/none/documents/" + one.entry())
                        .status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code).text()).contains("so&lt;c&gt;.pdf", "3 missing");
    }

    @Test
    void tellsWhatIsInDateWhatExpiresAndWhatCannotBeTold() throws Exception {
        file("CONTRACT", today.minusDays(90), today.plusDays(90), text("a"));
        file("SOC_REPORT", today.minusDays(400), today.minusDays(2), text("b"));
        file("SBOM_COMMITMENT", today, today.plusDays(3), text("c"));
        file("SECURITY_PROGRAMME", today, null, text("d"));
        String page = desk.get(Role.AUDITOR, "/vendors/" + code).text();
        assertThat(page)
                .contains(
                        "data-state=\"ok\">in date<",
                        "data-state=\"late\">expired 2 days ago<",
                        "data-state=\"soon\">expires in 3 days<",
                        "data-state=\"unknown\">no last day stated<",
                        "data-state=\"late\">1 expired, 1 not known to be in date<");
        assertThat(desk.get(Role.AUDITOR, "/vendors").text()).contains("1 expired, 1 not known to be in date");
    }

    @Test
    void aDocumentIsReplacedAndStaysInTheFileAsOfEarlierDays() throws Exception {
        file("CONTRACT", today.minusDays(400), today.minusDays(40), text("old"));
        VendorDocument old =
                documents.filed(code, new AsOf(clock.instant(), true)).getFirst();
        jdbc.sql("UPDATE estate.vendor_document SET filed_at = filed_at - interval '100 days' WHERE entry_index = :one")
                .param("one", old.entry())
                .update();
        jdbc.sql(
                        "UPDATE estate.vendor_statement SET said_at = said_at - interval '400 days' WHERE vendor_id = (SELECT id FROM estate.vendor WHERE code = :code)")
                .param("code", code)
                .update();
        assertThat(send(form("CONTRACT", today, today.plusDays(365), text("new"), String.valueOf(old.entry())))
                        .getStatus())
                .isEqualTo(302);
        String now = desk.get(Role.AUDITOR, "/vendors/" + code).text();
        assertThat(now).contains("1 replaced document", "/ledger/" + old.entry(), "3 missing");
        String then = desk.get(Role.AUDITOR, "/vendors/" + code + "?asOf=" + today.minusDays(60))
                .text();
        assertThat(then).contains("expires in 20 days").doesNotContain("replaced document", "File a document");
        assertThat(desk.get(Role.AUDITOR, "/vendors/" + code + "?asOf=" + today.minusDays(300))
                        .text())
                .contains("4 missing");
        // Nobody replaces what is replaced, nor what is of another kind.
        assertThat(refused(form("CONTRACT", today, null, text("x"), String.valueOf(old.entry()))))
                .contains("nothing has replaced yet");
        VendorDocument current =
                documents.filed(code, new AsOf(clock.instant(), true)).getFirst();
        assertThat(refused(form("OTHER", today, null, text("x"), String.valueOf(current.entry()))))
                .contains("nothing has replaced yet");
        assertThat(documents.filed(code, new AsOf(clock.instant(), true))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            LETTER   | 2026-01-01 | 2026-12-31 | abc  | which kind
            CONTRACT |            | 2026-12-31 | abc  | from which day
            CONTRACT | 2026-01-01 | 2025-12-31 | abc  | does not expire before
            CONTRACT | 1-1-26     |            | abc  | is written
            CONTRACT | 0001-01-01 |            | abc  | between 1990
            CONTRACT | 2026-01-01 |            | null | is empty
            """)
    void refusesWhatIsNotADocument(
            String kind, @Nullable String from, @Nullable String until, @Nullable String content, String why)
            throws Exception {
        byte[] form = raw(
                kind,
                Objects.toString(from, ""),
                Objects.toString(until, ""),
                content == null ? new byte[0] : text(content),
                "");
        assertThat(refused(form)).contains(why);
        assertThat(documents.filed(code, new AsOf(clock.instant(), true))).isEmpty();
    }

    @Test
    void refusesMoreThanItTakesAndWhatIsNoForm() throws Exception {
        byte[] large = new byte[(int) VendorDocumentPages.LARGEST + 1];
        assertThat(refused(form("CONTRACT", today, null, large, ""))).contains("at most 20971520 bytes");
        assertThat(refused(text("no form"))).contains("form");
        assertThat(documents.filed(code, new AsOf(clock.instant(), true))).isEmpty();
        assertThat(mvc.perform(request("none-" + code, form("CONTRACT", today, null, text("x"), ""))
                                .with(user(desk.officer(Role.COMPLIANCE_OFFICER)))
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "COMPLIANCE_OFFICER", mode = EnumSource.Mode.EXCLUDE)
    void nobodyButAComplianceOfficerFilesAnything(Role role) throws Exception {
        byte[] form = form("CONTRACT", today, null, text("x"), "");
        assertThat(mvc.perform(request(code, form)
                                .with(user(desk.officer(role)))
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(mvc.perform(request(code, form).with(user(desk.officer(Role.COMPLIANCE_OFFICER))))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(desk.get(role, "/vendors/" + code).text()).doesNotContain("File a document");
        assertThat(documents.filed(code, new AsOf(clock.instant(), true))).isEmpty();
    }

    @Test
    void theFormCarriesItsTokenInItsAddress() {
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/vendors/" + code).text())
                .contains("enctype=\"multipart/form-data\"", "action=\"/vendors/" + code + "/documents?_csrf=");
    }

    private @Nullable Object file(String kind, LocalDate from, @Nullable LocalDate until, byte[] bytes)
            throws Exception {
        return mvc.perform(request(code, form(kind, from, until, bytes, ""))
                        .with(user(desk.officer(Role.COMPLIANCE_OFFICER)))
                        .with(csrf()))
                .andReturn()
                .getFlashMap()
                .get("fileRefused");
    }

    private String refused(byte[] form) throws Exception {
        return String.valueOf(mvc.perform(request(code, form)
                        .with(user(desk.officer(Role.COMPLIANCE_OFFICER)))
                        .with(csrf()))
                .andReturn()
                .getFlashMap()
                .get("fileRefused"));
    }

    private MockHttpServletResponse send(byte[] form) throws Exception {
        return mvc.perform(request(code, form)
                        .with(user(desk.officer(Role.COMPLIANCE_OFFICER)))
                        .with(csrf()))
                .andReturn()
                .getResponse();
    }

    private static MockHttpServletRequestBuilder request(String vendor, byte[] form) {
        return MockMvcRequestBuilders.post("/vendors/" + vendor + "/documents")
                .contentType(FormBody.TYPE)
                .content(form);
    }

    private static byte[] form(String kind, LocalDate from, @Nullable LocalDate until, byte[] bytes, String replaces) {
        return raw(kind, from.toString(), until == null ? "" : until.toString(), bytes, replaces);
    }

    private static byte[] raw(String kind, String from, String until, byte[] bytes, String replaces) {
        List<String> fields = List.of(
                "kind",
                kind,
                "title",
                "A <b>title</b>",
                "owner",
                "Risk",
                "validFrom",
                from,
                "expiresOn",
                until,
                "replaces",
                replaces);
        return FormBody.of(fields, "../so<c>.pdf", bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
