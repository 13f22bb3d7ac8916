package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** C25, worked out by hand: a system entered and confirmed on 1 January 2006, day 0. */
class ScopeConfirmedInTimeTests {

    @Test
    void satisfiesWhenTheScopeWasConfirmedInTimeOnEveryDay() {
        Facts facts = confirmed();

        CheckResult result = ask(facts.ask("C25", "PCI", facts.days(0, 366)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason())
                .startsWith("Of 1 system in scope between")
                .contains("1 confirmed in time on every day");
        Item item = items(facts.ask("C25", "PCI", facts.days(0, 366))).getFirst();
        assertThat(item.link()).isEqualTo("/systems/" + facts.code);
        assertThat(item.dueAt()).isEqualTo(facts.day(366));
    }

    @Test
    void violatesWhatWasOverdueOnAnyDayAndSaysSinceWhen() {
        Facts facts = confirmed();

        assertThat(ask(facts.ask("C25", "PCI", facts.days(300, 367))).result()).isEqualTo(Result.NOT_SATISFIED);
        Item item = items(facts.ask("C25", "PCI", facts.days(300, 400))).getFirst();
        assertThat(item.reason()).isEqualTo("overdue");
        assertThat(item.startsAt()).isEqualTo(facts.begin);
        assertThat(item.dueAt()).isEqualTo(facts.day(366));
        assertThat(item.doneAt()).isNull();
    }

    @Test
    void confirmingLateDoesNotMendTheDaysBefore() {
        Facts facts = confirmed();
        again(facts, facts.day(380));

        Item item = items(facts.ask("C25", "PCI", facts.days(300, 400))).getFirst();
        assertThat(item.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(item.reason()).isEqualTo("confirmed again only after it was overdue");
        assertThat(item.doneAt()).isEqualTo(facts.day(380));
        assertThat(ask(facts.ask("C25", "PCI", facts.days(380, 400))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C25", "PCI", facts.days(300, 366))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void wantsItEverySixMonthsWhereTheEntityIsAServiceProviderUnderPciDssAlone() {
        Facts facts = confirmed();
        facts.providesFor(facts.begin);

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 184))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 185))).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(ask(facts.ask("C25", "DORA", facts.days(0, 185))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void keepsASystemThatWasTakenOutOfTheScopeInThePeriod() {
        Facts facts = confirmed();
        facts.confirm(facts.day(50), false, false, false);
        enter(facts);

        assertThat(in("tag:cardholder-data", facts, 40, 60)).isTrue();
        assertThat(in("tag:cardholder-data", facts, 60, 90)).isFalse();
        assertThat(ask(facts.ask("C25", "PCI", facts.days(40, 60))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(ask(facts.ask("C25", "PCI", facts.days(60, 90))).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    @Test
    void cannotTellOfWhatIsSaidToBeOutsideButNotConfirmedInTime() {
        Facts facts = Facts.outsideTheCardholderDataEnvironmentIn(2006);
        enter(facts);

        CheckResult result = ask(facts.ask("C25", "PCI", facts.days(300, 400)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason())
                .contains("said to be outside the scope of PCI DSS, but not confirmed to be so in time");
        assertThat(ask(facts.ask("C25", "DORA", facts.days(300, 400))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void violatesWhatNobodyEverConfirmedAndForPciDssCannotTellWhetherItIsInScope() {
        Facts facts = Facts.withoutConfirmedScopeIn(2006);

        assertThat(ask(facts.ask("C25", "DORA", facts.days(0, 30))).reason())
                .contains("not satisfied: 1 never confirmed");
        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 30))).reason())
                .contains("cannot be judged: 1 never confirmed, so possibly in the scope of PCI DSS");
    }

    @Test
    void cannotTellWhenMoreCameToBelongToItThanWasThereWhenItWasConfirmed() {
        Facts facts = confirmed();
        facts.target(facts.system, facts.day(20));

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 50))).result()).isEqualTo(Result.SATISFIED);
        CheckResult grown = ask(facts.ask("C25", "PCI", facts.days(0, 51)));
        assertThat(grown.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(grown.reason()).contains("1 not confirmed again since targets were added");
        again(facts, facts.day(60));
        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 61))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void countsATargetFromWhenItCameToTheSystemAndNotFromWhenItWasFirstSeen() {
        Facts facts = confirmed();
        Facts other = confirmed();
        var target = facts.target(facts.system, facts.begin.minusSeconds(60));
        sql("""
                INSERT INTO estate.earlier_system (target_id, superseded_at, since, system_id)
                VALUES (:target, :moved, :begin, :other)
                """)
                .param("target", target)
                .param("moved", facts.day(20).atOffset(ZoneOffset.UTC))
                .param("begin", facts.begin.minusSeconds(60).atOffset(ZoneOffset.UTC))
                .param("other", other.system)
                .update();

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 60))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(ask(other.ask("C25", "PCI", other.days(0, 60))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void cannotTellWhoConfirmedWhenNoPersonIsNamed() {
        Facts facts = confirmed();
        sql("UPDATE estate.scope_confirmation SET confirmed_by = NULL WHERE system_id = :system")
                .param("system", facts.system)
                .update();

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 30))).reason())
                .contains("cannot be judged: 1 confirmed, but by no person who is named");
    }

    @Test
    void cannotTellWhenTheConfirmationIsOlderThanTheQuestionOfPciDss() {
        Facts facts = confirmed();
        sql("UPDATE estate.scope_confirmation SET pci_asked = false WHERE system_id = :system")
                .param("system", facts.system)
                .update();

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(ask(facts.ask("C25", "DORA", facts.days(0, 30))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void cannotTellOfDaysBeforeTheFirstConfirmationThatWasKept() {
        Facts facts = Facts.withoutConfirmedScopeIn(2006);
        facts.confirm(facts.day(20), true, false, false);
        enter(facts);

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 60))).reason())
                .contains("1 without a record of who confirmed it for the first part of the period");
        assertThat(ask(facts.ask("C25", "PCI", facts.days(20, 60))).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void doesNotKnowWhatWasConfirmedOnlyAfterTheDayAsked() {
        Facts facts = confirmed();
        again(facts, facts.day(380));

        Question then =
                new Question("C25", "PCI", new Scope("system:" + facts.code), facts.days(300, 400), facts.day(370));

        assertThat(items(then).getFirst().reason()).isEqualTo("overdue");
    }

    @Test
    void asksAboutNoDayBeforeASystemWasEnteredAndNoneAfterItWasRetired() {
        Facts facts = confirmed();
        sql("UPDATE estate.system SET retired_at = :at WHERE id = :system")
                .param("system", facts.system)
                .param("at", facts.day(100).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(ask(facts.ask("C25", "PCI", facts.days(0, 500))).result()).isEqualTo(Result.SATISFIED);
        CheckResult gone = ask(facts.ask("C25", "PCI", facts.days(110, 500)));
        assertThat(gone.counts()).isEqualTo(Counts.NONE);
        assertThat(gone.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(gone.reason()).startsWith("No system was in scope between");
    }

    @Test
    void saysWhatBelongsToNoSystem() {
        Facts facts = Facts.in(2097);
        enter(facts);
        facts.target(null, facts.begin);

        CheckResult result = ask(facts.ask("C25", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.gaps())
                .singleElement()
                .asString()
                .endsWith("to no system, so that nobody confirmed the scope");
    }

    @Test
    void saysThatAnotherSystemMayBePartOfAScopeByTag() {
        Facts facts = Facts.withoutConfirmedScopeIn(2006);

        assertThat(ask(new Question("C25", "PCI", Scope.PCI, facts.days(0, 30), facts.day(30)))
                        .gaps())
                .anySatisfy(gap -> assertThat(gap).contains("not confirmed in time, so "));
    }

    private static Facts confirmed() {
        Facts facts = Facts.in(2006);
        enter(facts);
        return facts;
    }

    private static void again(Facts facts, Instant at) {
        facts.confirm(at, true, false, false);
        enter(facts);
    }

    /** A person confirmed it. */
    private static void enter(Facts facts) {
        sql("UPDATE estate.scope_confirmation SET entry_index = 1, confirmed_by = :by WHERE system_id = :system")
                .param("system", facts.system)
                .param("by", UuidV7.at(facts.begin))
                .update();
    }

    private static boolean in(String scope, Facts facts, long from, long to) {
        return items(new Question("C25", "DORA", new Scope(scope), facts.days(from, to), facts.day(to))).stream()
                .anyMatch(item -> item.system().equals(facts.code));
    }
}
