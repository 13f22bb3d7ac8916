package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.Desk;
import io.exhibit.FormBody;
import io.exhibit.access.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A framework of the bank's own is filed by one officer, approved by another, and judged by; each step is an entry of the ledger. */
@SpringBootTest
@AutoConfigureMockMvc
class FrameworkJourneyTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private FrameworkStore store;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Desk desk;
    private Desk other;
    private String today = "";
    private final String id = "OWN-" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        other = new Desk(beans);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }

    /** Nobody else is to meet a framework of this test. */
    @AfterEach
    void takeAway() {
        jdbc.sql("DELETE FROM controls.framework_version WHERE framework = :id")
                .param("id", id)
                .update();
    }

    @Test
    void isWalkedAcrossByChecksAsAPageAndAsAFile() throws Exception {
        assertThat(desk.get(Role.AUDITOR, "/frameworks/crosswalk").text())
                .contains("C07", "It does not say that they ask the same", "/controls/PCI-DSS/6.3.3");
        assertThat(desk.get(Role.AUDITOR, "/frameworks/crosswalk?control=PCI-DSS/6.3.3")
                        .text())
                .contains("Only PCI-DSS 6.3.3", "Shared checks");
        assertThat(desk.get(Role.AUDITOR, "/frameworks/crosswalk?control=PCI-DSS/0.0")
                        .status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/frameworks/crosswalk.csv").text())
                .startsWith("\"check\",\"name\",\"framework\",\"version\",\"control\",\"title\",\"rationale\"")
                .contains("\"C01\",\"Inventory completeness\",\"PCI-DSS\",\"4.0.1\",\"6.3.3\"", "\"DORA\"");
    }

    @Test
    void countsOnceAnotherOfficerHasApprovedIt() throws Exception {
        String before = catalogue.version().hex();
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "checks: {C01: It lists <i>what</i> runs.}"), today))
                .contains("is filed");
        FrameworkVersion first = mine().getFirst();
        assertThat(catalogue.find(id)).isEmpty();
        assertThat(desk.get(Role.AUDITOR, "/frameworks").text())
                .contains(id + " 1", "1 controls, 1 of them with checks")
                .doesNotContain("Approve it", "File a framework");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1b", ""), today)).contains("waits already");
        assertThat(post(desk, first, "approve", "")).contains("Somebody else than the one who filed");

        assertThat(post(other, first, "approve", "Seen")).contains("controls are judged by this version");

        assertThat(catalogue.find(id).orElseThrow().version()).isEqualTo("1");
        assertThat(catalogue.version().hex()).isNotEqualTo(before);
        assertThat(desk.get(Role.AUDITOR, "/controls?framework=" + id).text())
                .contains(
                        "Our <b>standard</b>".replace("<", "&lt;").replace(">", "&gt;"), "K-1", "What it still lacks");
        assertThat(desk.get(Role.AUDITOR, "/controls/" + id + "/K-1").text())
                .contains("It lists &lt;i&gt;what&lt;/i&gt; runs.");
        assertThat(desk.get(Role.AUDITOR, "/controls/gaps.csv?framework=" + id).text())
                .contains("C01 Inventory completeness");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, "/packs").text()).contains("Our &lt;b&gt;standard");

        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("2", "checks: {C02: Because it lists.}"), today))
                .contains("is filed");
        assertThat(desk.get(Role.AUDITOR, "/frameworks").text())
                .contains("K-1: C02 is mapped to it, because: Because it lists.", "K-1: C01 is no longer mapped to it");
        post(other, mine().getFirst(), "approve", "");
        assertThat(catalogue.find(id).orElseThrow().version()).isEqualTo("2");
        assertThat(jdbc.sql("""
                        SELECT e.kind FROM controls.framework_version v JOIN ledger.entry e ON e.index IN (v.entry_index, v.decided_entry)
                         WHERE v.framework = :id ORDER BY e.index
                        """).param("id", id).query(String.class).list())
                .containsExactly("framework.filed", "framework.approved", "framework.filed", "framework.approved");
    }

    @Test
    void hasControlsWithoutChecksThatAreNeverEvaluated() throws Exception {
        String oscal = """
                {"catalog": {"uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724", "metadata": {"title": "A catalogue", "version": "5",
                  "last-modified": "2026-01-01T00:00:00Z", "oscal-version": "1.1.2"},
                 "controls": [{"id": "ac-2", "title": "Accounts", "parts": [{"name": "statement", "prose": "Review accounts."}]}]}}
                """;
        assertThat(file(
                        Role.COMPLIANCE_OFFICER,
                        oscal,
                        today,
                        "id",
                        id,
                        "profile",
                        "FFIEC_OCC",
                        "source",
                        "https://bank.example/"))
                .contains("is filed");
        post(other, mine().getFirst(), "approve", "");

        assertThat(desk.get(Role.AUDITOR, "/controls/" + id + "/ac-2").text())
                .contains("No check is mapped to it. Result: not evaluated.");
        assertThat(desk.get(Role.AUDITOR, "/controls?framework=" + id).text())
                .contains("Map a check", "A check for each control that has none");
        assertThat(desk.get(Role.AUDITOR, "/frameworks/" + id + "/framework.yaml")
                        .text())
                .contains("code: \"ac-2\"");
        assertThat(desk.get(Role.AUDITOR, "/frameworks/" + id + "/oscal-catalog.json")
                        .text())
                .contains("\"prose\" : \"Review accounts.\"");
    }

    @Test
    void isRefusedByOnePersonAndThenDoesNotCount() throws Exception {
        file(Role.COMPLIANCE_OFFICER, yaml("1", ""), today);
        FrameworkVersion one = mine().getFirst();

        assertThat(post(other, one, "refuse", " ")).contains("Say why");
        assertThat(post(other, one, "refuse", "Not ours")).contains("Refused");
        assertThat(catalogue.find(id)).isEmpty();
        assertThat(desk.get(Role.AUDITOR, "/frameworks").text()).contains("Not ours");
        assertThat(post(other, one, "approve", "")).contains("refused already");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "checks: {C99: Because.}"), today))
                .contains("line 17", "there is no check C99");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "checks: {C07: ''}"), today))
                .contains("is empty");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "").replace("id: " + id, "id: DORA"), today))
                .contains("is the name of another framework");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "").replace("https:", "javascript:"), today))
                .contains("begins with https");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "").replace("scope: all", "scope: tag:x"), today))
                .contains("natural_scope is one of");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "successors: [DORA X99]"), today))
                .contains("points to DORA X99");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "successors: [DORA]"), today))
                .contains("DORA");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", "").replace("id: " + id, "id: not good"), today))
                .contains("Not the id of a framework");
        assertThat(file(Role.COMPLIANCE_OFFICER, yaml("1", ""), "2020-01-01")).contains("applies forward");
        assertThat(file(Role.COMPLIANCE_OFFICER, "{}", today)).contains("say with it which id");
        assertThat(file(Role.COMPLIANCE_OFFICER, "", today)).isNotEmpty();
        assertThat(file(Role.COMPLIANCE_OFFICER, "\u0001\u0002", today)).contains("line");
        assertThat(mine()).isEmpty();
        for (Role role : new Role[] {Role.EXAMINER, Role.SECURITY_ENGINEER, Role.ADMINISTRATOR}) {
            assertThat(status(role, yaml("1", ""))).isEqualTo(403);
        }
    }

    private List<FrameworkVersion> mine() {
        return store.all().stream().filter(one -> one.framework().equals(id)).toList();
    }

    private static String post(Desk by, FrameworkVersion version, String what, String comment) {
        Desk.Page page = by.post(
                Role.COMPLIANCE_OFFICER, "/frameworks/versions/" + version.entry() + "/" + what, "comment", comment);
        return page.flash("done") + page.flash("refused");
    }

    private String file(Role role, String file, String from, String... more) throws Exception {
        List<String> fields = new ArrayList<>(List.of("from", from, "reason", "A test"));
        fields.addAll(List.of(more));
        var told = mvc.perform(MockMvcRequestBuilders.post("/frameworks")
                        .contentType(FormBody.TYPE)
                        .content(FormBody.of(fields, "own.yaml", file.getBytes(StandardCharsets.UTF_8)))
                        .with(user(desk.officer(role)))
                        .with(csrf()))
                .andReturn()
                .getFlashMap();
        return String.valueOf(told.containsKey("done") ? told.get("done") : told.get("refused"));
    }

    private int status(Role role, String file) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/frameworks")
                        .contentType(FormBody.TYPE)
                        .content(FormBody.of(List.of("from", today), "own.yaml", file.getBytes(StandardCharsets.UTF_8)))
                        .with(user(desk.officer(role)))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private String yaml(String version, String rest) {
        return """
                id: %s
                name: Our <b>standard</b>
                version: "%s"
                aliases: []
                publisher: The bank
                nature: A standard of the bank's own.
                profile: FFIEC_OCC
                natural_scope: all
                status: OPERATIVE
                effective_from: 2025-01-17
                checked_on: 2026-11-21
                source: {title: Our standard, url: "https://bank.example/standard"}
                notice: A standard of the bank's own.
                controls:
                  # The first of them.

                  - code: K-1
                    title: What runs is known
                    text: The bank knows what runs.
                    paragraph: Chapter 1
                    effective_from: 2025-01-17
                    %s
                """.formatted(id, version, rest);
    }
}
