package io.exhibit.alerts;

import static io.exhibit.alerts.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.exhibit.access.Role;
import io.exhibit.intake.Submission;
import io.exhibit.kernel.UuidV7;
import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@SpringBootTest
@AutoConfigureMockMvc
class AlertPagesTests {

    private static final String HOSTILE =
            "</td><script>alert(1)</script><img src=x onerror=alert(2)>${7919*7919}[[${7919*7919}]] \u202Efdp.exe\u200B";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EventInterpreter interpreter;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Clock clock;

    private final String mark = "m" + UuidV7.at(Instant.EPOCH).toString().substring(24);

    @Test
    void listsAlertsWithWhatIsKnownOfThem() throws Exception {
        arrive(event("Terminal shell in container").replace("pay", mark));
        String page = page("/alerts?q=Terminal&state=OPEN", Role.AUDITOR);
        assertThat(page)
                .contains(
                        "Terminal shell in container",
                        "Interactive shell",
                        mark + " / api-1",
                        "not attributed",
                        "2026-11-01 10:00 UTC");
        assertThat(page).doesNotContain("data-select-all", "/alerts/close");
        assertThat(page("/alerts?q=Terminal", Role.SECURITY_ENGINEER)).contains("data-select-all", "/alerts/close");
    }

    @Test
    void showsEverythingTheSensorSentAndWhereItCanBeChecked() throws Exception {
        UUID id = arrive(event("Drop and execute new binary in container")).getFirst();
        String page = page("/alerts/" + id, Role.COMPLIANCE_OFFICER);
        assertThat(page)
                .contains(
                        "1793527200123456789",
                        "2026-11-01T10:00:00.123456789Z",
                        "RT-DRIFT",
                        "/controls/PCI-DSS/11.5.2",
                        "supports only")
                .contains("PCI_DSS_11.5.1", "vendor tag (v3.2.1)", "Nobody has taken it up")
                .contains("days after the sensor");
    }

    @Test
    void saysWhenNoRuleOfTheMappingFits() throws Exception {
        UUID id = arrive(event("A rule of our own " + mark)).getFirst();
        assertThat(page("/alerts/" + id, Role.AUDITOR)).contains("No mapping rule knows this rule");
        assertThat(page("/alerts?class=none&q=" + mark, Role.AUDITOR))
                .contains("not mapped to a class", "1 alert: 1 open.");
    }

    @Test
    void showsHostileTextInert() throws Exception {
        String json = "\"" + HOSTILE.replace("\"", "\\\"") + "\"";
        UUID id = arrive("{\"rule\":" + json + ",\"priority\":\"Alert\",\"output\":" + json + ",\"hostname\":" + json
                        + ",\"tags\":[" + json
                        + "],\"output_fields\":{" + json + ":" + json + ",\"k8s.pod.name\":" + json
                        + ",\"container.image.repository\":" + json + "}}")
                .getFirst();
        for (String path : List.of("/alerts/" + id, "/alerts?q=onerror")) {
            assertThat(page(path, Role.SECURITY_ENGINEER))
                    .doesNotContain("<script>alert", "<img src=x", "\u202E", "\u200B", "62710561")
                    .contains("⟦U+202E⟧fdp.exe⟦U+200B⟧", "&lt;script&gt;", "${7919*7919}");
        }
        assertThat(page("/alerts.csv?q=onerror", Role.AUDITOR))
                .contains("⟦U+202E⟧fdp.exe")
                .doesNotContain("\u202E");
    }

    @Test
    void aSpreadsheetRunsNothingOfTheFile() throws Exception {
        arrive(event("=HYPERLINK(1) " + mark).replace("api-1", "+1").replace("node-1", "@x"));
        String file = page("/alerts.csv?q=" + mark, Role.AUDITOR);
        assertThat(file.lines()).hasSize(2);
        assertThat(file).contains("\"'=HYPERLINK(1) " + mark + "\"", "\"'+1\"", "\"'@x\"");
    }

