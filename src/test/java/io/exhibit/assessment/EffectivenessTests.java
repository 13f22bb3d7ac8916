package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.exhibit.TestDatabase;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.controls.Effective;
import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a control stood day by day, from verdicts of its own. */
class EffectivenessTests {

    private static final JdbcClient JDBC = TestDatabase.jdbc();
    private static final Instant BEGIN = Instant.parse("2003-03-01T00:00:00Z");

    private final Effectiveness effectiveness = new Effectiveness(JDBC);
    private final ControlId id = new ControlId(new FrameworkId("A-TEST"), "T" + System.nanoTime());
    private final Control control = control(Standing.OPERATIVE);
    private final Period period = new Period(BEGIN, BEGIN.plus(Duration.ofDays(10)));

    @Test
    void tellsEachDayByItsWorstVerdictAndTheOthersAsUnknown() {
        verdict(1, 8, "SATISFIED", "Satisfied by C01.");
        verdict(2, 8, "SATISFIED", "Satisfied by C01.");
        verdict(3, 1, "NOT_SATISFIED", "Not satisfied by C07.");
        verdict(3, 9, "SATISFIED", "Satisfied by C01.");
        verdict(4, 1, "INSUFFICIENT_EVIDENCE", "Not enough evidence for C03.");
        verdict(5, 1, "SATISFIED_COMPENSATED", "Satisfied, compensated, by C07.");
        verdict(6, 1, "NOT_APPLICABLE", "Nothing to judge for C07.");

        Strip strip = effectiveness.of(control, Scope.ALL, period, period.to()).orElseThrow();

        assertThat(strip.words()).isEqualTo("Of 10 days 3 effective, 1 deficient, 5 unknown, 1 not applicable.");
        assertThat(strip.spans())
                .extracting(span -> span.from().getDayOfMonth() + " to "
                        + span.to().getDayOfMonth() + " " + span.day().words() + ": " + span.cause())
                .containsExactly(
                        "1 to 1 unknown: Nothing was judged on these days.",
                        "2 to 3 effective: Satisfied by C01.",
                        "4 to 4 deficient: Not satisfied by C07.",
                        "5 to 5 unknown: Not enough evidence for C03.",
                        "6 to 6 effective: Satisfied, compensated, by C07.",
                        "7 to 7 not applicable: Nothing to judge for C07.",
                        "8 to 10 unknown: Nothing was judged on these days.");
        assertThat(strip.parts(100, "%"))
                .extracting(Strip.Part::x, Strip.Part::width)
                .startsWith(tuple("0.000%", "10.000%"), tuple("10.000%", "20.000%"));
    }

    @Test
    void knowsNothingOfLater() {
        verdict(1, 8, "NOT_SATISFIED", "Not satisfied by C07.");
        verdict(5, 8, "SATISFIED", "Satisfied by C01.");

        Strip strip = effectiveness
                .of(control, Scope.ALL, period, BEGIN.plus(Duration.ofDays(3)))
                .orElseThrow();

        assertThat(strip.words()).isEqualTo("Of 3 days 0 effective, 1 deficient, 2 unknown.");
    }

    @Test
    void isNotTheStripOfAnotherScopeNorOfASystemNorOfAWithdrawnText() {
        verdict(1, 8, "SATISFIED", "Satisfied by C01.");

        assertThat(effectiveness
                        .of(control, new Scope("tag:customer-data"), period, period.to())
                        .orElseThrow()
                        .days(Strip.Day.UNKNOWN))
                .isEqualTo(10);
        assertThat(effectiveness.of(control, new Scope("system:payments"), period, period.to()))
                .isEmpty();
        assertThat(effectiveness.of(control(Standing.WITHDRAWN), Scope.ALL, period, period.to()))
                .isEmpty();
    }

    private Control control(Standing standing) {
        return new Control(
                id,
                "A title",
                "A text",
                "A paragraph",
                new Effective(LocalDate.of(2000, 1, 1), false),
                null,
                standing,
                List.of(),
                List.of(),
                null,
                Map.of(),
                List.of());
    }

    private void verdict(long day, long hour, String result, String reason) {
        JDBC.sql("""
                INSERT INTO assessment.verdict (id, framework, control, check_id, check_version, catalogue, scope, period_from, period_to,
                       as_of, ledger_size, parameters, result, population, satisfied, violated, insufficient, not_applicable, reason,
                       evaluated_at)
                VALUES (:id, :framework, :control, '*', 1, 'x', 'all', :from, :at, :at, 0, '{}', :result, 0, 0, 0, 0, 0, :reason, :at)
                """)
                .param("id", UUID.randomUUID())
                .param("framework", id.framework().text())
                .param("control", id.code())
                .param("from", BEGIN.minus(Duration.ofDays(366)).atOffset(ZoneOffset.UTC))
                .param(
                        "at",
                        BEGIN.plus(Duration.ofDays(day))
                                .plus(Duration.ofHours(hour))
                                .atOffset(ZoneOffset.UTC))
                .param("result", result)
                .param("reason", reason)
                .update();
    }
}
