package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
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
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@SpringBootTest
@AutoConfigureMockMvc
class IntakePagesTests {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private Desk desk;
    private String token = "";
    private final String sender = HOSTILE + System.nanoTime();

    @BeforeEach
    void sitDown(@Autowired BeanFactory beans) {
        desk = new Desk(beans);
        token = tokens.issue(sender, EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "EXAMINER")
    void everybodyOfTheBankSeesWhatWasReceived(Role role) throws Exception {
        String id = post(sample("alpine-39"));
        Desk.Page list = desk.get(role, "/submissions?sender=" + senderOf(id));
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text())
                .contains("6 vulnerability rows", "/submissions/" + id, "interpreted")
                .doesNotContain(HOSTILE);
        Desk.Page page = desk.get(role, "/submissions/" + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("The scans read from it", "Vulnerability rows")
                .doesNotContain(HOSTILE);
        assertThat(desk.get(role, "/submissions/" + id + "/scans").text()).contains("conclusive", "alpine");
    }

    @Test
    void nobodySendsFormsToWhatIsKept() {
        for (String path : new String[] {"/submissions", "/ledger", "/quarantine", "/evidence/" + "0".repeat(64)}) {
            assertThat(desk.post(Role.COMPLIANCE_OFFICER, path).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(desk.post(Role.AUDITOR, path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void listsWhatCouldNotBeReadWithItsReason() throws Exception {
        String id = post(("<script>alert(1)</script>" + System.nanoTime()).getBytes(StandardCharsets.UTF_8));
        Desk.Page page = desk.get(Role.AUDITOR, "/quarantine");
        assertThat(page.text()).contains(id).doesNotContain("<script>alert", HOSTILE);
        assertThat(desk.get(Role.AUDITOR, "/submissions/" + id).text()).contains("It could not be read.");
        assertThat(desk.get(Role.AUDITOR, "/submissions?state=QUARANTINED&sender=" + senderOf(id))
                        .text())
                .contains(id);
        assertThat(desk.get(Role.AUDITOR, "/submissions?state=INTERPRETED&sender=" + senderOf(id))
                        .text())
                .contains("No submission matches");
        assertThat(desk.get(Role.AUDITOR, "/quarantine?asOf=2020-01-01").text())
                .contains("Everything that came in could be read");
    }

    @Test
    void handsOutTheExactBytesAndLeavesALineInTheTrail() throws Exception {
        byte[] sent = (" ".repeat(700_000) + "{\"x\":\"" + System.nanoTime() + "\"}").getBytes(StandardCharsets.UTF_8);
        post(sent);
        String sha256 = Sha256.of(sent).hex();
        Desk.Page page = desk.get(Role.AUDITOR, "/evidence/" + sha256);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().getContentAsByteArray()).isEqualTo(sent);
        assertThat(page.response().getContentType()).isEqualTo("application/octet-stream");
        assertThat(page.response().getHeader("Content-Disposition")).startsWith("attachment");
        assertThat(page.response().getHeaders("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'");
        assertThat(page.response().getHeaders("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM ledger.activity
                         WHERE action = 'original.read' AND object = :sha AND actor_name = :who
                        """)
                        .param("sha", sha256)
                        .param("who", desk.officer(Role.AUDITOR).getUsername())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "0000000000000000000000000000000000000000000000000000000000000000"})
    void thereIsNoOriginalThatNobodySent(String sha256) {
        assertThat(desk.get(Role.AUDITOR, "/evidence/" + sha256).status()).isEqualTo(404);
    }

    @Test
    void showsAnEntryWhoseHashAnybodyCanRecompute() throws Exception {
        String id = post(sample("alpine-39"));
        Desk.Page submission = desk.get(Role.AUDITOR, "/submissions/" + id);
        Matcher link = Pattern.compile("href=\"/ledger/(\\d+)\"").matcher(submission.text());
        assertThat(link.find()).isTrue();
        String text = desk.get(Role.AUDITOR, "/ledger/" + link.group(1)).text();
        Matcher command =
                Pattern.compile("printf '\\\\000%s' '<span>(.+?)</span>'").matcher(text);
        assertThat(command.find()).as(text).isTrue();
        String leaf = command.group(1).replace("&quot;", "\"");
        assertThat(text)
                .contains(Sha256.of(("\0" + leaf).getBytes(StandardCharsets.UTF_8))
                        .hex());
        assertThat(text).contains("/submissions/" + id);
    }

    @Test
    void walksTheLedgerByKindIndexAndTime() throws Exception {
        post(sample("alpine-39"));
        Desk.Page page = desk.get(Role.AUDITOR, "/ledger?kind=scan.accepted");
        assertThat(page.text()).contains("scan.accepted").contains("<option value=\"token.issued\"");
        assertThat(desk.get(Role.AUDITOR, "/ledger?before=1").text())
                .contains("href=\"/ledger/0\"", "Back to the first page");
        assertThat(desk.get(Role.AUDITOR, "/ledger?index=0").response().getRedirectedUrl())
                .isEqualTo("/ledger/0");
        assertThat(desk.get(Role.AUDITOR, "/ledger?asOf=2020-01-01").text()).contains("No entry here");
        assertThat(desk.get(Role.AUDITOR, "/ledger?index=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/ledger/999999999999").status()).isEqualTo(404);
    }

    @Test
    void refusesWhatCannotBeAsked() {
        assertThat(desk.get(Role.AUDITOR, "/submissions?kind=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/submissions?sender=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/submissions?cursor=x").status()).isEqualTo(400);
        assertThat(desk.get(Role.AUDITOR, "/submissions/" + new UUID(0, 0)).status())
                .isEqualTo(404);
        assertThat(desk.get(Role.AUDITOR, "/submissions/" + new UUID(0, 0) + "/scans")
                        .status())
                .isEqualTo(404);
    }

    private String post(byte[] body) throws Exception {
        String answer = mvc.perform(
                        MockMvcRequestBuilders.post("/api/v1/scans?wait=60s&environment=" + System.nanoTime())
                                .header("Authorization", "Bearer " + token)
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(body))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return id.group(1);
    }

    private UUID senderOf(String submission) {
        return jdbc.sql("SELECT token_id FROM intake.submission WHERE id = :id::uuid")
                .param("id", submission)
                .query(UUID.class)
                .single();
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream in = IntakePagesTests.class.getResourceAsStream("/scans/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
