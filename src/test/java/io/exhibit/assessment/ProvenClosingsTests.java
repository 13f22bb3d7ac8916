package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenClosingsTests {

    @Test
    void satisfiesWhatALaterScanProves() {
        Facts facts = Facts.in(2004);
        facts.finding(facts.weekly(90)).rank("HIGH").closed(facts.day(20)).store();

        CheckResult result = ask(facts.ask("C09", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 closed by a later scan that proves it");
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_IMAGE, no longer listed though nothing that was scanned had changed",
        "SAME_VERSION, no longer listed though nothing that was scanned had changed",
        "OTHER_TOOL, closed by the scan of another scanner",
        "NO_DIGEST, closed by a report that does not tell by digest or commit what was scanned",
        "NOT_DATED, closed by a report that may be older than the one that showed it"
    })
    void cannotTellWhatTheScansLeaveInDoubt(String doubt, String reason) {
        Facts facts = Facts.in(2004);
        facts.finding(facts.weekly(90)).closed(facts.day(20)).doubted(doubt).store();

        CheckResult result = ask(facts.ask("C09", "PCI", facts.days(0, 90)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains(reason);
    }

    @Test
    void violatesWhatIsBackWithinThirtyDaysAsSoonAsThatIsKnown() {
        Facts facts = Facts.in(2004);
        facts.finding(facts.weekly(90)).closed(facts.day(20)).store().back(facts.day(50));
        Question question = facts.ask("C09", "PCI", facts.days(0, 40));

        assertThat(ask(asOf(question, facts.day(50))).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(asOf(question, facts.day(50).minusSeconds(1))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void leavesWhatComesBackLaterToItsOwnDeadline() {
        Facts facts = Facts.in(2004);
        facts.finding(facts.weekly(90))
                .closed(facts.day(20))
                .store()
                .back(facts.day(50).plusSeconds(1));

        assertThat(ask(facts.ask("C09", "PCI", facts.days(0, 90))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void asksAboutHighAndCriticalOnlyAndAboutWhatHasNoRank() {
        Facts facts = Facts.in(2004);
        var target = facts.weekly(90);
        facts.finding(target).rank("MEDIUM").closed(facts.day(20)).store();
        facts.finding(target).unranked().closed(facts.day(20)).store();

        assertThat(items(facts.ask("C09", "PCI", facts.days(0, 90))))
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).isEqualTo("not ranked, so possibly high or critical"));
    }

    private static Question asOf(Question question, Instant at) {
        return new Question(question.check(), question.profile(), question.scope(), question.period(), at);
    }
}
