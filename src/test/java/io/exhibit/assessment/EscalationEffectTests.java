package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an escalation changes for a missed deadline: for DORA only, only from before it on, and until the planned day. */
class EscalationEffectTests {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "C07, DORA,      SATISFIED",
        "C08, DORA,      SATISFIED",
        "C07, PCI,       NOT_SATISFIED",
        "C08, PCI,       NOT_SATISFIED",
        "C07, FFIEC_OCC, NOT_SATISFIED",
        "C08, FFIEC_OCC, NOT_SATISFIED"
    })
    void countsForDoraOnly(String check, String profile, Result result) {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .rank(check.equals("C07") ? "CRITICAL" : "HIGH")
                .store()
                .due(profile, facts.day(30))
                .escalated(facts.day(29), facts.day(95));

        assertThat(ask(facts.ask(check, profile, facts.days(0, 90))).result()).isEqualTo(result);
    }

    @ParameterizedTest(name = "escalated on day {0} until day {1}: {2}")
    @CsvSource({
        "30, 90, 'past the deadline, escalated in time'",
        "31, 95, 'open past the deadline, escalated only after the deadline'",
        "29, 60, 'open past the deadline, escalated, but not until it was gone'",
        "10, 30, 'open past the deadline, escalated, but not until it was gone'"
    })
    void countsFromBeforeTheDeadlineUntilThePlannedDay(int at, int until, String outcome) {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).store().due("DORA", facts.day(30)).escalated(facts.day(at), facts.day(until));

        assertThat(items(facts.ask("C07", "DORA", facts.days(0, 90))))
                .singleElement()
                .extracting(Item::reason)
                .isEqualTo(outcome);
    }

    @Test
    void countsUntilItIsGone() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .closed(facts.day(60))
                .store()
                .due("DORA", facts.day(30))
                .escalated(facts.day(20), facts.day(60));

        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void isEscalatedAgainOrExceptedBeforeThePlannedDayHasPassed() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .escalated(facts.day(20), facts.day(50))
                .escalated(facts.day(49), facts.day(70))
                .excepted("RISK_ACCEPTANCE", facts.day(69), facts.day(95));

        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void isNotEscalatedAfterAnExceptionThatEnded() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(50))
                .escalated(facts.day(49), facts.day(95));

        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
    }
}