    @Test
    void handlesSelectedAlertsAndComesBackToTheList() throws Exception {
        List<UUID> ids = arrive(event("A" + mark) + event("B" + mark));
        mvc.perform(post("/alerts/acknowledge")
                        .param("alert", ids.getFirst().toString())
                        .param("back", "/alerts?q=x&state=OPEN")
                        .with(as(Role.SECURITY_ENGINEER))
                        .with(csrf()))
                .andExpect(redirectedUrl("/alerts?q=x&state=OPEN"))
                .andExpect(flash().attribute("done", "1 alert acknowledged."));
        mvc.perform(post("/alerts/close")
                        .param("alert", ids.get(0).toString(), ids.get(1).toString())
                        .param("disposition", "TRUE_POSITIVE")
                        .param("reason", "Seen by the team")
                        .param("back", "https://elsewhere.example/")
                        .with(as(Role.COMPLIANCE_OFFICER))
                        .with(csrf()))
                .andExpect(redirectedUrl("/alerts"))
                .andExpect(flash().attribute("incident", true));
        assertThat(page("/alerts/" + ids.getFirst(), Role.AUDITOR))
                .contains("Seen by the team", "Closed as a true positive", "Decision kept as ledger entry");
        assertThat(page("/alerts?q=" + mark + "&state=closed", Role.AUDITOR)).contains("2 alerts: 2 closed.");
    }

    @Test
    void saysWhatIsMissingAndKeepsWhatWasTyped() throws Exception {
        String id = arrive(event("A" + mark)).getFirst().toString();
        Cookie session = Objects.requireNonNull(mvc.perform(post("/alerts/close")
                        .param("alert", id)
                        .param("reason", "typed")
                        .with(as(Role.SECURITY_ENGINEER))
                        .with(csrf()))
                .andExpect(redirectedUrl("/alerts"))
                .andReturn()
                .getResponse()
                .getCookie("EXHIBIT"));
        String page = mvc.perform(get("/alerts")
                        .cookie(session)
                        .with(as(Role.SECURITY_ENGINEER))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page)
                .contains("Nothing was changed.", "closing an alert needs a disposition", ">typed</textarea>")
                .containsPattern(id + "[^>]* checked=\"checked\"");
    }

    @Test
    void letsOnlyThoseHandleWhoMay() throws Exception {
        String id = arrive(event("A" + mark)).getFirst().toString();
        for (Role role : List.of(Role.AUDITOR, Role.ADMINISTRATOR)) {
            mvc.perform(post("/alerts/acknowledge")
                            .param("alert", id)
                            .with(as(role))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        mvc.perform(post("/alerts/acknowledge").param("alert", id).with(as(Role.SECURITY_ENGINEER)))
                .andExpect(status().isForbidden());
    }

    @Test
    void listsWhatCouldNotBeRead() throws Exception {
        arrive(event("A") + "\n{\"cut");
        assertThat(page("/alerts/unreadable", Role.AUDITOR)).contains("truncated", "The text ends in the middle.");
        assertThat(page("/alerts", Role.AUDITOR)).contains("could not be read");
    }

    @Test
    void answersWhatItCannotUseWithAReason() throws Exception {
        for (String query : List.of(
                "priority=x",
                "state=x",
                "cursor=x",
                "scope=nothing",
                "asOf=x",
                "asOf=2199-01-01",
                "q=" + "x".repeat(201))) {
            mvc.perform(get("/alerts?" + query).with(as(Role.AUDITOR)).with(csrf()))
                    .andExpect(status().isBadRequest());
        }
        mvc.perform(get("/alerts/" + UuidV7.at(Instant.EPOCH))
                        .with(as(Role.AUDITOR))
                        .with(csrf()))
                .andExpect(status().isNotFound());
        mvc.perform(get("/alerts?q=%00%25'\\&class=%00").with(as(Role.AUDITOR)).with(csrf()))
                .andExpect(status().isOk());
    }

    private List<UUID> arrive(String body) throws Exception {
        Submission submission = Posted.at(clock.instant(), Map.of());
        interpreter.interpret(submission, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return jdbc.sql("SELECT id FROM alerts.alert WHERE submission_id = :id ORDER BY position")
                .param("id", submission.id())
                .query(UUID.class)
                .list();
    }

    private String page(String path, Role role) throws Exception {
        return mvc.perform(get(path).with(as(role)).with(csrf()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private RequestPostProcessor as(Role role) {
        String email = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + mark + "@bank.example";
        jdbc.sql("""
                INSERT INTO access.person (id, email, name, role, password_hash, created_at, version)
                VALUES (:id, :email, :email, :role, 'none', '2026-01-01', 0)
                ON CONFLICT DO NOTHING
                """)
                .param("id", UuidV7.next(clock))
                .param("email", email)
                .param("role", role.name())
                .update();
        return user(people.loadUserByUsername(email));
    }
}
