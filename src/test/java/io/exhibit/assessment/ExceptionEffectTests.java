package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a valid exception changes for a missed deadline: kinds by frameworks, and the days on which it must have been valid. */
class ExceptionEffectTests {

    @ParameterizedTest
    @CsvSource({
        "RISK_ACCEPTANCE,      PCI,       NOT_SATISFIED",
        "RISK_ACCEPTANCE,      DORA,      SATISFIED",
        "RISK_ACCEPTANCE,      FFIEC_OCC, SATISFIED",
        "COMPENSATING_CONTROL, PCI,       NOT_SATISFIED",
        "COMPENSATING_CONTROL, DORA,      SATISFIED",
        "COMPENSATING_CONTROL, FFIEC_OCC, SATISFIED",
        "FALSE_POSITIVE,       PCI,       SATISFIED",
        "FALSE_POSITIVE,       DORA,      SATISFIED",
        "FALSE_POSITIVE,       FFIEC_OCC, SATISFIED",
        "NOT_AFFECTED,         PCI,       SATISFIED",
        "NOT_AFFECTED,         DORA,      SATISFIED",
        "NOT_AFFECTED,         FFIEC_OCC, SATISFIED",
        "VENDOR_DEPENDENCY,    PCI,       NOT_SATISFIED",
        "VENDOR_DEPENDENCY,    DORA,      SATISFIED",
        "VENDOR_DEPENDENCY,    FFIEC_OCC, SATISFIED",
        "MAINTENANCE_DELAY,    PCI,       NOT_SATISFIED",
        "MAINTENANCE_DELAY,    DORA,      NOT_SATISFIED",
        "MAINTENANCE_DELAY,    FFIEC_OCC, NOT_SATISFIED"
    })
    void changesWhatTheTableSaysAndNothingElse(String kind, String profile, Result result) {
        for (String check : new String[] {"C07", "C08"}) {
            Facts facts = Facts.in(2001);
            facts.finding(facts.weekly(90))
                    .rank(check.equals("C07") ? "CRITICAL" : "HIGH")
                    .store()
                    .due(profile, facts.day(30))
                    .excepted(kind, facts.day(20), facts.day(90));

            CheckResult answer = ask(facts.ask(check, profile, facts.days(0, 90)));

            assertThat(answer.result()).as(check).isEqualTo(result);
            assertThat(answer.reason())
                    .contains(
                            result == Result.SATISFIED
                                    ? "1 past the deadline, under an exception that was valid throughout"
                                    : profile.equals("PCI") && kind.equals("COMPENSATING_CONTROL")
                                            ? "1 open past the deadline (compensating control proposed)"
                                            : "1 open past the deadline, under an exception that does not count here");
        }
    }

    @Test
    void mustBeValidFromTheDeadlineOnToTheMicrosecond() {
        assertThat(judged(30, 0, 90, 0)).isEqualTo("past the deadline, under an exception that was valid throughout");
        assertThat(judged(30, 1, 90, 0)).contains("for part of the time without an exception");
        assertThat(judged(20, 0, 90, -1)).contains("for part of the time without an exception");
        assertThat(judged(20, 0, 30, 0)).isEqualTo("open past the deadline");
    }

    @Test
    void countsUntilItIsGone() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .closed(facts.day(60))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(60));
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void oneMayTakeOverFromAnother() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(50))
                .excepted("COMPENSATING_CONTROL", facts.day(50), facts.day(95));
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isNotEqualTo(Result.SATISFIED);
    }

    @Test
    void doesNotHealTheDaysBeforeItWasApproved() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(40), facts.day(95));
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(facts.ask("C07", "DORA", facts.days(40, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void isNotKnownBeforeItWasApproved() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(29), facts.day(95));
        assertThat(items(known(facts.ask("C07", "DORA", facts.days(0, 90)), facts.day(28))))
                .singleElement()
                .extracting(Item::reason)
                .isEqualTo("open and not due yet");
    }

    private static Question known(Question question, Instant asOf) {
        return new Question(question.check(), question.profile(), question.scope(), question.period(), asOf);
    }

    private static String judged(int from, int fromMicros, int until, int untilMicros) {
        Facts facts = Facts.in(2001);
        Instant begins = facts.day(from).plusNanos(1000L * fromMicros);
        Instant ends = facts.day(until).plusNanos(1000L * untilMicros);
        facts.finding(facts.weekly(90)).store().due("DORA", facts.day(30)).excepted("RISK_ACCEPTANCE", begins, ends);
        return items(facts.ask("C07", "DORA", facts.days(0, 90))).getFirst().reason();
    }
}
