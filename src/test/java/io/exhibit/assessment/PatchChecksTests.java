package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PatchChecksTests {

    @Test
    void satisfiesWhenEveryCriticalFindingWasGoneByItsDeadline() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(27)).store().due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(result.reason())
                .isEqualTo(
                        "Of 1 critical finding due or open between 1 Jan 2001 and 31 Mar 2001, 1 gone in time (longest 27 d 0 h)."
                                + " Result: satisfied.");
    }

    @Test
    void countsExactlyAtTheDeadlineAsInTime() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(30)).store().due("PCI", facts.day(30));

        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void cannotTellWhenTheScanThatClosedItDoesNotProveIt() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .closed(facts.day(27))
                .doubted("SAME_IMAGE")
                .store()
                .due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 closed in time, but not proven to be gone (CVE-2000-1 openssl)");
    }

    @Test
    void violatesOneSecondAfterTheDeadline() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .closed(facts.day(30).plusSeconds(1))
                .store()
                .due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason()).contains("not satisfied: 1 gone only after the deadline (CVE-2000-1 openssl)");
    }

    @Test
    void violatesWhatIsOpenOneSecondPastItsDeadlineAndNotBefore() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).store().due("PCI", facts.day(30));
        Instant due = facts.day(30);

        assertThat(ask(at(facts, due)).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(at(facts, due.plusSeconds(1))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void countsFromTheImageToTheLastPlaceThatRanIt() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .closed(facts.day(20))
                .store()
                .ran(facts.day(31))
                .due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason()).contains("1 gone only after the deadline (CVE-2000-1 openssl)");
        assertThat(ask(facts.ask("C07", "PCI", facts.days(40, 90))).counts())
                .as("gone before the period, and due before it")
                .isEqualTo(new Counts(0, 0, 0, 0, 0));
        assertThat(ask(facts.ask("C07", "PCI", facts.days(25, 29))).reason())
                .contains("1 fixed in a newer image, still running, and not due yet");
    }

    @Test
    void violatesWhatIsFixedAndRunsPastItsDeadline() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(20)).store().ran(null).due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(40, 90)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason())
                .contains("1 fixed in a newer image, but running past the deadline (CVE-2000-1 openssl)");
    }

    @Test
    void answersAsItWasKnownOnADay() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(28)).store().due("PCI", facts.day(30));

        assertThat(items(at(facts, facts.day(20)))).singleElement().satisfies(item -> {
            assertThat(item.reason()).isEqualTo("open and not due yet");
            assertThat(item.doneAt()).isNull();
        });
    }

    @Test
    void usesTheDeadlineThatWasDecidedByThen() {
        Facts facts = Facts.in(2001);
        int policy = facts.policy("PATCH_DEADLINES", facts.begin);
        facts.finding(facts.weekly(90))
                .store()
                .decided("PCI", facts.day(60), false, policy, facts.begin, facts.day(40))
                .decided("PCI", facts.day(30), false, policy, facts.day(40), null);

        assertThat(ask(at(facts, facts.day(39))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(at(facts, facts.day(40))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void takesInWhatWasGoneBeforeThePeriodWhenItsDeadlineFallsIntoIt() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(10)).store().due("PCI", facts.day(30));

        assertThat(ask(facts.ask("C07", "PCI", facts.days(20, 90))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(ask(facts.ask("C07", "PCI", facts.days(31, 90))).counts().population())
                .isZero();
    }

    @Test
    void cannotTellNearTheLimitWhenTheFixDateIsEstimated() {
        Facts facts = Facts.in(2001);
        int policy = facts.policy("PATCH_DEADLINES", facts.begin);
        UUID target = facts.weekly(90);
        facts.finding(target).closed(facts.day(23)).store().due("PCI", facts.day(30), true, policy);
        facts.finding(target).closed(facts.day(23).plusSeconds(1)).store().due("PCI", facts.day(30), true, policy);
        facts.finding(target).closed(facts.day(31)).store().due("PCI", facts.day(30), true, policy);

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.counts()).isEqualTo(new Counts(3, 1, 1, 1, 0));
        assertThat(result.reason()).contains("1 too close to the limit for a fix date that is only estimated");
    }

    @Test
    void listsApartWhatHasNoFixAndCannotJudgeAFixOfUnknownDate() {
        Facts facts = Facts.in(2001);
        UUID target = facts.weekly(90);
        facts.finding(target).withoutFix().store().due("PCI", null);

        CheckResult withoutFix = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(withoutFix.result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(withoutFix.reason()).contains("not counted: 1 with the clock not started: no fix is known");

        facts.finding(target).store().due("PCI", null);
        CheckResult unknown = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(unknown.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(unknown.counts()).isEqualTo(new Counts(2, 0, 0, 1, 1));
    }

    @Test
    void cannotTellWithoutADecidedDeadline() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).store();

        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).reason()).contains("1 without a decided deadline");
    }

    @Test
    void countsWhatHasNoRankAsPossiblyCritical() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).unranked().store();

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("not ranked, so possibly critical");
        assertThat(ask(facts.ask("C08", "PCI", facts.days(0, 90))).counts().population())
                .isZero();
    }

    @Test
    void keepsCriticalAndOtherFindingsApart() {
        Facts facts = Facts.in(2001);
        UUID target = facts.weekly(90);
        facts.finding(target).closed(facts.day(5)).store().due("PCI", facts.day(30));
        facts.finding(target).rank("HIGH").store().due("PCI", facts.day(60));

        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C08", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellUnderAPolicyNobodyApprovedExceptWhereTheStandardSetsTheNumber() {
        Facts facts = Facts.in(2001);
        int draft = facts.policy("PATCH_DEADLINES", null);
        UUID target = facts.weekly(90);
        facts.finding(target)
                .closed(facts.day(5))
                .store()
                .due("PCI", facts.day(30), false, draft)
                .due("DORA", facts.day(14), false, draft);
        facts.finding(target).rank("LOW").closed(facts.day(5)).store().due("PCI", facts.day(180), false, draft);

        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(ask(facts.ask("C08", "PCI", facts.days(0, 90))).reason())
                .contains("1 under a policy that nobody has approved");
    }

    @Test
    void saysWhenADoraDeadlineMayBeMissed() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90)).rank("HIGH").store().due("DORA", facts.day(30));

        CheckResult result = ask(facts.ask("C08", "DORA", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason()).contains("may be missed only when that was escalated by then");
    }

    @Test
    void isNotApplicableWithoutAFindingAsLongAsScansSayThatThereIsNone() {
        Facts facts = Facts.in(2001);
        facts.weekly(90);

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(result.reason()).startsWith("No critical finding was due or open between");
    }

    @Test
    void cannotTellWithoutAFindingAndWithoutScans() {
        Facts facts = Facts.in(2001);

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps()).contains("no scan that can be relied on was received in this scope");
    }

    @Test
    void cannotTellWhenTheNewestScanIsTooOld() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(20)).closed(facts.day(5)).store().due("FFIEC_OCC", facts.day(15));

        CheckResult result = ask(facts.ask("C07", "FFIEC_OCC", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps()).containsExactly("the newest scan that can be relied on is of 15 Jan 2001");
    }

    @Test
    void cannotTellWhenTheScopeOfTheSystemWasNeverConfirmed() {
        Facts facts = Facts.withoutConfirmedScopeIn(2001);
        facts.finding(facts.weekly(90)).closed(facts.day(5)).store().due("PCI", facts.day(30));

        CheckResult result = ask(facts.ask("C07", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("in a system whose scope was not confirmed in time");
    }

    @Test
    void setsAsideWhatIsCertainlyOutsideTheCardholderDataEnvironmentForPciOnly() {
        Facts facts = Facts.outsideTheCardholderDataEnvironmentIn(2001);
        facts.finding(facts.weekly(90)).store().due("DORA", facts.day(14));

        for (String check : List.of("C03", "C05", "C07")) {
            CheckResult pci = ask(facts.ask(check, "PCI", facts.days(0, 90)));
            assertThat(pci.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
            assertThat(pci.result()).isNotIn(Result.SATISFIED, Result.NOT_SATISFIED);
        }
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void streamsTheSameItemsThatItCounts() {
        Facts facts = Facts.in(2001);
        UUID target = facts.weekly(90);
        for (int n = 0; n < 30; n++) {
            facts.finding(target).closed(facts.day(20 + n)).store().due("PCI", facts.day(30));
        }
        Question question = facts.ask("C07", "PCI", facts.days(0, 90));

        CheckResult result = ask(question);

        assertThat(result.counts()).isEqualTo(new Counts(30, 11, 19, 0, 0));
        assertThat(items(question)).hasSize(30).extracting(Item::key).isSorted().doesNotHaveDuplicates();
        assertThat(items(question))
                .filteredOn(item -> item.verdict() == Verdict.VIOLATED)
                .hasSize(19);
    }

    @Test
    void turnsPagesWorstFirstWithoutLosingAnItem() {
        Facts facts = Facts.in(2001);
        UUID target = facts.weekly(90);
        for (int n = 0; n < 9; n++) {
            facts.finding(target).closed(facts.day(26 + n)).store().due("PCI", facts.day(30));
        }
        Question question = facts.ask("C07", "PCI", facts.days(0, 90));

        ItemPage first = Asking.ASSESSMENTS.page(question, null, null, 5);
        ItemPage second = Asking.ASSESSMENTS.page(question, null, first.next().orElseThrow(), 5);

        assertThat(first.items()).hasSize(5);
        assertThat(first.items().subList(0, 4)).extracting(Item::verdict).containsOnly(Verdict.VIOLATED);
        assertThat(second.items()).hasSize(4).extracting(Item::verdict).containsOnly(Verdict.SATISFIED);
        assertThat(second.next()).isEmpty();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
        assertThat(first.items().getFirst().link()).startsWith("/findings/");
        assertThat(Asking.ASSESSMENTS
                        .page(question, Verdict.SATISFIED, null, 50)
                        .items())
                .hasSize(5);
    }

    private static Question at(Facts facts, Instant instant) {
        Question whole = facts.ask("C07", "PCI", facts.days(0, 90));
        return new Question(whole.check(), whole.profile(), whole.scope(), whole.period(), instant);
    }
}
