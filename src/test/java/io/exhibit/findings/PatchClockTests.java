package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatchClockTests {

    private static final Instant DETECTED = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant FIX = Instant.parse("2026-02-01T10:00:00Z");
    private static final PatchPolicy POLICY = new PatchPolicy(
            7,
            Map.of(
                    Profile.PCI, new PatchPolicy.Rules(PatchPolicy.Basis.FIX_RELEASED, Map.of(Severity.CRITICAL, 30)),
                    Profile.DORA, new PatchPolicy.Rules(PatchPolicy.Basis.FIX_SEEN, Map.of(Severity.CRITICAL, 14))));

    @Test
    void countsThirtyTimesTwentyFourHoursFromTheFixForPci() {
        PatchClock.Verdict verdict = verdict(Profile.PCI, Severity.CRITICAL, FIX);
        assertThat(verdict.startsAt()).isEqualTo(FIX);
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(30)));
        assertThat(verdict.estimated()).isTrue();
    }

    @Test
    void startsWithTheFirstScanThatShowedBothForDora() {
        PatchClock.Verdict verdict = verdict(Profile.DORA, Severity.CRITICAL, FIX);
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(14)));
        assertThat(verdict.estimated()).isFalse();
    }

    @Test
    void doesNotStartWithoutAFix() {
        assertThat(verdict(Profile.PCI, Severity.CRITICAL, null).dueAt()).isNull();
    }

    @Test
    void doesNotStartWithoutARank() {
        assertThat(verdict(Profile.PCI, null, FIX).dueAt()).isNull();
        assertThat(verdict(Profile.PCI, null, FIX).note()).contains("not ranked");
    }

    @Test
    void saysSoWhenThePolicyHasNoDaysForARank() {
        assertThat(verdict(Profile.DORA, Severity.LOW, FIX).note()).contains("policy sets no days");
        assertThat(verdict(Profile.FFIEC_OCC, Severity.CRITICAL, FIX).dueAt()).isNull();
    }

    @Test
    void givesTheDaysOfAHigherRankFromThenOn() {
        Instant raised = FIX.plus(Duration.ofDays(20));
        PatchClock.Verdict verdict = ranked(Severity.CRITICAL, new PatchClock.Earlier(Severity.HIGH, raised));
        assertThat(verdict.startsAt()).isEqualTo(raised);
        assertThat(verdict.dueAt()).isEqualTo(raised.plus(Duration.ofDays(30)));
        assertThat(verdict.note()).contains("ranked CRITICAL only then");
    }

    @Test
    void neverLeavesLongerThanTheLowerRankDid() {
        Instant raised = FIX.plus(Duration.ofDays(55));
        PatchClock.Verdict verdict = ranked(Severity.CRITICAL, new PatchClock.Earlier(Severity.HIGH, raised));
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(60)));
        assertThat(verdict.days()).isEqualTo(60);
        assertThat(verdict.note()).contains("HIGH");
    }

    @Test
    void startsNoClockAnewWhenARankComesBack() {
        Instant raised = FIX.plus(Duration.ofDays(5));
        PatchClock.Verdict verdict = ranked(
                Severity.CRITICAL,
                new PatchClock.Earlier(Severity.HIGH, raised),
                new PatchClock.Earlier(Severity.CRITICAL, raised.plus(Duration.ofDays(10))),
                new PatchClock.Earlier(Severity.HIGH, raised.plus(Duration.ofDays(20))));
        assertThat(verdict.dueAt()).isEqualTo(raised.plus(Duration.ofDays(30)));
    }

    @Test
    void countsALowerRankFromTheBeginning() {
        PatchClock.Verdict verdict =
                ranked(Severity.HIGH, new PatchClock.Earlier(Severity.CRITICAL, FIX.plus(Duration.ofDays(9))));
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(60)));
    }

    @Test
    void keepsADeadlineThatPassedBeforeTheRankWasLowered() {
        Instant due = FIX.plus(Duration.ofDays(30));
        PatchClock.Verdict late =
                ranked(Severity.MEDIUM, new PatchClock.Earlier(Severity.CRITICAL, due.plusNanos(1000)));
        assertThat(late.dueAt()).isEqualTo(due);
        assertThat(late.note()).contains("a lower rank since does not undo that");
        PatchClock.Verdict inTime = ranked(Severity.MEDIUM, new PatchClock.Earlier(Severity.CRITICAL, due));
        assertThat(inTime.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(90)));
    }

    @Test
    void keepsADeadlineThatWasOverWhenTheHigherRankCameBack() {
        PatchClock.Verdict verdict = ranked(
                Severity.MEDIUM,
                new PatchClock.Earlier(Severity.CRITICAL, FIX.plus(Duration.ofDays(10))),
                new PatchClock.Earlier(Severity.MEDIUM, FIX.plus(Duration.ofDays(40))),
                new PatchClock.Earlier(Severity.CRITICAL, FIX.plus(Duration.ofDays(50))));
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(30)));
    }

    @Test
    void countsFromTheFixWhenThatCameAfterTheRank() {
        PatchClock.Verdict verdict =
                ranked(Severity.CRITICAL, new PatchClock.Earlier(null, DETECTED.plus(Duration.ofDays(1))));
        assertThat(verdict.dueAt()).isEqualTo(FIX.plus(Duration.ofDays(30)));
        assertThat(verdict.note()).contains("estimated");
    }

    private static PatchClock.Verdict ranked(Severity rank, PatchClock.Earlier... earlier) {
        PatchPolicy policy = new PatchPolicy(
                7,
                Map.of(
                        Profile.PCI,
                        new PatchPolicy.Rules(
                                PatchPolicy.Basis.FIX_RELEASED,
                                Map.of(Severity.CRITICAL, 30, Severity.HIGH, 60, Severity.MEDIUM, 90))));
        return PatchClock.verdict(new PatchClock.Inputs(Profile.PCI, rank, DETECTED, FIX, List.of(earlier)), policy);
    }

    private static PatchClock.Verdict verdict(Profile profile, @Nullable Severity rank, @Nullable Instant fix) {
        return PatchClock.verdict(new PatchClock.Inputs(profile, rank, DETECTED, fix, List.of()), POLICY);
    }
}
