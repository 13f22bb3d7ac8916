package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertTimesTests {

    @Test
    void satisfiesWhatWasTakenUpAndClosedExactlyInTime() {
        Facts facts = Facts.in(2005);
        Instant at = facts.day(10);
        facts.alert("CRITICAL", at).store().handled(at.plus(Duration.ofMinutes(15)), at.plus(Duration.ofDays(5)));

        CheckResult result = ask(facts.ask("C17", "PCI", facts.days(0, 60)));

        assertThat(result.reason()).contains("1 taken up and closed in time (longest 5 d 0 h)");
        assertThat(result.result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void violatesOneSecondTooLateInTakingUpOrInClosing() {
        Facts facts = Facts.in(2005);
        Instant at = facts.day(10);
        facts.alert("CRITICAL", at)
                .store()
                .handled(at.plus(Duration.ofMinutes(15)).plusSeconds(1), at.plus(Duration.ofDays(1)));
        facts.alert("CRITICAL", at)
                .store()
                .handled(
                        at.plus(Duration.ofMinutes(1)),
                        at.plus(Duration.ofDays(5)).plusSeconds(1));

        CheckResult result = ask(facts.ask("C17", "PCI", facts.days(0, 60)));

        assertThat(result.counts()).isEqualTo(new Counts(2, 0, 2, 0, 0));
        assertThat(result.reason()).contains("1 taken up too late").contains("1 closed too late");
    }

    @Test
    void violatesWhatNobodyLookedAtOnceItsTimeIsUp() {
        Facts facts = Facts.in(2005);
        facts.alert("EMERGENCY", facts.day(10)).store();
        Question question = facts.ask("C17", "PCI", facts.days(0, 60));

        assertThat(ask(asOf(question, facts.day(10).plus(Duration.ofMinutes(15))))
                        .reason())
                .contains("1 in hand with time left");
        assertThat(ask(asOf(question, facts.day(10).plus(Duration.ofMinutes(15)).plusSeconds(1)))
                        .result())
                .isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(question).reason()).contains("1 taken up by nobody in time (Terminal shell in container)");
    }

    @Test
    void givesLessUrgentPrioritiesMoreTime() {
        Facts facts = Facts.in(2005);
        Instant at = facts.day(10);
        facts.alert("ERROR", at).store().handled(at.plus(Duration.ofHours(1)), at.plus(Duration.ofDays(15)));
        facts.alert("NOTICE", at).store().handled(at.plus(Duration.ofHours(8)), at.plus(Duration.ofDays(30)));
        facts.alert("WARNING", at).store().handled(at.plus(Duration.ofMinutes(481)), at.plus(Duration.ofDays(30)));

        assertThat(ask(facts.ask("C17", "PCI", facts.days(0, 60))).counts()).isEqualTo(new Counts(3, 2, 1, 0, 0));
    }

    @Test
    void answersAsItWasKnownOnADay() {
        Facts facts = Facts.in(2005);
        Instant at = facts.day(10);
        facts.alert("ERROR", at).store().handled(at.plus(Duration.ofMinutes(5)), facts.day(12));
        Question question = facts.ask("C17", "PCI", facts.days(0, 60));

        assertThat(items(asOf(question, facts.day(11)))).singleElement().satisfies(item -> {
            assertThat(item.reason()).isEqualTo("in hand with time left");
            assertThat(item.doneAt()).isNull();
            assertThat(item.link()).startsWith("/alerts/");
        });
    }

    @Test
    void cannotTellWithoutAReadableTimeOfOccurrence() {
        Facts facts = Facts.in(2005);
        Instant at = facts.day(10);
        facts.alert("ERROR", at).withoutTime().store().handled(at, facts.day(11));

        assertThat(ask(facts.ask("C17", "PCI", facts.days(0, 60))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void doesNotTakeASensorsOwnCountersForAlerts() {
        Facts facts = Facts.in(2005);
        facts.alert("INFORMATIONAL", facts.day(10))
                .rule("Falco internal: metrics snapshot")
                .store();

        CheckResult result = ask(facts.ask("C17", "PCI", facts.days(0, 60)));

        assertThat(result.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void doesNotTakeSilenceForAGoodSign() {
        Facts facts = Facts.in(2005);

        assertThat(ask(facts.ask("C17", "PCI", facts.days(0, 60))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void looksAtTheTimesOfARecordApartFromWhetherItWasHandled() {
        Facts facts = Facts.in(2005);
        facts.alert("ERROR", facts.day(10)).store();
        facts.alert("ERROR", facts.day(11)).withoutTime().store();
        facts.alert("ERROR", facts.day(12))
                .occurred(facts.day(12).plusSeconds(1))
                .store();
        facts.alert("ERROR", facts.day(12))
                .occurred(facts.day(12).plusSeconds(2))
                .store();

        CheckResult records = ask(facts.ask("C17-f", "DORA", facts.days(0, 60)));

        assertThat(records.counts()).isEqualTo(new Counts(4, 2, 0, 2, 0));
        assertThat(records.reason())
                .contains("1 without a readable time of occurrence")
                .contains("1 with a time of occurrence after its receipt");
    }

    @Test
    void neverCallsAnUnattributedAlertSatisfied() {
        Facts facts = Facts.in(2033);
        Instant at = facts.day(10);
        facts.alert("ERROR", at).unattributed().store().handled(at, facts.day(11));
        Question all = new Question("C17", "PCI", Scope.ALL, facts.days(0, 60), facts.day(60));

        assertThat(items(all)).singleElement().satisfies(item -> {
            assertThat(item.verdict()).isEqualTo(Verdict.INSUFFICIENT);
            assertThat(item.reason()).isEqualTo("without a system");
        });
        assertThat(ask(facts.ask("C17", "PCI", facts.days(0, 60))).gaps())
                .contains("1 alert belongs to no system and may be part of this scope");
    }

    private static Question asOf(Question question, Instant instant) {
        return new Question(question.check(), question.profile(), question.scope(), question.period(), instant);
    }
}
