package io.exhibit.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.controls.FrameworkId;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Register;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentsTests {

    @Test
    void neverShowsAControlAsSatisfiedWhileOneOfItsChecksIsNotBuilt() {
        Facts facts = Facts.in(2025);
        Instant at = facts.day(10);
        facts.alert("CRITICAL", at).store().handled(at.plusSeconds(60), facts.day(12));

        ControlResult review = control(facts, "PCI-DSS", "10.4.1.1");

        assertThat(review.built()).isEqualTo(1);
        assertThat(review.checks()).hasSize(2);
        assertThat(review.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(review.reason())
                .startsWith("Satisfied by C17 alert handling; no automated check yet for C16 ")
                .contains("Result: insufficient evidence.");
    }

    @Test
    void showsAControlAsSatisfiedWhenAllItsChecksAre() {
        Facts facts = Facts.in(2025);
        facts.finding(facts.weekly(90))
                .by(facts.policy("RISK_RANKING", facts.begin))
                .closed(facts.day(5))
                .store()
                .due("DORA", facts.day(14));

        ControlResult prioritised = control(facts, "DORA", "RTS-10.2.f");

        assertThat(prioritised.checks())
                .extracting(CheckResult::result)
                .containsExactly(Result.SATISFIED, Result.SATISFIED, Result.NOT_APPLICABLE);
        assertThat(prioritised.result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void letsAViolationWinOverEverythingElse() {
        Facts facts = Facts.in(2025);
        facts.finding(facts.weekly(90)).store().due("PCI", facts.day(30));

        assertThat(control(facts, "PCI-DSS", "6.3.3").result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void saysWhatIsNeededForAControlThatNothingLooksAt() {
        Facts facts = Facts.in(2025);

        ControlResult changes = control(facts, "PCI-DSS", "11.3.1.3");

        assertThat(changes.result()).isEqualTo(Result.NOT_EVALUATED);
        assertThat(changes.checks()).allSatisfy(check -> {
            assertThat(check.isBuilt()).isFalse();
            assertThat(check.reason()).startsWith("No automated check yet; needs ");
            assertThat(check.counts()).isEqualTo(Counts.NONE);
        });
    }

    @Test
    void neverEvaluatesWithdrawnStatements() {
        Facts facts = Facts.in(2025);

        assertThat(evaluate(facts, "FFIEC-CAT")).isNotEmpty().allSatisfy(control -> {
            assertThat(control.control().standing()).isEqualTo(Standing.WITHDRAWN);
            assertThat(control.result()).isEqualTo(Result.NOT_EVALUATED);
            assertThat(control.reason()).contains("Withdrawn on 31 Aug 2025").contains("FFIEC ");
        });
    }

    @Test
    void asksGuidanceOnThirdPartiesAboutThirdPartiesOnly() {
        Facts facts = Facts.in(2025);

        assertThat(Asking.ASSESSMENTS.evaluate(
                        new FrameworkId("OCC-2020-62"), Scope.ALL, facts.days(0, 90), facts.day(90)))
                .flatExtracting(ControlResult::checks)
                .extracting(check -> check.question().scope().text())
                .containsOnly("tag:third-party");
    }

    @Test
    void asksPciDssAboutItsWholeScopeWhenAskedAboutEverything() {
        Facts facts = Facts.in(2025);

        assertThat(Asking.ASSESSMENTS.evaluate(new FrameworkId("PCI-DSS"), Scope.ALL, facts.days(0, 90), facts.day(90)))
                .flatExtracting(ControlResult::checks)
                .extracting(check -> check.question().scope())
                .containsOnly(Scope.PCI);
    }

    @Test
    void theRegisterAndTheCatalogueLetAConfirmationCountEquallyLong() {
        assertThat(List.of("PCI", "DORA", "FFIEC_OCC"))
                .extracting(profile -> Asking.CATALOGUE.profile(profile).value(Attribution.CONFIRM))
                .containsOnly(Register.CONFIRMED_FOR.toDays());
        assertThat(Asking.CATALOGUE.profile("PCI").value(Attribution.CONFIRM_PROVIDER))
                .isEqualTo(Register.PROVIDER_CONFIRMED_FOR.toDays());
    }

    @Test
    void appliesNoControlToAPeriodBeforeItWasInForce() {
        Facts facts = Facts.in(2006);
        Period early = new Period(facts.begin, facts.day(60));

        assertThat(Asking.ASSESSMENTS.evaluate(
                        new FrameworkId("DORA"), new Scope("system:" + facts.code), early, facts.day(60)))
                .extracting(ControlResult::result)
                .containsOnly(Result.NOT_APPLICABLE);
    }

    @Test
    void refusesAFrameworkThatIsNotThere() {
        Facts facts = Facts.in(2025);

        assertThatThrownBy(() -> evaluate(facts, "SOX")).isInstanceOf(NotFound.class);
    }

    private static ControlResult control(Facts facts, String framework, String code) {
        return evaluate(facts, framework).stream()
                .filter(result -> result.control().id().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<ControlResult> evaluate(Facts facts, String framework) {
        Period period = facts.days(0, 90);
        return Asking.ASSESSMENTS.evaluate(
                new FrameworkId(framework), new Scope("system:" + facts.code), period, period.to());
    }
}
