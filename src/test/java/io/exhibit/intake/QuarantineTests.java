package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Api;
import io.exhibit.Desk;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.access.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do with what could not be read: have it read again, or dismiss it, two together. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class QuarantineTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private InterpretationLoops loops;

    @Autowired
    private SubmissionStore submissions;

    @Autowired
    private SubmissionList list;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BeanFactory beans;

    private Api api;
    private Desk desk;
    private final String world = "quarantine" + System.nanoTime();

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "ci", Permission.SCANS_WRITE);
        desk = new Desk(beans);
    }

    @Test
    void readsADocumentAgainInTheTurnOfTheEntryThatSaysSo() {
        UUID id = deadly(report(world, ""));
        Instant quarantined = instant("SELECT interpreted_at FROM intake.interpretation WHERE submission_id = :id", id);
        assertThat(state(id)).isEqualTo("QUARANTINED");
        assertThat(text("SELECT reader FROM intake.interpretation WHERE submission_id = :id", id))
                .startsWith("trivy-json/2");
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/submissions/" + id + "/replay")
                        .status())
                .isEqualTo(302);
        Awaitility.await().atMost(SOON).until(() -> state(id).equals("INTERPRETED"));
        assertThat(instant("SELECT recorded_at FROM scans.scan WHERE submission_id = :id", id))
                .isEqualTo(instant("SELECT received_at FROM intake.submission WHERE id = :id", id));
        assertThat(number("SELECT count(*) FROM intake.replay WHERE submission_id = :id", id))
                .isOne();
        assertThat(number("""
                SELECT count(*) FROM intake.interpretation i JOIN intake.replay r USING (submission_id)
                 WHERE submission_id = :id AND i.read_index = r.entry_index
                """, id)).isOne();
        // Asked as of the time between, it is what it was then.
        assertThat(list.unread(new SubmissionList.Unread(false, "", true, quarantined, null), 1000))
                .anySatisfy(line -> {
                    assertThat(line.id()).isEqualTo(id);
                    assertThat(line.outcome().reason()).isEqualTo("internal-error");
                });
        assertThat(desk.get(Role.AUDITOR, "/submissions/" + id).text()).contains("asked to read it again");
        assertThat(trail("submission.replayed", id)).isOne();
    }

    @Test
    void takesEachDocumentOnceInTheOrderOfTheLedgerHoweverOftenItIsReadAgain() {
        UUID broken = post("{" + world);
        UUID later = post(report(world + "later", ""));
        for (int again = 1; again <= 2; again++) {
            int times = again;
            assertThat(desk.post(Role.COMPLIANCE_OFFICER, "/submissions/" + broken + "/replay")
                            .status())
                    .isEqualTo(302);
            Awaitility.await()
                    .atMost(SOON)
                    .until(() ->
                            number("SELECT count(*) FROM intake.quarantine_entry WHERE submission_id = :id", broken)
                                    == times + 1);
        }
        List<SubmissionStore.Queued> queue = submissions.between(Kind.SCAN, Place.START, Place.END, 10_000);
        assertThat(queue).isSortedAccordingTo((a, b) -> Long.compare(a.turnIndex(), b.turnIndex()));
        assertThat(queue.stream().map(queued -> queued.submission().id()).filter(List.of(broken, later)::contains))
                .containsExactly(later, broken, broken);
        assertThat(queue.getLast().turnIndex())
                .isGreaterThan(queue.getLast().submission().entryIndex());
    }

    @Test
    void anOlderScanThatIsReadLateDoesNotUndoANewerOne() {
        UUID old = deadly(report(world, "2026-01-01T00:00:00Z"));
        UUID newer = post(report(world, "2026-02-01T00:00:00Z"));
        desk.post(Role.SECURITY_ENGINEER, "/submissions/" + old + "/replay");
        Awaitility.await().atMost(SOON).until(() -> state(old).equals("INTERPRETED"));
        assertThat(text("SELECT outcome FROM scans.scan WHERE submission_id = :id", newer))
                .isEqualTo("CONCLUSIVE");
        assertThat(text("SELECT outcome FROM scans.scan WHERE submission_id = :id", old))
                .isEqualTo("NOT_CONCLUSIVE");
    }

    @Test
    void readsAllAgainThatAnOlderReaderCouldNotRead() {
        UUID first = deadly(report(world, ""));
        UUID second = deadly(report(world + "second", ""));
        jdbc.sql("UPDATE intake.interpretation SET reader = :reader WHERE submission_id IN (:ids)")
                .param("reader", "trivy-json/" + world)
                .param("ids", List.of(first, second))
                .update();
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/quarantine").text())
                .contains("trivy-json/" + world, "a newer reader is in use now", "Read all again");
        desk.post(
                Role.SECURITY_ENGINEER,
                "/quarantine/replay",
                "kind",
                "SCAN",
                "reason",
                "internal-error",
                "reader",
                "trivy-json/" + world);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> state(first).equals("INTERPRETED") && state(second).equals("INTERPRETED"));
        assertThat(number("SELECT count(DISTINCT entry_index) FROM intake.replay WHERE submission_id IN (:id)", first))
                .isOne();
    }

    @Test
    void waitsOnceOnly() {
        UUID id = post("{{" + world);
        loops.stop();
        String replay = "/submissions/" + id + "/replay";
        desk.post(Role.SECURITY_ENGINEER, replay);
        assertThat(desk.post(Role.SECURITY_ENGINEER, replay).response()).isNotNull();
        assertThat(desk.post(Role.SECURITY_ENGINEER, "/submissions/" + id + "/dismissal", "reason", "no")
                        .status())
                .isEqualTo(302);
        assertThat(desk.get(Role.SECURITY_ENGINEER, "/submissions/" + id).text())
                .contains("It waits to be read again");
        assertThat(number("SELECT count(*) FROM intake.replay WHERE submission_id = :id", id))
                .isOne();
        assertThat(number("SELECT count(*) FROM intake.dismissal WHERE submission_id = :id", id))
                .isZero();
        loops.start();
    }

    @Test
    void isDismissedByTwoPeopleOnly() {
        UUID id = post("[" + world);
        String at = "/submissions/" + id;
        desk.post(Role.SECURITY_ENGINEER, at + "/dismissal", "reason", " ");
        assertThat(number("SELECT count(*) FROM intake.dismissal WHERE submission_id = :id", id))
                .isZero();
        desk.post(Role.SECURITY_ENGINEER, at + "/dismissal", "reason", "A pipeline was tried out.");
        desk.post(Role.SECURITY_ENGINEER, at + "/dismissal/confirm");
        assertThat(state(id)).isEqualTo("QUARANTINED");
        assertThatThrownBy(() -> jdbc.sql("""
                        UPDATE intake.dismissal SET confirmed_by = proposed_by, confirmed_at = now(), confirmed_entry = 0
                         WHERE submission_id = :id
                        """).param("id", id).update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(desk.get(Role.SECURITY_ENGINEER, at).text())
                .contains("A second person has to confirm it")
                .doesNotContain("Confirm the dismissal");
        assertThat(desk.get(Role.COMPLIANCE_OFFICER, at).text()).contains("Confirm the dismissal");
        desk.post(Role.COMPLIANCE_OFFICER, at + "/dismissal/withdraw");
        desk.post(Role.COMPLIANCE_OFFICER, at + "/dismissal/confirm");
        assertThat(state(id)).isEqualTo("QUARANTINED");
        desk.post(Role.SECURITY_ENGINEER, at + "/dismissal", "reason", "A pipeline was tried out.");
        desk.post(Role.COMPLIANCE_OFFICER, at + "/dismissal/confirm");
        assertThat(state(id)).isEqualTo("DISMISSED");
        isCountedApart(id);
        desk.post(Role.COMPLIANCE_OFFICER, at + "/replay");
        assertThat(number("SELECT count(*) FROM intake.replay WHERE submission_id = :id", id))
                .isZero();
    }

    private void isCountedApart(UUID id) {
        Desk.Page page = desk.get(Role.AUDITOR, "/submissions/" + id);
        assertThat(page.text())
                .contains(
                        "dismissed",
                        "confirmed the dismissal",
                        "withdrew the proposal",
                        desk.officer(Role.SECURITY_ENGINEER).name(),
                        desk.officer(Role.COMPLIANCE_OFFICER).name());
        assertThat(desk.get(Role.AUDITOR, "/quarantine?show=dismissed").text()).contains(id.toString());
        assertThat(desk.get(Role.AUDITOR, "/quarantine").text()).doesNotContain(id.toString());
        assertThat(desk.get(Role.AUDITOR, "/submissions?state=DISMISSED").text())
                .contains(id.toString());
        assertThat(number("""
                SELECT count(*) FROM intake.pub_submission WHERE id = :id AND state = 'QUARANTINED' AND dismissed_entry > 0
                """, id)).isOne();
        assertThat(number(
                        "SELECT count(*) FROM intake.pub_quarantined_at(now()) WHERE dismissed AND submission_id = :id",
                        id))
                .isOne();
        assertThat(trail("quarantine.dismissed", id)).isOne();
        assertThat(number("""
                SELECT count(*) FROM ledger.entry e JOIN intake.dismissal d ON d.submission_id = :id
                   AND (e.index, e.kind) IN ((d.proposed_entry, 'quarantine.dismissal-proposed'),
                        (d.confirmed_entry, 'quarantine.dismissed'), (d.withdrawn_entry, 'quarantine.dismissal-withdrawn'))
                """, id)).isEqualTo(4);
    }

    @Test
    void examinersAndAdministratorsDecideNothing() {
        UUID id = post("]" + world);
        for (Role role : EnumSet.of(Role.AUDITOR, Role.ADMINISTRATOR)) {
            for (String action : List.of("/replay", "/dismissal", "/dismissal/confirm", "/dismissal/withdraw")) {
                assertThat(desk.post(role, "/submissions/" + id + action, "reason", "x")
                                .status())
                        .as(role + action)
                        .isEqualTo(403);
            }
            assertThat(desk.post(role, "/quarantine/replay").status()).isEqualTo(403);
        }
    }

    @Test
    void whatWentIntoQuarantineIsAnEntryOfTheLedger() {
        UUID id = post("}" + world);
        Awaitility.await().atMost(SOON).until(() -> number("""
                SELECT count(*) FROM intake.quarantine_entry q JOIN ledger.entry e ON e.index = q.entry_index
                 WHERE q.submission_id = :id AND e.kind = 'submission.quarantined'
                   AND convert_from(e.detail, 'UTF8') LIKE '%' || q.submission_id || '%'
                """, id) == 1);
    }

    @Test
    void saysWhatHasBeenThereForTooLong() {
        UUID id = post("," + world);
        jdbc.sql("UPDATE intake.submission SET received_at = received_at - interval '10 days' WHERE id = :id")
                .param("id", id)
                .update();
        assertThat(desk.get(Role.AUDITOR, "/quarantine?order=oldest").text())
                .contains("for more than 5 working days", "10 days", "over 5 working days");
    }

    /** Put aside unread, as after so many deaths of the process over it. */
    private UUID deadly(String report) {
        loops.stop();
        Api.Answer answer = api.post("/api/v1/scans?environment=" + world, bytes(report));
        jdbc.sql("UPDATE intake.cursor SET attempts = 6 WHERE kind = 'SCAN'").update();
        loops.start();
        assertThat(api.get(answer.text("/statusUrl") + "?wait=20s").text("/reason"))
                .isEqualTo("internal-error");
        return UUID.fromString(answer.text("/id"));
    }

    private UUID post(String body) {
        Api.Answer answer = api.post("/api/v1/scans?wait=20s&environment=" + world, bytes(body));
        assertThat(answer.status()).isEqualTo(202);
        return UUID.fromString(answer.text("/id"));
    }

    private String state(UUID id) {
        return api.get("/api/v1/submissions/" + id).text("/state");
    }

    private String text(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(String.class).single();
    }

    private long number(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(Long.class).single();
    }

    private Instant instant(String sql, UUID id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private long trail(String action, UUID id) {
        return jdbc.sql("SELECT count(*) FROM ledger.activity WHERE action = :action AND object = :object")
                .param("action", action)
                .param("object", "submission " + id)
                .query(Long.class)
                .single();
    }

    private static String report(String name, String created) {
        return "{\"SchemaVersion\":2,\"ArtifactName\":\"" + name + "\",\"ArtifactType\":\"repository\","
                + (created.isEmpty() ? "" : "\"CreatedAt\":\"" + created + "\",")
                + "\"Results\":[{\"Target\":\"go.mod\",\"Class\":\"lang-pkgs\",\"Type\":\"gomod\"}]}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
