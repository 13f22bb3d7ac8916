package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** C04, worked out by hand: scans made on 6 January 2006 (day 5), by a scanner whose database is as old as the test says. */
class ScanQualityTests {

    private final Facts facts = Facts.in(2006);

    @Test
    void satisfiesWithADatabaseOfExactlyADay() {
        UUID scan = scan(facts.target(), Duration.ofHours(24), 0);

        CheckResult result = asked(10);

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason())
                .contains("Of 1 scan received between")
                .contains("1 with a current database, hiding nothing without approval (longest 1 d 0 h)");
        assertThat(items(facts.ask("C04", "PCI", facts.days(0, 10))).getFirst().link())
                .isEqualTo("/submissions/" + scan);
    }

    @Test
    void cannotTellAboveADayAndViolatesAboveAWeek() {
        UUID target = facts.target();
        scan(target, Duration.ofHours(24).plusSeconds(1), 0);
        scan(target, Duration.ofDays(7), 0);
        assertThat(asked(10).counts()).isEqualTo(new Counts(2, 0, 0, 2, 0));
        assertThat(asked(10).reason()).contains("2 with a database older than allowed");

        scan(target, Duration.ofDays(7).plusSeconds(1), 0);
        assertThat(asked(10).result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(asked(10).reason()).contains("1 with a database that was far too old");
    }

    @Test
    void takesTheAgeFromWhenTheScanWasMadeAndNotFromWhenItCame() {
        UUID scan = scan(facts.target(), Duration.ofDays(3), 0);
        sql("UPDATE scans.scan SET reported_at = :at WHERE id = :id")
                .param("id", scan)
                .param("at", facts.day(2).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(asked(10).result()).isEqualTo(Result.SATISFIED);
    }

    @Test
    void cannotTellWithoutTheTimeOfTheDatabaseOrTheVersionOfTheScanner() {
        UUID target = facts.target();
        scan(target, null, 0);
        UUID unversioned = scan(target, Duration.ofHours(1), 0);
        sql("UPDATE scans.scan SET tool_version = NULL WHERE id = :id")
                .param("id", unversioned)
                .update();
        scan(target, Duration.ofMinutes(-5), 0);

        CheckResult result = asked(10);

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason())
                .contains(
                        "1 without the time of the scanner's database",
                        "1 by a scanner that does not say its version",
                        "1 with a database that says to be younger than the scan");
    }

    @Test
    void cannotTellFromARunThatFailedOrLookedAtNoPackage() {
        UUID target = facts.target();
        UUID failed = scan(target, Duration.ofHours(1), 0);
        sql("UPDATE scans.scan SET outcome = 'FAILED', outcome_reason = 'because' WHERE id = :id")
                .param("id", failed)
                .update();
        UUID empty = scan(target, Duration.ofHours(1), 0);
        sql("UPDATE scans.scan SET classes = '{}' WHERE id = :id")
                .param("id", empty)
                .update();

        assertThat(asked(10).reason()).contains("1 with an error", "1 without any package looked at");
    }

    @Test
    void violatesWhatHidesAFindingUnlessAnExceptionThatWasApprovedCoversIt() {
        UUID target = facts.target();
        FindingFacts finding = facts.finding(target).store();
        suppressed(target, facts.day(5), facts.day(20));
        scan(target, Duration.ofHours(1), 1);
        assertThat(asked(10).reason()).contains("1 hiding findings that no approved exception covered");

        finding.excepted("FALSE_POSITIVE", facts.day(1), facts.day(8));
        assertThat(asked(10).result()).isEqualTo(Result.SATISFIED);

        scan(target, facts.day(9), Duration.ofHours(1), 1);
        assertThat(asked(10).counts()).isEqualTo(new Counts(2, 1, 1, 0, 0));
    }

    @Test
    void cannotTellWhenWhatIsHiddenIsNotTold() {
        scan(facts.target(), Duration.ofHours(1), 1);

        assertThat(asked(10).reason()).contains("1 hiding findings that are not told one by one");
    }

    @Test
    void cannotTellWithoutAConfirmedScopeAndSetsAsideWhatIsOutside() {
        Facts unconfirmed = Facts.withoutConfirmedScopeIn(2006);
        scan(unconfirmed.target(), Duration.ofHours(1), 0);
        assertThat(ask(unconfirmed.ask("C04", "DORA", unconfirmed.days(0, 10))).reason())
                .contains("1 in a system whose scope was not confirmed in time");

        Facts outside = Facts.outsideTheCardholderDataEnvironmentIn(2006);
        scan(outside.target(), Duration.ofDays(30), 0);
        assertThat(ask(outside.ask("C04", "PCI", outside.days(0, 10))).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
        assertThat(ask(outside.ask("C04", "DORA", outside.days(0, 10))).result())
                .isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void asksAboutScansOfThePeriodThatWereKnown() {
        scan(facts.target(), Duration.ofDays(30), 0);

        assertThat(ask(facts.ask("C04", "PCI", facts.days(6, 10))).counts()).isEqualTo(Counts.NONE);
        assertThat(asked(5).counts()).isEqualTo(Counts.NONE);
        assertThat(asked(5).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    private CheckResult asked(long to) {
        return ask(facts.ask("C04", "PCI", facts.days(0, to)));
    }

    private UUID scan(UUID target, @Nullable Duration age, int hidden) {
        return scan(target, facts.day(5), age, hidden);
    }

    private UUID scan(UUID target, Instant at, @Nullable Duration age, int hidden) {
        UUID id = facts.scan(target, at, "CONCLUSIVE");
        sql("""
                UPDATE scans.scan
                   SET tool = 'grype', tool_version = '0.99.1', classes = '{os-pkgs}', reported_at = recorded_at, suppressed = :hidden,
                       database_at = :database
                 WHERE id = :id
                """)
                .param("id", id)
                .param("hidden", hidden)
                .param("database", age == null ? null : at.minus(age).atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private static void suppressed(UUID target, Instant since, Instant until) {
        sql("""
                INSERT INTO findings.suppression (finding_id, since, until_at, target_id, reason, scan_id)
                SELECT f.id, :since, :until, f.target_id, 'ignored', f.id FROM findings.finding f WHERE f.target_id = :target
                """)
                .param("target", target)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }
}
