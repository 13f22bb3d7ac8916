package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import io.exhibit.controls.Parameter;
import io.exhibit.controls.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which number a period is judged by when two people decided another one. Each decision is gone again with its test. */
class DecidedParametersTests {

    private static final DataSource SOURCE = TestDatabase.dataSource();
    private static final String ACK = "alert_ack_minutes_error";

    private final Parameters parameters = Parameters.in(Asking.CATALOGUE, JdbcClient.create(SOURCE));
    private final Facts facts = Facts.in(2005);
    private long entry = -1;

    @Test
    void judgesWhatIsWhollyBeforeOrAfterByTheNumberOfItsTime() {
        Instant before = facts.day(10);
        Instant after = facts.day(30);
        for (Instant at : new Instant[] {before, after}) {
            facts.alert("ERROR", at).store().handled(at.plus(Duration.ofMinutes(90)), at.plus(Duration.ofDays(1)));
        }
        undone(() -> {
            decide(ACK, 120, facts.day(20));

            CheckResult earlier = Asking.ask(facts.ask("C17", "PCI", facts.days(0, 20)));
            CheckResult later = Asking.ask(facts.ask("C17", "PCI", facts.days(21, 40)));
            CheckResult across = Asking.ask(facts.ask("C17", "PCI", facts.days(0, 40)));

            assertThat(earlier.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
            assertThat(value(earlier)).isEqualTo(60);
            assertThat(earlier.reason()).doesNotContain("more than one value");
            assertThat(later.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
            assertThat(value(later)).isEqualTo(120);
            assertThat(later.parameters())
                    .filteredOn(parameter -> parameter.name().equals(ACK))
                    .singleElement()
                    .satisfies(parameter -> {
                        assertThat(parameter.basis()).isEqualTo(Parameter.Basis.DECIDED);
                        assertThat(parameter.note()).contains("120 from 21 Jan 2005 on", "It came as 60");
                    });
            assertThat(across.counts()).as("the stricter one").isEqualTo(new Counts(2, 0, 2, 0, 0));
            assertThat(across.reason())
                    .contains(
                            ACK
                                    + " had more than one value in the period: 60 as it came with Exhibit, 120 from 21 Jan 2005 on",
                            "judged by 60, the strictest");
        });
    }

    @Test
    void knowsNothingOfWhatIsDecidedLater() {
        undone(() -> {
            decide(ACK, 30, facts.day(20));
            Question question = facts.ask("C17", "PCI", facts.days(0, 40));
            Question then = new Question(
                    question.check(), question.profile(), question.scope(), question.period(), facts.day(19));

            assertThat(value(Asking.ask(then))).isEqualTo(60);
            assertThat(value(Asking.ask(question))).isEqualTo(30);
        });
    }

    @Test
    void takesTheLargerOneForStricterWhereItAsksForMore() {
        undone(() -> {
            decide("return_within_days", 60, facts.day(20));
            decide("return_within_days", 20, facts.day(25));

            assertThat(parameters
                            .judging("PCI", facts.days(0, 40), facts.day(40))
                            .profile()
                            .value("return_within_days"))
                    .isEqualTo(60);
            assertThat(parameters.at("PCI", facts.day(26)).value("return_within_days"))
                    .isEqualTo(20);
            assertThat(parameters.at("PCI", facts.day(24)).value("return_within_days"))
                    .isEqualTo(60);
        });
    }

    @Test
    void neverFallsBehindWhatATextSets() {
        undone(() -> {
            decide("scan_max_gap_hours", 5000, facts.day(20));

            assertThat(parameters.at("PCI", facts.day(30)).value("scan_max_gap_hours"))
                    .isEqualTo(2208);
            assertThat(parameters.at("DORA", facts.day(30)).value("scan_max_gap_hours"))
                    .as("another profile")
                    .isEqualTo(720);
        });
    }

    @Test
    void countsFromItsApprovalWhereThatCameAfterItsDay() {
        undone(() -> {
            decide(ACK, 45, facts.day(20), facts.day(22).plusSeconds(5));

            assertThat(parameters.at("PCI", facts.day(22)).value(ACK)).isEqualTo(60);
            assertThat(parameters.at("PCI", facts.day(22).plusSeconds(5)).value(ACK))
                    .isEqualTo(45);
        });
    }

    private static long value(CheckResult result) {
        return result.parameters().stream()
                .filter(parameter -> parameter.name().equals(ACK))
                .mapToLong(Parameter::value)
                .findFirst()
                .orElseThrow();
    }

    private void decide(String parameter, long value, Instant from) {
        decide(parameter, value, from, from.minus(Duration.ofDays(1)));
    }

    private void decide(String parameter, long value, Instant from, Instant approved) {
        JdbcClient.create(SOURCE)
                .sql("""
                INSERT INTO controls.parameter_change (entry_index, profile, parameter, before, value, from_day, reason, proposed_at,
                       proposed_by, lapses_at, decided_at, decided_by, decided_entry, approved, comment)
                VALUES (:entry, 'PCI', :parameter, 1, :value, :day, 'A test', :proposed, :one, :approved, :approved, :other, :entry, true, '')
                """)
                .param("entry", entry--)
                .param("parameter", parameter)
                .param("value", value)
                .param("day", LocalDate.ofInstant(from, ZoneOffset.UTC))
                .param("proposed", approved.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .param("approved", approved.atOffset(ZoneOffset.UTC))
                .param("one", UUID.randomUUID())
                .param("other", UUID.randomUUID())
                .update();
    }

    private static void undone(Runnable test) {
        new TransactionTemplate(new JdbcTransactionManager(SOURCE)).executeWithoutResult(status -> {
            status.setRollbackOnly();
            test.run();
        });
    }
}
