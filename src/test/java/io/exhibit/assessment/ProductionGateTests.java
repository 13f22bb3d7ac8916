package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** C13, worked out by hand: an image that starts on 11 January 1996 (day 10) in a cluster that states itself from day 0 on. */
class ProductionGateTests {

    private final Facts facts = Facts.in(1996);
    private final UUID target = facts.target();

    @Test
    void satisfiesAScanBeforeTheStartThatFoundNothingCritical() {
        RunFacts run = started();
        scan(run, facts.day(9), 0);
        scan(run, facts.day(12), 3);

        CheckResult result = asked(0, 30);

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 scanned before its start, with nothing critical in it");
        Item item = items(facts.ask("C13", "PCI", facts.days(0, 30))).getFirst();
        assertThat(item.link()).isEqualTo("/images/" + run.id);
        assertThat(item.dueAt()).isEqualTo(facts.day(10));
        assertThat(item.doneAt()).isEqualTo(facts.day(9));
    }

    @Test
    void violatesAStartBeforeAnyScan() {
        RunFacts run = started();
        assertThat(asked(0, 30).reason()).contains("not satisfied: 1 started without ever having been scanned");

        scan(run, facts.day(12), 0);
        assertThat(asked(0, 30).reason()).contains("not satisfied: 1 started first, and scanned only after that");
        assertThat(asked(0, 11).reason()).contains("1 started without ever having been scanned");
    }

    @Test
    void doesNotTakeAScanThatFailedForOne() {
        RunFacts run = started();
        facts.scan(target, facts.day(9), "FAILED", run.id, 0);

        assertThat(asked(0, 30).reason()).contains("1 started without ever having been scanned");
    }

    @Test
    void cannotTellWhoLetAnImageStartWithSomethingCriticalInIt() {
        RunFacts run = started();
        scan(run, facts.day(8), 0);
        scan(run, facts.day(9), 2);

        CheckResult result = asked(0, 30);
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason())
                .contains(
                        "1 scanned before its start with something critical in it, and who let it start is not on record");
    }

    @Test
    void cannotTellByTheWordOfAReportThatCameInLater() {
        RunFacts run = started();
        UUID scan = scan(run, facts.day(11), 0);
        sql("UPDATE scans.scan SET reported_at = :at WHERE id = :id")
                .param("at", facts.day(9).atOffset(ZoneOffset.UTC))
                .param("id", scan)
                .update();

        assertThat(asked(0, 30).reason())
                .contains("1 scanned before its start by the word of a report that came in only after it");
    }

    @Test
    void cannotTellOfWhatRanBeforeItsClusterStatedItself() {
        RunFacts.of(facts).scanned("debian", "12").stated(facts.day(15)).from(facts.day(10));

        assertThat(asked(0, 30).reason()).contains("1 started before its cluster had stated what runs in it");
    }

    @Test
    void cannotTellByATagOrByTheWordOfAScan() {
        RunFacts.of(facts).byTagOnly().statedDaily(30).from(facts.day(10));
        RunFacts.of(facts)
                .byTheWordOfAScan()
                .scanned("debian", "12")
                .statedDaily(30)
                .from(facts.day(10));

        assertThat(asked(0, 30).reason())
                .contains(
                        "1 by its tag alone: what a tag means can change",
                        "1 by the word of a scan alone: no cluster states when it started");
    }

    @Test
    void asksOnlyAboutTheFirstStartInProduction() {
        RunFacts run = RunFacts.of(facts)
                .scanned("debian", "12")
                .statedDaily(30)
                .until(facts.day(15))
                .from(facts.day(10));
        scan(run, facts.day(9), 0);
        assertThat(asked(11, 30).counts()).isEqualTo(Counts.NONE);

        run.forever().from(facts.day(20));
        assertThat(asked(11, 30).counts()).isEqualTo(Counts.NONE);

        sql("UPDATE estate.deployment SET environment = 'staging' WHERE cluster = :cluster AND from_at = :at")
                .param("cluster", run.cluster)
                .param("at", facts.day(10).atOffset(ZoneOffset.UTC))
                .update();
        assertThat(asked(11, 30).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(asked(0, 15).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void setsAsideWhatIsOutsideTheScopeOfPciDss() {
        Facts outside = Facts.outsideTheCardholderDataEnvironmentIn(1996);
        RunFacts.of(outside).scanned("debian", "12").statedDaily(30).from(outside.day(10));

        assertThat(ask(outside.ask("C13", "PCI", outside.days(0, 30))).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
        assertThat(ask(outside.ask("C13", "FFIEC_OCC", outside.days(0, 30))).result())
                .isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellWithoutAConfirmedScope() {
        Facts unconfirmed = Facts.withoutConfirmedScopeIn(1996);
        RunFacts run =
                RunFacts.of(unconfirmed).scanned("debian", "12").statedDaily(30).from(unconfirmed.day(10));
        unconfirmed.scan(unconfirmed.target(), unconfirmed.day(9), "CONCLUSIVE", run.id, 1);

        assertThat(ask(unconfirmed.ask("C13", "FFIEC_OCC", unconfirmed.days(0, 30)))
                        .reason())
                .contains("1 in a system whose scope was not confirmed in time");
    }

    private RunFacts started() {
        return RunFacts.of(facts).scanned("debian", "12").statedDaily(30).from(facts.day(10));
    }

    private UUID scan(RunFacts run, Instant at, int critical) {
        UUID id = facts.scan(target, at, "CONCLUSIVE", run.id, 1);
        sql("UPDATE scans.scan SET critical = :critical, observations = :critical WHERE id = :id")
                .param("critical", critical)
                .param("id", id)
                .update();
        return id;
    }

    private CheckResult asked(long from, long to) {
        return ask(facts.ask("C13", "PCI", facts.days(from, to)));
    }
}
