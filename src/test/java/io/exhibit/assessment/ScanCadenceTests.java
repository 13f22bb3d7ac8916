package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScanCadenceTests {

    @Test
    void satisfiesWhenNoGapIsLongerThanAllowed() {
        Facts facts = Facts.in(2002);
        facts.weekly(196);

        CheckResult result = ask(facts.ask("C03", "PCI", facts.days(0, 200)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.parameters())
                .extracting(parameter -> parameter.name())
                .containsExactly("scan_max_gap_hours", "scope_confirm_days", "scope_confirm_days_provider");
    }

    @Test
    void allowsExactlyNinetyTwoDaysForPciAndNotASecondMore() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        facts.scan(target, facts.begin, "CONCLUSIVE");
        facts.scan(target, facts.day(92), "CONCLUSIVE");
        Question question = facts.ask("C03", "PCI", facts.days(0, 100));
        assertThat(ask(question).result()).isEqualTo(Result.SATISFIED);

        UUID other = facts.target();
        facts.scan(other, facts.begin, "CONCLUSIVE");
        facts.scan(other, facts.day(92).plusSeconds(1), "CONCLUSIVE");
        assertThat(ask(question).counts()).isEqualTo(new Counts(2, 1, 1, 0, 0));
    }

    @Test
    void countsTheGapThatHasNotEndedYet() {
        Facts facts = Facts.in(2002);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE");

        CheckResult result = ask(facts.ask("C03", "FFIEC_OCC", facts.days(0, 31)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason()).contains("1 with a longer gap than allowed (registry.example/app)");
        assertThat(ask(facts.ask("C03", "FFIEC_OCC", facts.days(0, 30))).result())
                .isEqualTo(Result.SATISFIED);
    }

    @Test
    void wantsAWeekWhereACriticalFunctionIsSupportedAndAMonthElsewhere() {
        Facts critical = Facts.ofACriticalFunctionIn(2002);
        Facts other = Facts.in(2002);
        for (Facts facts : new Facts[] {critical, other}) {
            UUID target = facts.target();
            facts.scan(target, facts.begin, "CONCLUSIVE");
            facts.scan(target, facts.day(8), "CONCLUSIVE");
        }

        assertThat(ask(critical.ask("C03", "DORA", critical.days(0, 10))).result())
                .isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(other.ask("C03", "DORA", other.days(0, 10))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(critical.ask("C03", "PCI", critical.days(0, 10))).result())
                .isEqualTo(Result.SATISFIED);
    }

    @Test
    void doesNotCountFailedScans() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        facts.scan(target, facts.begin, "CONCLUSIVE");
        facts.scan(target, facts.day(50), "FAILED");
        facts.scan(target, facts.day(60), "NOT_CONCLUSIVE");
        facts.scan(target, facts.day(100), "CONCLUSIVE");

        assertThat(ask(facts.ask("C03", "PCI", facts.days(0, 101))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellAboutATargetWithoutOneScanThatCanBeReliedOn() {
        Facts facts = Facts.in(2002);
        facts.weekly(10);
        facts.scan(facts.target(), facts.day(1), "FAILED");

        CheckResult result = ask(facts.ask("C03", "PCI", facts.days(0, 10)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 without a scan that can be relied on");
    }

    @Test
    void stopsCountingWhenEveryImageOfTheTargetIsKnownToHaveStopped() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        UUID image = facts.image(true);
        facts.scan(target, facts.begin, "CONCLUSIVE", image, 10);
        facts.deployment(image, facts.begin, facts.day(20));
        facts.weekly(100);

        assertThat(ask(facts.ask("C03", "PCI", facts.days(0, 100))).result()).isEqualTo(Result.SATISFIED);
        assertThat(items(facts.ask("C03", "PCI", facts.days(30, 100)))).hasSize(1);
    }

    @Test
    void keepsCountingWhileAnImageOfTheTargetRuns() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        UUID image = facts.image(true);
        facts.scan(target, facts.begin, "CONCLUSIVE", image, 10);
        facts.deployment(image, facts.begin, null);

        assertThat(ask(facts.ask("C03", "PCI", facts.days(0, 100))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void looksAtAGapInItsFullLengthWhenItReachesIntoThePeriod() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        facts.scan(target, facts.begin, "CONCLUSIVE");
        facts.scan(target, facts.day(100), "CONCLUSIVE");
        facts.scan(target, facts.day(120), "CONCLUSIVE");

        assertThat(ask(facts.ask("C03", "PCI", facts.days(95, 130))).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(facts.ask("C03", "PCI", facts.days(101, 130))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void knowsNothingOfScansThatCameLater() {
        Facts facts = Facts.in(2002);
        UUID target = facts.target();
        facts.scan(target, facts.begin, "CONCLUSIVE");
        facts.scan(target, facts.day(90), "CONCLUSIVE");
        Question question = facts.ask("C03", "FFIEC_OCC", facts.days(0, 100));
        Question early =
                new Question(question.check(), question.profile(), question.scope(), question.period(), facts.day(20));

        assertThat(ask(early).result()).isEqualTo(Result.SATISFIED);
        assertThat(items(early).getFirst().doneAt()).isEqualTo(facts.begin);
        assertThat(ask(question).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellWithoutATarget() {
        Facts facts = Facts.in(2002);

        CheckResult result = ask(facts.ask("C03", "PCI", facts.days(0, 10)));

        assertThat(result.counts()).isEqualTo(Counts.NONE);
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void cannotTellWhenScansAreKnownOnlySinceTheMiddleOfThePeriod() {
        Facts facts = Facts.in(1990);
        facts.weekly(60);
        Question question = facts.ask("C03", "PCI", facts.days(-200, 60));

        assertThat(ask(question).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(ask(question).gaps()).containsExactly("scans are known only since 1 Jan 1990");
    }

    @Test
    void isNeverSatisfiedInATagWhileATargetBelongsToNobody() {
        Facts facts = Facts.in(2031);
        facts.weekly(20);
        Question question = facts.ask("C03", "PCI", facts.days(0, 20));
        assertThat(ask(question).result()).isEqualTo(Result.SATISFIED);

        UUID nobodys = facts.target(null, facts.day(1));
        facts.scan(nobodys, facts.day(1), "CONCLUSIVE");

        CheckResult result = ask(question);
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps()).containsExactly("1 target belongs to no system and may be part of this scope");
    }

    @Test
    void neverCallsAnUnattributedTargetSatisfied() {
        Facts facts = Facts.in(2032);
        UUID nobodys = facts.target(null, facts.begin);
        facts.scan(nobodys, facts.begin, "CONCLUSIVE");
        Question question =
                new Question("C03", "PCI", Scope.ALL, facts.days(0, 10), facts.begin.plus(Duration.ofDays(10)));

        assertThat(items(question))
                .filteredOn(item -> item.key().equals(nobodys.toString()))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.verdict()).isEqualTo(Verdict.INSUFFICIENT);
                    assertThat(item.reason()).isEqualTo("without a system");
                });
        assertThat(ask(question).result()).isNotEqualTo(Result.SATISFIED);
    }
}
