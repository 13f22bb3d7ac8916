package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The trap of PCI DSS 6.3.3: two approvals of a compensating control make nothing green. Only what an assessor accepted compensates, from
 * when that was recorded until the exception ends, and never as plainly satisfied.
 */
class CompensatedTests {

    private static final String COMPENSATED =
            "past the deadline, under a compensating control that an assessor had accepted";

    @Test
    void twoApprovalsWithoutTheAssessorAreAProposal() {
        for (String check : List.of("C07", "C08", "C10")) {
            CheckResult answer = asked(check, control -> {}, 0, 90);
            assertThat(answer.result()).as(check).isEqualTo(Result.NOT_SATISFIED);
            assertThat(answer.reason()).as(check).contains("(compensating control proposed)");
            assertThat(answer.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0));
        }
    }

    @Test
    void withTheAssessorItIsCompensatedAndNeverPlainGreen() {
        for (String check : List.of("C07", "C08", "C10")) {
            CheckResult answer = asked(check, accepted(25), 0, 90);
            assertThat(answer.result()).as(check).isEqualTo(Result.SATISFIED_COMPENSATED);
            assertThat(answer.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
            assertThat(answer.reason()).contains("compensated: 1 ").endsWith("Result: satisfied, compensated.");
            assertThat(items(answer.question()))
                    .singleElement()
                    .extracting(Item::verdict)
                    .isEqualTo(Verdict.COMPENSATED);
        }
    }

    @Test
    void theDeadlineThatPassedBeforeItWasRecordedWasMissedUntilThen() {
        CheckResult over = asked("C07", accepted(40), 0, 90);
        assertThat(over.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(over.reason())
                .contains(
                        "for part of the time without a compensating control whose acceptance by an assessor was recorded");
        assertThat(asked("C07", accepted(40), 40, 90).result()).isEqualTo(Result.SATISFIED_COMPENSATED);
        assertThat(asked("C10", accepted(40), 0, 90).reason())
                .contains("relied on after the deadline while no acceptance by an assessor stood on record");
        assertThat(asked("C10", accepted(40), 40, 90).result()).isEqualTo(Result.SATISFIED_COMPENSATED);
    }

    @Test
    void isNotKnownBeforeItIsRecorded() {
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(60), null);
        Question all = facts.ask("C07", "PCI", facts.days(0, 90));
        Question then = new Question(all.check(), all.profile(), all.scope(), all.period(), facts.day(50));
        assertThat(ask(then).reason()).contains("(compensating control proposed)");
    }

    @Test
    void whatWasTakenBackCountsNoLonger() {
        assertThat(asked("C07", control -> {}, 0, 90).result()).isEqualTo(Result.NOT_SATISFIED);
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(25), facts.day(60));
        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 60))).result()).isEqualTo(Result.SATISFIED_COMPENSATED);
        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void fallsBackWhenTheExceptionExpires() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("PCI", facts.day(30))
                .excepted("COMPENSATING_CONTROL", facts.day(20), facts.day(60))
                .accepted(facts.day(25), null);
        falls(facts);
    }

    @Test
    void fallsBackWhenTheControlThatItReliesOnFails() {
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(25), null).failed(facts.day(60));
        falls(facts);
    }

    @Test
    void fallsBackWhenAFixAppears() {
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(25), null).fixedFrom(facts.day(60), "CVE-2001-90001");
        falls(facts);
    }

    @Test
    void fallsBackWhenItBecomesKnownToBeExploited() {
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(25), null).about("CVE-2001-90002");
        Facts.sql("""
                INSERT INTO intake.reference_load (entry_index, source, version, released_at, sha256, items, added, changed, removed,
                       loaded_at, loaded_by)
                VALUES (-9000200, 'KEV', '1', :at, sha256('kev'), 1, 1, 0, 0, :at, 'a test')
                """).param("at", facts.day(60).atOffset(ZoneOffset.UTC)).update();
        Facts.sql("""
                INSERT INTO findings.known_exploited (cve, entry_index, listed, added_on, name, ransomware, loaded_at)
                VALUES ('CVE-2001-90002', -9000200, true, date '2001-03-01', 'A flaw', false, :at)
                """).param("at", facts.day(60).atOffset(ZoneOffset.UTC)).update();
        try {
            falls(facts);
        } finally {
            Facts.sql("DELETE FROM findings.known_exploited WHERE entry_index = -9000200")
                    .update();
            Facts.sql("DELETE FROM intake.reference_load WHERE entry_index = -9000200")
                    .update();
        }
    }

    @Test
    void hidesNeitherAViolationNorWhatIsNotKnown() {
        Facts facts = Facts.in(2001);
        critical(facts).accepted(facts.day(25), null);
        facts.finding(facts.weekly(90)).closed(facts.day(10)).store().due("PCI", facts.day(30));
        CheckResult both = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(both.result()).isEqualTo(Result.SATISFIED_COMPENSATED);
        assertThat(both.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));

        facts.finding(facts.weekly(90)).unranked().store();
        assertThat(ask(facts.ask("C07", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);

        facts.finding(facts.weekly(90)).store().due("PCI", facts.day(40));
        CheckResult all = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(all.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(all.counts()).isEqualTo(new Counts(4, 1, 1, 1, 1, 0));
    }

    @Test
    void changesNothingWhereAnApprovedControlCountsByItself() {
        Facts facts = Facts.in(2001);
        facts.finding(facts.weekly(90))
                .store()
                .due("DORA", facts.day(30))
                .excepted("COMPENSATING_CONTROL", facts.day(20), facts.day(95))
                .accepted(facts.day(40), null);
        assertThat(ask(facts.ask("C07", "DORA", facts.days(0, 90))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(ask(facts.ask("C10", "DORA", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void aControlIsCompensatedWhenOneOfItsChecksIsAndTheOthersAreSatisfied() {
        assertThat(Result.ofChecks(List.of(Result.SATISFIED, Result.SATISFIED_COMPENSATED)))
                .isEqualTo(Result.SATISFIED_COMPENSATED);
        assertThat(Result.ofChecks(List.of(Result.SATISFIED_COMPENSATED, Result.NOT_APPLICABLE)))
                .isEqualTo(Result.SATISFIED_COMPENSATED);
        assertThat(Result.ofChecks(List.of(Result.SATISFIED_COMPENSATED, Result.NOT_EVALUATED)))
                .isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(Result.ofChecks(List.of(Result.SATISFIED_COMPENSATED, Result.NOT_SATISFIED)))
                .isEqualTo(Result.NOT_SATISFIED);
    }

    private static void falls(Facts facts) {
        assertThat(items(facts.ask("C07", "PCI", facts.days(0, 60))))
                .singleElement()
                .extracting(Item::reason)
                .isEqualTo(COMPENSATED);
        CheckResult after = ask(facts.ask("C07", "PCI", facts.days(0, 90)));
        assertThat(after.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(facts.ask("C10", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    private static Consumer<FindingFacts> accepted(int day) {
        return control -> control.accepted(Facts.in(2001).day(day), null);
    }

    private static CheckResult asked(String check, Consumer<FindingFacts> then, int from, int to) {
        Facts facts = Facts.in(2001);
        then.accept(check.equals("C08") ? high(facts) : critical(facts));
        return ask(facts.ask(check, "PCI", facts.days(from, to)));
    }

    /** Critical, due under PCI DSS on day 30, with a compensating control that two others approved on day 20. */
    private static FindingFacts critical(Facts facts) {
        return controlled(facts, facts.finding(facts.weekly(90)));
    }

    private static FindingFacts high(Facts facts) {
        return controlled(facts, facts.finding(facts.weekly(90)).rank("HIGH"));
    }

    private static FindingFacts controlled(Facts facts, FindingFacts finding) {
        return finding.store().due("PCI", facts.day(30)).excepted("COMPENSATING_CONTROL", facts.day(20), facts.day(95));
    }
}
