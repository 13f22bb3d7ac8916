package io.exhibit.alerts;

import static io.exhibit.alerts.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exhibit.intake.Submission;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.Actor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class AlertHandlingTests {

    private static final Actor ENGINEER =
            new Actor(Actor.Kind.PERSON, UuidV7.at(Instant.EPOCH), "eva@bank.example", "local");
    private static final Actor OFFICER =
            new Actor(Actor.Kind.PERSON, UuidV7.at(Instant.EPOCH), "mara@bank.example", "local");

    @Autowired
    private AlertHandling handling;

    @Autowired
    private AlertList list;

    @Autowired
    private EventInterpreter interpreter;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Test
    void theFirstToTakeAnAlertUpIsTheOneWhoDid() throws Exception {
        List<UUID> ids = alerts(2);
        assertThat(handling.acknowledge(ids.subList(0, 1), ENGINEER)).isEqualTo(new Handled(ids.subList(0, 1), 0));
        assertThat(handling.acknowledge(ids, OFFICER)).isEqualTo(new Handled(ids.subList(1, 2), 1));
        assertThat(row(ids.getFirst()).acknowledgedBy()).isEqualTo("eva@bank.example");
        assertThat(row(ids.getFirst()).state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(activities(ids.getFirst())).containsExactly("eva@bank.example alert.acknowledged");
    }

    @Test
    void closingIsADecisionInTheLedger() throws Exception {
        List<UUID> ids = alerts(3);
        handling.acknowledge(ids.subList(0, 1), ENGINEER);
        Handled handled = handling.close(ids, Disposition.BENIGN, "  Change 4711  ", OFFICER);
        assertThat(handled.changed()).containsExactlyInAnyOrderElementsOf(ids);
        AlertRow row = row(ids.getFirst());
        assertThat(row.state()).isEqualTo(AlertState.CLOSED);
        assertThat(row.acknowledgedBy()).isEqualTo("eva@bank.example");
        assertThat(row.closedBy()).isEqualTo("mara@bank.example");
        assertThat(row.reason()).isEqualTo("Change 4711");
        assertThat(row(ids.getLast()).acknowledgedBy()).isEqualTo("mara@bank.example");
        List<Long> entries = entries(ids);
        assertThat(entries).hasSize(1);
        assertThat(jdbc.sql("SELECT kind || ' ' || convert_from(detail, 'UTF8') FROM ledger.entry WHERE index = :index")
                        .param("index", entries.getFirst())
                        .query(String.class)
                        .single())
                .contains(
                        "alert.closed",
                        "BENIGN",
                        "Change 4711",
                        ids.getFirst().toString(),
                        ids.getLast().toString());
    }

    @Test
    void aClosedAlertStaysAsItWasDecided() throws Exception {
        List<UUID> ids = alerts(1);
        handling.close(ids, Disposition.FALSE_POSITIVE, "Rule too wide", ENGINEER);
        List<Long> entries = entries(ids);
        assertThat(handling.close(ids, Disposition.TRUE_POSITIVE, "Changed my mind", OFFICER))
                .isEqualTo(new Handled(List.of(), 1));
        assertThat(handling.acknowledge(ids, OFFICER).changed()).isEmpty();
        assertThat(row(ids.getFirst()).disposition()).isEqualTo(Disposition.FALSE_POSITIVE);
        assertThat(entries(ids)).isEqualTo(entries);
    }

    @Test
    void ofTwoWhoCloseAtTheSameTimeOneDecidesEachAlert() throws Exception {
        List<UUID> ids = alerts(30);
        List<UUID> backwards = new ArrayList<>(ids);
        Collections.reverse(backwards);
        List<Callable<Handled>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<UUID> mine = i % 2 == 0 ? ids : backwards;
            Actor actor = i % 2 == 0 ? ENGINEER : OFFICER;
            attempts.add(() -> handling.close(mine, Disposition.TEST, "At once", actor));
        }
        List<UUID> changed = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Handled> attempt : threads.invokeAll(attempts)) {
                changed.addAll(attempt.get().changed());
            }
        }
        assertThat(changed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void refusesADecisionWithoutReasonOrAlerts() throws Exception {
        List<UUID> ids = alerts(1);
        for (String reason : List.of("", " \n ", "x".repeat(2001))) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> handling.close(ids, Disposition.TEST, reason, ENGINEER));
        }
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> handling.acknowledge(List.of(), ENGINEER));
        assertThat(handling.close(List.of(UuidV7.at(Instant.EPOCH)), Disposition.TEST, "None such", ENGINEER)
                        .changed())
                .isEmpty();
        assertThat(handling.close(ids, Disposition.TEST, "nul \0 in it", ENGINEER)
                        .changed())
                .hasSize(1);
    }

    @Test
    void theListOfAnEarlierTimeDoesNotKnowWhatWasDoneLater() throws Exception {
        List<UUID> ids = alerts(1);
        Instant before = clock.instant();
        handling.close(ids, Disposition.TEST, "Later", ENGINEER);
        assertThat(list.row(ids.getFirst(), before)).hasValueSatisfying(row -> {
            assertThat(row.state()).isEqualTo(AlertState.OPEN);
            assertThat(row.reason()).isNull();
        });
        assertThat(list.row(ids.getFirst(), before.minusSeconds(600))).isEmpty();
        assertThat(row(ids.getFirst()).state()).isEqualTo(AlertState.CLOSED);
    }

    private List<UUID> alerts(int count) throws Exception {
        Submission submission = Posted.at(clock.instant().minusMillis(5), Map.of());
        interpreter.interpret(
                submission, new ByteArrayInputStream(event("A").repeat(count).getBytes(StandardCharsets.UTF_8)));
        return jdbc.sql("SELECT id FROM alerts.alert WHERE submission_id = :id ORDER BY id")
                .param("id", submission.id())
                .query(UUID.class)
                .list();
    }

    private AlertRow row(UUID id) {
        return list.row(id, null).orElseThrow();
    }

    private List<Long> entries(List<UUID> ids) {
        return jdbc.sql("SELECT DISTINCT closed_entry FROM alerts.handling WHERE alert_id = ANY(:ids::uuid[])")
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    private List<String> activities(UUID id) {
        return jdbc.sql("SELECT actor_name || ' ' || action FROM ledger.activity WHERE object = :object ORDER BY at")
                .param("object", "alert " + id)
                .query(String.class)
                .list();
    }
}
