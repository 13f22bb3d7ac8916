package io.exhibit.alerts;

import static io.exhibit.alerts.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exhibit.TestDatabase;
import io.exhibit.controls.AlertMapping;
import io.exhibit.estate.TargetsReattributed;
import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.UuidV7;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class EventInterpreterTests {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:05Z");

    private final JdbcClient jdbc = TestDatabase.jdbc();
    private final EventInterpreter interpreter =
            new EventInterpreter(new AlertStore(jdbc), new AlertMapping(), JsonMapper.shared(), 5000);

    @Test
    void makesAnAlertOfEachEventThatFalcoWrote() throws Exception {
        Submission submission = Posted.at(NOW, Map.of("cluster", "prod-1"));
        Interpreted interpreted =
                interpret(submission, new String(Batches.sample("docs-alerts-a.jsonl"), StandardCharsets.UTF_8));
        assertThat(interpreted.counts())
                .containsEntry(
                        "observations",
                        Map.of("total", 13, "critical", 1, "warning", 3, "notice", 4, "informational", 5))
                .containsEntry("alerts", Map.of("created", 13))
                .doesNotContainKey("unreadable");
        assertThat(rows(submission)).hasSize(13).allMatch(row -> "prod-1".equals(row.get("cluster")));
        assertThat(rows(submission).get(4))
                .containsEntry("class", "RT-SHELL")
                .containsEntry("namespace", "default")
                .containsEntry("pod", "kubecon")
                .containsEntry("container", "ee97d9c4186f")
                .containsEntry("image_repository", "docker.io/library/alpine")
                .containsEntry("process", "sh -c clear; (bash || ash || sh)")
                .containsEntry("user_name", "root")
                .containsEntry("sensor_time", "2023-05-25T13:44:05.478445995Z")
                .containsEntry("nanoseconds", "1685022245478445995");
        assertThat(rows(submission).get(3))
                .containsEntry("pod", "nginx-676b6c5bbc-4xc6t")
                .containsEntry("namespace", "hello-app");
        assertThat(rows(submission).get(5)).containsEntry("class", "RT-SENSOR");
    }

    @Test
    void readingASubmissionAgainChangesNothing() throws Exception {
        Submission submission = Posted.at(NOW, Map.of());
        interpret(submission, event("A") + event("B"));
        List<Map<String, Object>> before = rows(submission);
        assertThat(interpret(submission, event("A") + event("B")).counts())
                .containsEntry("alerts", Map.of("created", 0));
        assertThat(rows(submission)).isEqualTo(before).hasSize(2);
    }

    @Test
    void keepsTagsAsTheSensorWroteThem() throws Exception {
        Submission submission = Posted.at(NOW, Map.of());
        List<String> tags = List.of("a,b", "NULL", "", "back\\slash", "quo\"te", "{brace}", "new\nline", "\u0001");
        interpret(
                submission,
                JsonMapper.shared().writeValueAsString(Map.of("rule", "A", "priority", "Notice", "tags", tags))
                        + event("B").replaceFirst("\\[[^]]*]", "[]"));
        assertThat(jdbc.sql("SELECT to_jsonb(tags)::text FROM alerts.alert WHERE submission_id = :id ORDER BY position")
                        .param("id", submission.id())
                        .query(String.class)
                        .list())
                .map(text -> JsonMapper.shared().readValue(text, List.class))
                .containsExactly(tags, List.of());
    }

    @Test
    void showsTheGoodEventsOfABatchAndListsTheBadOnes() throws Exception {
        Submission submission = Posted.at(NOW, Map.of());
        Interpreted interpreted =
                interpret(submission, event("A") + "\n{\"rule\":\"x\n" + event("B") + "\n{\"rule\":\"C\"}\n{\"cut");
        assertThat(interpreted.counts())
                .containsEntry("alerts", Map.of("created", 2))
                .containsEntry("unreadable", Map.of("total", 3, "schema", 1, "syntax", 1, "truncated", 1));
        assertThat(jdbc.sql(
                                "SELECT position || ' ' || line || ' ' || reason FROM alerts.pub_unreadable WHERE submission_id = :id ORDER BY 1")
                        .param("id", submission.id())
                        .query(String.class)
                        .list())
                .containsExactly("1 2 syntax", "3 4 schema", "4 5 truncated");
    }

    @Test
    void refusesABatchInWhichNothingCanBeRead() {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> interpret(Posted.at(NOW, Map.of()), "{\"SchemaVersion\":2}\n{}\n"))
                .satisfies(unreadable -> assertThat(unreadable.reason()).isEqualTo("unknown-format"))
                .withMessageContaining("Line 1")
                .withMessageContaining("2 places");
        for (String empty : List.of("", "[]", " \n ")) {
            assertThatExceptionOfType(Unreadable.class)
                    .isThrownBy(() -> interpret(Posted.at(NOW, Map.of()), empty))
                    .satisfies(unreadable -> assertThat(unreadable.reason()).isEqualTo("schema"));
        }
    }

    @Test
    void storesWhateverTheSensorSends() throws Exception {
        Submission submission = Posted.at(NOW, Map.of());
        String hostile = "{\"rule\":\"" + "<b>".repeat(2000)
                + "\",\"priority\":\"Fatal\",\"output\":\"\\u0000\\ud800\\u202e" + "x".repeat(9000)
                + "\",\"time\":\"never\",\"tags\":[null,1,\"\\u0000\",{\"a\":[]}],\"output_fields\":{\"\\u0000\":\"\\u0000\",\"n\":1e400,"
                + "\"deep\":{\"a\":[1,null,true]},\"container.image\":\"host:5000/a/b:1@sha256:cafe\"},\"extra\":[1]}";
        interpret(submission, hostile);
        assertThat(rows(submission).getFirst())
                .containsEntry("priority", "UNKNOWN")
                .containsEntry("repaired", true)
                .containsEntry("occurred_at", null)
                .containsEntry("image_repository", "host:5000/a/b")
                .containsEntry("image_tag", "1")
                .containsEntry("image_digest", "sha256:cafe");
    }

    @Test
    void attributesToTheSystemTheSenderNamesElseByImageElseByPlace() throws Exception {
        String sender = system();
        String place = system();
        String image = system();
        rule(place, "NAMESPACE", "ns-" + place);
        rule(image, "IMAGE", "reg/" + image + "/*");
        String there = "{\"rule\":\"r\",\"priority\":\"Alert\",\"output_fields\":{\"k8s.ns.name\":\"ns-" + place
                + "\",\"container.image.repository\":\"reg/" + image + "/app\"}}";
        String onlyPlace = there.replace("reg/" + image, "elsewhere");
        String nowhere = "{\"rule\":\"r\",\"priority\":\"Alert\"}";
        assertThat(systems(Map.of(), there + onlyPlace + nowhere)).containsExactly(image, place, "none");
        assertThat(systems(Map.of("system", sender), there + nowhere)).containsExactly(sender, sender);
        assertThat(systems(Map.of("system", "unheard-of"), there)).containsExactly(image);
    }

    @Test
    void givesAlertsToTheirSystemWhenItsRulesComeLater() throws Exception {
        String system = system();
        String there =
                "{\"rule\":\"r\",\"priority\":\"Alert\",\"output_fields\":{\"k8s.ns.name\":\"ns-" + system + "\"}}";
        Submission submission = Posted.at(NOW, Map.of());
        interpret(submission, there);
        rule(system, "NAMESPACE", "ns-" + system);
        new AlertStore(jdbc).on(new TargetsReattributed(List.of(), Instant.now()));
        assertThat(systemsOf(submission)).containsExactly(system);
    }

    @Test
    void readsAFullBatchInOneGo() throws Exception {
        String batch =
                IntStream.range(0, 5000).mapToObj(i -> event("Rule " + i % 40)).collect(Collectors.joining("\n"));
        for (int round = 0; round < 3; round++) {
            Submission submission = Posted.at(NOW, Map.of("cluster", "c" + round));
            long start = System.nanoTime();
            assertThat(interpret(submission, batch).counts()).containsEntry("alerts", Map.of("created", 5000));
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            LoggerFactory.getLogger(getClass()).info("5,000 events in {} ms", milliseconds);
        }
        String tooMany = batch + event("one more");
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> interpret(Posted.at(NOW, Map.of()), tooMany))
                .satisfies(unreadable -> assertThat(unreadable.reason()).isEqualTo("too-many"));
    }

    private Interpreted interpret(Submission submission, String body) throws Unreadable, IOException {
        return interpreter.interpret(submission, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Map<String, Object>> rows(Submission submission) {
        return jdbc.sql("""
                SELECT *, fields ->> 'evt.time' AS nanoseconds FROM alerts.alert WHERE submission_id = :id ORDER BY position
                """).param("id", submission.id()).query().listOfRows().stream()
                .peek(row -> List.of("tags", "fields", "envelope").forEach(row::remove))
                .toList();
    }

    private List<String> systems(Map<String, String> context, String body) throws Unreadable, IOException {
        Submission submission = Posted.at(NOW, context);
        interpret(submission, body);
        return systemsOf(submission);
    }

    private List<String> systemsOf(Submission submission) {
        return jdbc.sql("""
                SELECT coalesce(s.code, 'none')
                  FROM alerts.alert AS a
                  LEFT JOIN estate.pub_system AS s ON s.id = a.system_id
                 WHERE a.submission_id = :id
                 ORDER BY a.position
                """).param("id", submission.id()).query(String.class).list();
    }

    private String system() {
        UUID id = UuidV7.at(NOW);
        String code = "s" + id.toString().substring(24);
        jdbc.sql("""
                INSERT INTO estate.system (id, code, name, owner, owner_email, description, cardholder_data, critical_function,
                       customer_data, third_party, created_at, version)
                VALUES (:id, :code, :code, '', '', '', true, false, false, false, '2026-01-01', 0)
                """).param("id", id).param("code", code).update();
        return code;
    }

    private void rule(String system, String kind, String pattern) {
        jdbc.sql("""
                INSERT INTO estate.attribution_rule (id, system_id, kind, pattern, created_at, version)
                SELECT :id, id, :kind, :pattern, '2026-01-01', 0 FROM estate.system WHERE code = :system
                """)
                .param("id", UuidV7.at(NOW))
                .param("system", system)
                .param("kind", kind)
                .param("pattern", pattern)
                .update();
    }
}
