package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** C23, worked out by hand: Fedora 801 is supported to the end of 1 February 1995, 802 to that of 1 June 1996, 803 has ended on no stated day. */
class EndOfLifeTests {

    @BeforeAll
    static void load() {
        ends("801", LocalDate.of(1995, 2, 2), null);
        ends("802", LocalDate.of(1996, 6, 2), null);
        ends("803", null, true);
        ends("804", null, null);
    }

    @AfterAll
    static void forget() {
        sql("DELETE FROM estate.support_end WHERE product = 'fedora' AND loaded_at < '1996-01-01'")
                .update();
    }

    @Test
    void satisfiesWhatIsSupportedForLongAndSaysWhereTheEndIsNear() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts).scanned("fedora", "802").statedDaily(30).store();

        CheckResult result = ask(facts.ask("C23", "DORA", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("Of 1 image running in scope between", " 1 supported.");
        assertThat(ask(facts.ask("C23", "DORA", facts.days(200, 201))).reason())
                .contains("1 supported, and the end of support is near");
    }

    @Test
    void violatesWhatRanPastTheEndAndSaysThatNoPlanCanBeRecorded() {
        Facts facts = Facts.in(1995);
        RunFacts run =
                RunFacts.of(facts).scanned("fedora", "801").statedDaily(60).store();

        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 32))).result()).isEqualTo(Result.SATISFIED);
        CheckResult late = ask(facts.ask("C23", "DORA", facts.days(0, 33)));
        assertThat(late.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(late.reason())
                .contains("1 running past the end of support (fedora 801)")
                .contains("A plan for what runs without support cannot be recorded here yet");
        Item item = items(facts.ask("C23", "DORA", facts.days(0, 60))).getFirst();
        assertThat(item.link()).isEqualTo("/images/" + run.id);
        assertThat(item.dueAt()).isEqualTo(facts.day(32));
        assertThat(item.doneAt()).isNull();
    }

    @Test
    void violatesWhatStoppedOnlyAfterTheEndAndNotWhatStoppedBefore() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts)
                .scanned("fedora", "801")
                .until(facts.day(32))
                .statedDaily(60)
                .store();
        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 60))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));

        RunFacts.of(facts).scanned("fedora", "801").until(facts.day(40)).store();
        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 60))).reason()).contains("1 ran past the end of support");
        assertThat(ask(facts.ask("C23", "DORA", facts.days(40, 60))).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void takesWhatStoppedInOnePlaceForRunningWhileItRunsInAnother() {
        Facts facts = Facts.in(1995);
        RunFacts run = RunFacts.of(facts)
                .scanned("fedora", "801")
                .until(facts.day(40))
                .statedDaily(60)
                .store();
        run.forever().store();

        Item item = items(facts.ask("C23", "DORA", facts.days(0, 60))).getFirst();
        assertThat(item.reason()).isEqualTo("running past the end of support");
        assertThat(item.doneAt()).isNull();
    }

    @Test
    void knowsOnlyTheEndsThatWereLoadedByThen() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts).scanned("fedora", "805").statedDaily(60).store();
        sql("""
                INSERT INTO estate.support_end (product, release, entry_index, listed, ends_on, loaded_at)
                VALUES ('fedora', '805', -1, true, '1995-01-10', '1995-02-10')
                """).update();

        Question then = facts.ask("C23", "DORA", facts.days(0, 30));
        assertThat(ask(then).reason()).contains("cannot be judged: 1 on a release whose end of support is not known");
        Question later = new Question("C23", "DORA", then.scope(), then.period(), facts.day(60));
        assertThat(ask(later).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void violatesWhatStillRunsWhenAScannerOrTheDataSaysThatItHasEnded() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts)
                .scanned("fedora", "802")
                .saidToHaveEnded()
                .statedDaily(60)
                .store();
        RunFacts.of(facts).scanned("fedora", "803").store();

        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 30))).reason())
                .contains("2 running though support is said to have ended, on a day that is not stated");
    }

    @Test
    void cannotTellOfAnEarlierDayWhenItHadEnded() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts).scanned("fedora", "803").statedDaily(60).store();
        Question then = facts.ask("C23", "DORA", facts.days(0, 30));

        CheckResult result = ask(new Question("C23", "DORA", then.scope(), then.period(), facts.day(60)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 with support that has ended on a day that is not stated");
    }

    @Test
    void cannotTellWhatNoScanOrNoTableKnows() {
        Facts facts = Facts.in(1995);
        RunFacts unscanned = RunFacts.of(facts).statedDaily(30).store();
        RunFacts.of(facts).scanned("fedora", "804").store();
        RunFacts.of(facts).scanned("fedora", "899").store();
        RunFacts.of(facts).scanned("wolfi", "20230201").store();
        RunFacts.of(facts).scanned(null, null).store();

        CheckResult result = ask(facts.ask("C23", "DORA", facts.days(0, 30)));

        assertThat(result.counts()).isEqualTo(new Counts(5, 0, 0, 5, 0));
        assertThat(result.reason())
                .contains(
                        "1 never scanned, so that it is not known what is in it",
                        "2 on an operating system whose release cannot be told",
                        "2 on a release whose end of support is not known");
        assertThat(items(facts.ask("C23", "DORA", facts.days(0, 30))))
                .filteredOn(item -> item.kind() == Item.Kind.RUN)
                .extracting(Item::link)
                .containsExactly("/deployments?q=sha256%3A" + unscanned.id);
    }

    @Test
    void setsAsideWhatHasNoOperatingSystem() {
        Facts facts = Facts.in(1995);
        RunFacts.of(facts).scanned("none", null).statedDaily(30).store();

        CheckResult result = ask(facts.ask("C23", "DORA", facts.days(0, 30)));

        assertThat(result.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void cannotTellWithoutAConfirmedScope() {
        Facts facts = Facts.withoutConfirmedScopeIn(1995);
        RunFacts.of(facts).scanned("fedora", "802").statedDaily(30).store();

        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 30))).reason())
                .contains("1 in a system whose scope was not confirmed in time");
    }

    @Test
    void cannotTellWhereClustersBeganToStateThemselvesOnlyLater() {
        Facts facts = Facts.in(1991);
        RunFacts.of(facts).scanned("fedora", "802").stated(facts.day(40)).store();
        Question asked = facts.ask("C23", "DORA", facts.days(0, 41));

        assertThat(ask(asked).gaps())
                .singleElement()
                .asString()
                .startsWith("clusters state what runs in them only since");
    }

    @Test
    void cannotTellWhereNoClusterEverStatedWhatRuns() {
        Facts facts = Facts.in(1990);
        RunFacts.of(facts).byTheWordOfAScan().scanned("fedora", "802").store();

        CheckResult result = ask(facts.ask("C23", "DORA", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps())
                .containsExactly("no cluster ever stated what runs in it, and scans alone do not say that");
    }

    @Test
    void saysWhichExpectedClusterIsSilent() {
        Facts facts = Facts.in(1992);
        RunFacts run =
                RunFacts.of(facts).scanned("fedora", "802").statedDaily(30).store();
        sql("""
                INSERT INTO estate.declared_cluster (entry_index, cluster, environment, owner, declared_at, released_at, released_entry, reason)
                VALUES (-1992, :cluster, 'production', 'An owner', :begin, :end, -1991, 'over')
                """)
                .param("cluster", run.cluster)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .param("end", facts.day(90).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 31))).gaps()).isEmpty();
        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 32))).gaps())
                .containsExactly("1 cluster that is expected to state what runs in it had not done so of late");
        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 91))).gaps()).isEmpty();
    }

    @Test
    void saysWhatRanAndBelongsToNobody() {
        Facts facts = Facts.in(1999);
        RunFacts.of(facts)
                .scanned("fedora", "802")
                .statedDaily(10)
                .until(facts.day(9))
                .store();
        RunFacts.of(facts).ofNobody().until(facts.day(9)).store();

        assertThat(ask(facts.ask("C23", "DORA", facts.days(0, 8))).gaps())
                .contains("1 image that ran belongs to no system and may be part of this scope");
        assertThat(ask(new Question("C23", "DORA", Scope.ALL, facts.days(0, 8), facts.day(8)))
                        .reason())
                .contains("1 without a system");
    }

    private static void ends(String release, @Nullable LocalDate day, @Nullable Boolean ended) {
        sql("""
                INSERT INTO estate.support_end (product, release, entry_index, listed, ends_on, ended, loaded_at)
                VALUES ('fedora', :release, -1, true, :day, :ended, :at)
                """)
                .param("release", release)
                .param("day", day)
                .param("ended", ended)
                .param("at", java.time.Instant.parse("1990-01-01T00:00:00Z").atOffset(ZoneOffset.UTC))
                .update();
    }
}
