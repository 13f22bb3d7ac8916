package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C22-a, C22-c and C22-d, worked out by hand: an image of a vendor that runs from 11 January 1995 (day 10) on. */
class VendorLifeTests {

    private final Facts facts = Facts.in(1995);

    @Test
    void satisfiesAPlanThatIsDatedBeforeTheFirstRun() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14).filed("PLAN", "1994-06-01", null);

        CheckResult result = asked("C22-a", 0, 60);

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 with a plan on file since before the first run");
        Item item = items(facts.ask("C22-a", "FFIEC_OCC", facts.days(0, 60))).getFirst();
        assertThat(item.link()).isEqualTo("/vendors/" + vendor.code);
        assertThat(item.dueAt()).isEqualTo(facts.day(10));
    }

    @Test
    void saysWhereAPlanWasFiledOnlyLater() {
        VendorFacts.of(facts, "COMMERCIAL", 14).filed("PLAN", "1994-06-01", null, facts.day(20));

        assertThat(asked("C22-a", 0, 60).reason())
                .contains("1 with a plan dated before the first run, and filed here later");
        assertThat(asked("C22-a", 0, 15).reason())
                .contains("not satisfied: 1 running without a plan of the relationship on file");
    }

    @Test
    void violatesARunBeforeThePlanIsDated() {
        VendorFacts.of(facts, "COMMERCIAL", 14).filed("PLAN", "1995-01-12", null, facts.day(11));

        assertThat(asked("C22-a", 0, 60).reason()).contains("1 run before the plan of the relationship is dated");
        assertThat(asked("C22-a", 50, 60).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellOfAPlanOfAVendorForWhomNobodyAnswersOrThatNobodyFiled() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14).filed("PLAN", "1994-06-01", null);

        vendor.filedByNobody();
        assertThat(asked("C22-a", 0, 60).reason()).contains("1 with a plan that no person who is named filed");
        vendor.without("description");
        assertThat(asked("C22-a", 0, 60).reason()).contains("1 by a vendor of whom it is not said what for");
        vendor.without("owner");
        CheckResult result = asked("C22-a", 0, 60);
        assertThat(result.reason()).contains("1 by a vendor for whom nobody in the bank answers");
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void judgesAVendorByWhatWasSaidOfItByThen() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14).filed("PLAN", "1994-06-01", null);

        vendor.ownerSince("", facts.day(30));

        assertThat(asked("C22-a", 0, 20).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked("C22-a", 0, 60).reason()).contains("1 by a vendor for whom nobody in the bank answers");
    }

    @Test
    void satisfiesAContractInDateWhoseClausesSomebodyWentThrough() {
        VendorFacts.of(facts, "COMMERCIAL", 14)
                .filed("CONTRACT", "1994-06-01", "1997-12-31")
                .filed("CLAUSE_REVIEW", "1994-06-01", null);

        assertThat(asked("C22-c", 0, 60).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked("C22-c", 0, 60).reason())
                .contains("1 under a contract in date and gone through, with days for fixes");
    }

    @Test
    void saysWhereAContractAgreesNoDaysForFixes() {
        VendorFacts.of(facts, "COMMERCIAL", null)
                .filed("CONTRACT", "1994-06-01", "1997-12-31")
                .filed("CLAUSE_REVIEW", "1994-06-01", null);

        assertThat(asked("C22-c", 0, 60).reason())
                .contains("1 under a contract in date and gone through, which agrees no days for fixes");
    }

    @Test
    void violatesWhatRanWithoutAContractOrAfterIt() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14);
        assertThat(asked("C22-c", 0, 60).reason()).contains("not satisfied: 1 running without a contract on file");

        vendor.filed("CONTRACT", "1994-06-01", "1995-01-31").filed("CLAUSE_REVIEW", "1994-06-01", null);
        assertThat(asked("C22-c", 0, 31).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked("C22-c", 0, 32).reason())
                .contains("1 running for part of the time without a contract in date");

        vendor.filed("CONTRACT", "1995-02-01", "1997-12-31", facts.day(40));
        assertThat(asked("C22-c", 0, 60).reason())
                .contains("cannot be judged: 1 under a contract that is newer than the review of its clauses");
    }

    @Test
    void cannotTellOfAContractThatNobodyWentThroughOrThatStatesNoLastDay() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14).filed("CONTRACT", "1994-06-01", "1997-12-31");
        assertThat(asked("C22-c", 0, 60).reason())
                .contains("1 under a contract whose clauses nobody is on record to have gone through");

        vendor.filed("CLAUSE_REVIEW", "1994-06-01", null);
        vendor.filedByNobody();
        assertThat(asked("C22-c", 0, 60).reason()).contains("1 with a document that no person who is named filed");

        vendor.filed("CONTRACT", "1994-06-01", null);
        assertThat(asked("C22-c", 0, 60).reason()).contains("1 under a contract that states no last day");
    }

    @Test
    void countsTheTimeToAReviewFromTheFirstRunAndThenFromAReview() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14);

        // 366 days from 11 January 1995 on: the last moment is the end of 11 January 1996.
        assertThat(asked("C22-d", 0, 60).result()).isEqualTo(Result.SATISFIED);
        assertThat(asked("C22-d", 0, 60).reason()).contains("1 not due for a review yet");
        assertThat(asked("C22-d", 0, 376).reason()).doesNotContain("overdue");
        assertThat(asked("C22-d", 0, 377).reason()).contains("not satisfied: 1 overdue for a review");

        vendor.filed("MONITORING_REVIEW", "1995-12-01", null, facts.day(336));
        facts.confirm(facts.day(300), true, false, false);
        assertThat(asked("C22-d", 0, 377).reason()).contains("1 reviewed in time");
        assertThat(asked("C22-d", 320, 380).reason()).contains("1 reviewed in time");
    }

    @Test
    void aReviewThatIsFiledLaterClosesNoGap() {
        VendorFacts vendor = VendorFacts.of(facts, "COMMERCIAL", 14);
        vendor.filed("MONITORING_REVIEW", "1995-12-01", null, facts.day(380));

        assertThat(asked("C22-d", 0, 390).reason()).contains("1 reviewed again only after it was overdue");
        assertThat(asked("C22-d", 381, 390).reason()).contains("1 in a system whose scope was not confirmed in time");
    }

    @Test
    void cannotTellOfAReviewWhereNoDaysWereAgreedOrNobodyFiledIt() {
        VendorFacts.of(facts, "COMMERCIAL", null);
        assertThat(asked("C22-d", 0, 60).reason())
                .contains("1 with no days agreed that its time to fix could be compared with");

        Facts others = Facts.in(1995);
        VendorFacts.of(others, "COMMERCIAL", 14)
                .filed("MONITORING_REVIEW", "1995-01-02", null)
                .filedByNobody();
        assertThat(ask(others.ask("C22-d", "FFIEC_OCC", others.days(0, 60))).reason())
                .contains("1 with a review that no person who is named filed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C22-a", "C22-c", "C22-d"})
    void setsAsideWhatHasNoCounterparty(String check) {
        VendorFacts.of(facts, "OPEN_SOURCE_UNSUPPORTED", null);

        assertThat(asked(check, 0, 60).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C22-a", "C22-c", "C22-d"})
    void cannotTellWithoutAMaker(String check) {
        VendorFacts.of(facts, "COMMERCIAL", 14).madeByNobody();

        CheckResult result = asked(check, 0, 60);
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 by a maker who is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C22-a", "C22-c", "C22-d"})
    void cannotTellWithoutAConfirmedScope(String check) {
        Facts unconfirmed = Facts.withoutConfirmedScopeIn(1995);
        VendorFacts.of(unconfirmed, "COMMERCIAL", 14)
                .filed("PLAN", "1994-06-01", null)
                .filed("CONTRACT", "1994-06-01", "1997-12-31")
                .filed("CLAUSE_REVIEW", "1994-06-01", null);

        assertThat(ask(unconfirmed.ask(check, "FFIEC_OCC", unconfirmed.days(0, 60)))
                        .reason())
                .contains("1 in a system whose scope was not confirmed in time");
    }

    private CheckResult asked(String check, long from, long to) {
        return ask(facts.ask(check, "FFIEC_OCC", facts.days(from, to)));
    }
}
