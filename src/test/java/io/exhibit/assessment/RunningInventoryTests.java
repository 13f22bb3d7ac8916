package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C01, worked out by hand: images in clusters that state themselves once a day from 1 January 1996, day 0. */
class RunningInventoryTests {

    @Test
    void satisfiesWhatARecordAClusterAndAScanAllKnow() {
        Facts facts = Facts.in(1996);
        RunFacts run =
                RunFacts.of(facts).scanned("debian", "12").statedDaily(30).store();

        CheckResult result = ask(facts.ask("C01", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 with a record, an owner and a confirmed scope");
        Item item = items(facts.ask("C01", "PCI", facts.days(0, 30))).getFirst();
        assertThat(item.link()).isEqualTo("/images/" + run.id);
        assertThat(item.about()).isEqualTo("production, " + run.cluster);
    }

    @Test
    void violatesWhatRanForMoreThanADayWithoutARecordInEveryScopeButThatOfAnotherSystem() {
        Facts facts = Facts.in(1998);
        RunFacts.of(facts)
                .scanned("debian", "12")
                .statedDaily(9)
                .until(facts.day(9))
                .store();
        RunFacts day = RunFacts.of(facts)
                .ofNobody()
                .until(facts.begin.plus(Duration.ofHours(24)))
                .store();
        RunFacts longer = RunFacts.of(facts)
                .ofNobody()
                .until(facts.begin.plus(Duration.ofHours(24)).plusSeconds(1))
                .store();

        for (Scope scope : List.of(Scope.ALL, Scope.PCI)) {
            Question asked = new Question("C01", "PCI", scope, facts.days(0, 8), facts.day(8));
            assertThat(ask(asked).result()).isEqualTo(Result.NOT_SATISFIED);
            assertThat(reason(asked, longer)).isEqualTo("running for longer than allowed without a record");
            assertThat(reason(asked, day)).isEqualTo("without a record, though not for longer than allowed");
        }
        CheckResult system = ask(facts.ask("C01", "PCI", facts.days(0, 8)));
        assertThat(system.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(system.gaps())
                .containsExactly("2 images that ran belong to no system and may be part of this scope");
        assertThat(items(new Question("C01", "PCI", Scope.ALL, facts.days(0, 8), facts.day(8))))
                .filteredOn(item -> item.label().contains(longer.id.toString()))
                .extracting(Item::link)
                .containsExactly("/deployments?q=sha256%3A" + longer.id);
    }

    @Test
    void countsFromWhenItBeganAlsoBeforeThePeriod() {
        Facts facts = Facts.in(1998);
        RunFacts nobodys = RunFacts.of(facts)
                .ofNobody()
                .statedDaily(25)
                .until(facts.day(25))
                .from(facts.day(20));

        Question asked = new Question("C01", "DORA", Scope.ALL, facts.days(24, 25), facts.day(25));

        assertThat(reason(asked, nobodys)).isEqualTo("running for longer than allowed without a record");
    }

    @Test
    void neverAnswersFromScansAlone() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts).statedDaily(30).scanned("debian", "12").store();
        RunFacts.of(facts).byTheWordOfAScan().scanned("debian", "12").store();

        CheckResult result = ask(facts.ask("C01", "PCI", facts.days(0, 30)));

        assertThat(result.counts()).isEqualTo(new Counts(2, 1, 0, 1, 0));
        assertThat(result.reason()).contains("1 by the word of a scan alone: no cluster states that it runs");
    }

    @Test
    void cannotTellWhatRunsWhereNoClusterEverSaidSo() {
        Facts facts = Facts.in(1990);
        RunFacts.of(facts).byTheWordOfAScan().scanned("debian", "12").store();

        CheckResult result = ask(facts.ask("C01", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps())
                .containsExactly("no cluster ever stated what runs in it, and scans alone do not say that");
    }

    @Test
    void leavesAWordOfAPipelineAsideWhereAClusterOfTheEnvironmentStatesTheSameImage() {
        Facts facts = Facts.in(1996);
        RunFacts run =
                RunFacts.of(facts).statedDaily(30).scanned("debian", "12").store();
        run.byTheWordOfAScan().store();
        sql("UPDATE estate.deployment SET cluster = '' WHERE workload = :id AND source = 'SCAN'")
                .param("id", run.id.toString())
                .update();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 30))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    }

    @Test
    void cannotTellOfAClusterThatHasFallenSilent() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts).scanned("debian", "12").statedDaily(20).store();
        RunFacts.of(facts)
                .scanned("debian", "12")
                .statedDaily(20)
                .until(facts.day(20))
                .store();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 21))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 22))).reason())
                .contains("1 with a record, an owner", "cannot be judged: 1 in a cluster that has fallen silent");
    }

    @Test
    void cannotTellOfAnImageThatIsKnownByTagOnly() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts).byTagOnly().statedDaily(30).store();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 30))).reason())
                .contains("1 by its tag alone: what a tag means can change");
    }

    @Test
    void cannotTellWithoutAnOwner() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts).scanned("debian", "12").statedDaily(30).store();
        sql("UPDATE estate.system SET owner = '' WHERE id = :id")
                .param("id", facts.system)
                .update();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 30))).reason()).contains("1 in a system without an owner");
    }

    @Test
    void cannotTellWhenTheScopeWasNotConfirmedInTime() {
        Facts facts = Facts.in(1994);
        RunFacts.of(facts).scanned("debian", "12").statedDaily(400).store();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(300, 366))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C01", "PCI", facts.days(300, 367))).reason())
                .contains("1 in a system whose scope was not confirmed in time");
    }

    @Test
    void cannotTellOfWhatRunsForLongerThanAllowedAndNoScanKnows() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts).statedDaily(30).store();
        RunFacts.of(facts).from(facts.day(30).minus(Duration.ofHours(24)));

        CheckResult result = ask(facts.ask("C01", "PCI", facts.days(0, 30)));

        assertThat(result.counts()).isEqualTo(new Counts(2, 1, 0, 1, 0));
        assertThat(result.reason()).contains("1 running for longer than allowed, and known to no scan");
    }

    @Test
    void setsAsideForPciDssWhatIsConfirmedToBeOutside() {
        Facts facts = Facts.outsideTheCardholderDataEnvironmentIn(1996);
        RunFacts.of(facts).scanned("debian", "12").statedDaily(30).store();

        assertThat(ask(facts.ask("C01", "PCI", facts.days(0, 30))).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
        assertThat(ask(facts.ask("C01", "DORA", facts.days(0, 30))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void leavesOutWhatStoppedBeforeThePeriodOrBecameKnownOnlyLater() {
        Facts facts = Facts.in(1996);
        RunFacts.of(facts)
                .scanned("debian", "12")
                .statedDaily(30)
                .until(facts.day(10))
                .store();
        RunFacts.of(facts).scanned("debian", "12").from(facts.day(40));

        assertThat(ask(facts.ask("C01", "PCI", facts.days(10, 30))).counts()).isEqualTo(Counts.NONE);
    }

    private static String reason(Question asked, RunFacts run) {
        return items(asked).stream()
                .filter(item -> item.label().contains(run.id.toString()))
                .map(Item::reason)
                .findFirst()
                .orElseThrow();
    }
}
