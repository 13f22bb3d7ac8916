package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a confirmation of a scope is worth on the day that is judged. */
class ScopeConfirmationTests {

    @Test
    void countsFor366DaysAndNotOneMore() {
        Facts facts = patched(Facts.in(2002), 500);

        assertThat(ask(judged(facts, 366)).result()).isEqualTo(Result.SATISFIED);
        CheckResult expired = ask(judged(facts, 367));
        assertThat(expired.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(expired.reason()).contains("in a system whose scope was not confirmed in time");
    }

    @Test
    void countsFor184DaysWhereTheEntityIsAServiceProviderUnderPciDssAlone() {
        Facts facts = patched(Facts.in(2002), 500);
        facts.providesFor(facts.begin);

        assertThat(ask(judged(facts, 184)).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(judged(facts, 185)).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        Question pci = judged(facts, 185);
        assertThat(ask(new Question(pci.check(), "DORA", pci.scope(), pci.period(), pci.asOf()))
                        .reason())
                .doesNotContain("not confirmed in time");
    }

    @Test
    void aServiceProviderOutsideOfTheScopeOfPciDssConfirmsYearly() {
        Facts facts = Facts.outsideTheCardholderDataEnvironmentIn(2002);
        facts.providesFor(facts.begin);

        assertThat(ask(judged(patched(facts, 500), 300)).reason()).doesNotContain("not confirmed in time");
    }

    @Test
    void aLaterConfirmationLeavesWhatHeldBeforeIt() {
        Facts facts = patched(Facts.in(2002), 500);
        facts.confirm(facts.day(400), true, false, false);

        assertThat(ask(judged(facts, 300)).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(judged(facts, 390)).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(ask(judged(facts, 410)).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void aLaterConfirmationDoesNotMendTheDayThatIsJudged() {
        Facts facts = patched(Facts.in(2002), 500);
        facts.confirm(facts.day(400), true, false, false);
        Question asked = judged(facts, 390);

        Question later = new Question(asked.check(), asked.profile(), asked.scope(), asked.period(), facts.day(420));

        assertThat(ask(later).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void neverHidesAViolation() {
        Facts facts = Facts.withoutConfirmedScopeIn(2002);
        facts.confirm(facts.begin, true, false, false);
        facts.finding(facts.weekly(500)).store().due("PCI", facts.day(30));

        assertThat(ask(judged(facts, 400)).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void whatIsConnectedIsJudgedByPciDssAndNotPutAside() {
        Facts facts = Facts.withoutConfirmedScopeIn(2002);
        facts.confirm(facts.begin, false, true, false);
        patched(facts, 90);

        assertThat(ask(judged(facts, 90)).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(ask(judged(facts, "tag:pci", 90)).counts().population()).isPositive();
        assertThat(systems("tag:pci-connected", facts, facts.day(90))).isTrue();
        assertThat(systems("tag:cardholder-data", facts, facts.day(90))).isFalse();
    }

    @Test
    void takingASystemOutOfScopeLaterDoesNotTakeItOutOfThePast() {
        Facts facts = Facts.in(2002);
        facts.finding(facts.weekly(90)).store().due("PCI", facts.day(30));
        facts.confirm(facts.day(60), false, false, false);

        assertThat(ask(judged(facts, 50)).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(systems("tag:pci", facts, facts.day(50))).isTrue();
        assertThat(systems("tag:pci", facts, facts.day(70))).isFalse();
    }

    @Test
    void whatIsFoundOutLaterToBeInScopeCountsForTheDayThatIsJudged() {
        Facts facts = Facts.outsideTheCardholderDataEnvironmentIn(2002);
        facts.finding(facts.weekly(90)).store().due("PCI", facts.day(30));
        facts.confirm(facts.day(60), true, false, false);
        Question asked = judged(facts, 50);

        assertThat(ask(asked).counts().notApplicable()).isOne();
        assertThat(ask(new Question(asked.check(), asked.profile(), asked.scope(), asked.period(), facts.day(70)))
                        .result())
                .isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void aSystemThatNobodyConfirmedMayBePartOfAnyScopeByTag() {
        Facts facts = Facts.withoutConfirmedScopeIn(2002);
        facts.weekly(90);

        assertThat(ask(judged(facts, "tag:pci", 90)).gaps())
                .anySatisfy(gap -> assertThat(gap).contains("not confirmed in time, so "));
        assertThat(ask(judged(facts, 90)).gaps()).isEmpty();
    }

    /** One critical finding that was gone in time, and scans every week. */
    private static Facts patched(Facts facts, long days) {
        facts.finding(facts.weekly(days)).closed(facts.day(5)).store().due("PCI", facts.day(30));
        return facts;
    }

    /** About the whole time up to a day, and judged on it. */
    private static Question judged(Facts facts, long day) {
        return judged(facts, "system:" + facts.code, day);
    }

    private static Question judged(Facts facts, String scope, long day) {
        return new Question("C07", "PCI", new Scope(scope), new Period(facts.begin, facts.day(day)), facts.day(day));
    }

    private static boolean systems(String scope, Facts facts, Instant at) {
        return Facts.sql("SELECT :system IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :at, :at) i)")
                .param("system", facts.system)
                .param("scope", scope)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }
}
