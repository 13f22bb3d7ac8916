package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C10: what keeps an exception from being in order, one way after another. */
class SoundExceptionsTests {

    private static final String SOUND =
            "asked for in time, approved by two others, and valid for as long as it was relied on";

    @Test
    void isInOrderWhenAskedForInTimeApprovedByTwoAndValidThroughout() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(95));

        CheckResult answer = ask(facts.ask("C10", "DORA", facts.days(0, 90)));

        assertThat(answer.result()).isEqualTo(Result.SATISFIED);
        assertThat(answer.reason()).contains("1 " + SOUND);
        assertThat(items(answer.question()))
                .singleElement()
                .extracting(Item::link)
                .asString()
                .startsWith("/exceptions/");
    }

    @ParameterizedTest
    @CsvSource({
        "RISK_ACCEPTANCE,      PCI,  NOT_SATISFIED",
        "COMPENSATING_CONTROL, PCI,  NOT_SATISFIED",
        "VENDOR_DEPENDENCY,    PCI,  NOT_SATISFIED",
        "FALSE_POSITIVE,       PCI,  SATISFIED",
        "LOWER_RANK,           PCI,  SATISFIED",
        "NOT_AFFECTED,         PCI,  SATISFIED",
        "MAINTENANCE_DELAY,    DORA, NOT_SATISFIED",
        "VENDOR_DEPENDENCY,    DORA, SATISFIED"
    })
    void isNotInOrderWhereItsKindDoesNotCountForALatePatch(String kind, String profile, Result result) {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due(profile, facts.day(30))
                .excepted(kind, facts.day(20), facts.day(95));

        CheckResult answer = ask(facts.ask("C10", profile, facts.days(0, 90)));

        assertThat(answer.result()).isEqualTo(result);
        assertThat(answer.reason())
                .contains(
                        result == Result.SATISFIED
                                ? SOUND
                                : kind.equals("COMPENSATING_CONTROL")
                                        ? "relied on after the deadline (compensating control proposed)"
                                        : "relied on after the deadline, and of a kind that does not count here");
    }

    @Test
    void mayBeOfAnyKindWhileNothingIsLate() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due("PCI", facts.day(95))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(96));
        facts.finding(facts.weekly(90))
                .closed(facts.day(25))
                .store()
                .due("PCI", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(96));

        assertThat(ask(facts.ask("C10", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void isNotInOrderWhenAskedForAfterTheDeadline() {
        assertThat(reason(31, 95, 2)).isEqualTo("asked for only after the deadline");
        assertThat(reason(30, 95, 2)).isEqualTo(SOUND);
    }

    @Test
    void isNotInOrderWhenItEndedWhileTheFindingWasLate() {
        assertThat(reason(20, 60, 2)).isEqualTo("over while the finding was late and still there");
        assertThat(reason(10, 20, 2))
                .as("over before the deadline, which then passed")
                .startsWith("over while");
    }

    @Test
    void isInOrderWhenAnotherTookOver() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(40))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(60))
                .excepted("FALSE_POSITIVE", facts.day(39), facts.day(95));

        assertThat(items(facts.ask("C10", "DORA", facts.days(0, 90))))
                .extracting(Item::reason)
                .containsExactly(SOUND, SOUND);
    }

    @Test
    void cannotBeToldWithoutTheApprovalsOfTwo() {
        assertThat(reason(20, 95, 1)).isEqualTo("without the approvals of two others on record");
    }

    @Test
    void asksOnlyForWhatWasInForceInThePeriod() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(95))
                .excepted("RISK_ACCEPTANCE", facts.day(20), facts.day(40));

        assertThat(items(facts.ask("C10", "DORA", facts.days(50, 90)))).isEmpty();
        assertThat(items(facts.ask("C10", "DORA", facts.days(0, 20)))).isEmpty();
        assertThat(items(facts.ask("C10", "DORA", facts.days(30, 50)))).hasSize(1);
        assertThat(ask(facts.ask("C10", "DORA", facts.days(50, 90))).result()).isEqualTo(Result.NOT_APPLICABLE);
    }

    private static String reason(int from, int until, int approvals) {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("RISK_ACCEPTANCE", facts.day(from), facts.day(until), approvals);
        return items(facts.ask("C10", "DORA", facts.days(0, 90))).getFirst().reason();
    }
}
