package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(textBlock = """
            PCI,  2025-12-01T00:00:00Z, advisory,           2025-12-01T00:00:00Z, false
            PCI,  2026-01-20T00:00:00Z, release,            2026-01-20T00:00:00Z, false
            PCI,  2026-01-20T00:00:00Z, first-observed,     2026-01-20T00:00:00Z, true
            PCI,  2026-02-03T00:00:00Z, advisory,           2026-02-01T10:00:00Z, true
            DORA, 2025-12-01T00:00:00Z, advisory,           2026-02-01T10:00:00Z, false
            """)
    void countsFromTheReleaseThatAReportStatesWhereThePolicySaysSo(
            Profile profile, Instant stated, String kind, Instant start, boolean estimated) {
        PatchClock.Verdict verdict = PatchClock.verdict(
                new PatchClock.Inputs(
                        profile,
                        Severity.CRITICAL,
                        DETECTED,
                        FIX,
                        new PatchClock.Stated(stated, kind),
                        null,
                        List.of(),
                        null),
                POLICY);
        assertThat(verdict.startsAt()).isEqualTo(start);
        assertThat(verdict.estimated()).isEqualTo(estimated);
        assertThat(verdict.dueAt())
                .as("never later than without it")
                .isBeforeOrEqualTo(verdict(profile, Severity.CRITICAL, FIX).dueAt());
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

    @ParameterizedTest(name = "listed {0}, {1}, passed {2}: due {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-01, INTERNAL, -,                    2026-03-15T00:00:00Z",
                "2026-03-01, INTERNET, -,                    2026-03-08T00:00:00Z",
                "2026-03-01, UNKNOWN,  -,                    2026-03-08T00:00:00Z",
                "2021-12-10, INTERNAL, -,                    2021-12-24T00:00:00Z",
                "2026-03-01, INTERNAL, 2026-03-08T00:00:00Z, 2026-03-08T00:00:00Z",
                "2026-03-01, INTERNET, 2026-03-15T00:00:00Z, 2026-03-08T00:00:00Z"
            })
    void countsFromTheListingOfWhatIsExploited(LocalDate on, Exposure exposure, @Nullable Instant passed, Instant due) {
        var listed = new PatchClock.Listed(on, exposure, passed);
        PatchClock.Verdict verdict = exploited(Severity.LOW, FIX, listed);
        assertThat(verdict.dueAt()).isEqualTo(due);
        assertThat(verdict.startsAt()).isEqualTo(on.atStartOfDay(ZoneOffset.UTC).toInstant());
        assertThat(verdict.estimated()).isFalse();
        assertThat(exploited(null, null, listed))
                .as("without a rank, and without a fix")
                .isEqualTo(verdict);
    }

    @Test
    void hasNoClockForWhatIsNotKnownToBeExploited() {
        assertThat(exploited(Severity.CRITICAL, FIX, null).dueAt()).isNull();
    }

    @Test
    void takesTheDaysOfThePolicyForWhatIsExploited() {
        var policy = new PatchPolicy(8, Map.of(), new PatchPolicy.Exploited(21, 3));
        var inputs = new PatchClock.Inputs(
                Profile.KEV,
                null,
                DETECTED,
                null,
                List.of(),
                new PatchClock.Listed(LocalDate.of(2026, 3, 1), Exposure.INTERNET, null));
        assertThat(PatchClock.verdict(inputs, policy).days()).isEqualTo(3);
    }

    /** The fix is of 1 February, shown by our own scan that day, and 30 days are allowed. */
    @ParameterizedTest(name = "{0}: {1} counts, built {2} ({3}): from {4}, estimated {5}")
    @CsvSource(nullValues = "none", textBlock = """
            # the policy says which
            PCI,  PACKAGE,      2026-03-01T00:00:00Z, BUILT,        2026-02-01T10:00:00Z, true,  PACKAGE
            PCI,  VENDOR_IMAGE, 2026-03-01T00:00:00Z, BUILT,        2026-03-01T00:00:00Z, false, VENDOR_IMAGE
            PCI,  VENDOR_IMAGE, 2026-03-01T00:00:00Z, FIRST_SEEN,   2026-03-01T00:00:00Z, true,  VENDOR_IMAGE
            # never before the fix
            PCI,  VENDOR_IMAGE, 2026-01-01T00:00:00Z, BUILT,        2026-02-01T10:00:00Z, true,  VENDOR_IMAGE
            # no image yet: not started
            PCI,  VENDOR_IMAGE, none,                 none,         none,                 false, VENDOR_IMAGE
            # what does not count from the release counts from what it did
            DORA, VENDOR_IMAGE, 2026-03-01T00:00:00Z, BUILT,        2026-02-01T10:00:00Z, false, PACKAGE
            DORA, VENDOR_IMAGE, none,                 none,         2026-02-01T10:00:00Z, false, PACKAGE
            """)
    void countsFromTheVendorsImageWhereThePolicySaysSo(
            Profile profile,
            VendorBasis vendors,
            @Nullable Instant image,
            @Nullable VendorDate by,
            @Nullable Instant start,
            boolean estimated,
            VendorBasis basis) {
        VendorImage.Since since = image == null || by == null
                ? null
                : new VendorImage.Since(image, by, by == VendorDate.FIRST_SEEN, "acme/proxy:2", null);
        PatchClock.Verdict verdict = PatchClock.verdict(
                new PatchClock.Inputs(
                        profile,
                        Severity.CRITICAL,
                        DETECTED,
                        FIX,
                        null,
                        new VendorImage("acme", since),
                        List.of(),
                        null),
                new PatchPolicy(POLICY.version(), POLICY.profiles(), POLICY.exploited(), vendors));
        assertThat(verdict.startsAt()).isEqualTo(start);
        assertThat(verdict.estimated()).isEqualTo(estimated);
        assertThat(verdict.basis()).isEqualTo(basis);
        assertThat(verdict.days()).isPositive();
        assertThat(verdict.dueAt() == null).isEqualTo(start == null);
        if (start == null) {
            assertThat(verdict.note()).contains("the vendor has no image without it yet");
        }
    }

    private static PatchClock.Verdict exploited(
            @Nullable Severity rank, @Nullable Instant fix, PatchClock.@Nullable Listed listed) {
        return PatchClock.verdict(new PatchClock.Inputs(Profile.KEV, rank, DETECTED, fix, List.of(), listed), POLICY);
    }

    private static PatchClock.Verdict ranked(Severity rank, PatchClock.Earlier... earlier) {
        PatchPolicy policy = new PatchPolicy(
                7,
                Map.of(
                        Profile.PCI,
                        new PatchPolicy.Rules(
                                PatchPolicy.Basis.FIX_RELEASED,
                                Map.of(Severity.CRITICAL, 30, Severity.HIGH, 60, Severity.MEDIUM, 90))));
        return PatchClock.verdict(
                new PatchClock.Inputs(Profile.PCI, rank, DETECTED, FIX, List.of(earlier), null), policy);
    }

    private static PatchClock.Verdict verdict(Profile profile, @Nullable Severity rank, @Nullable Instant fix) {
        return PatchClock.verdict(new PatchClock.Inputs(profile, rank, DETECTED, fix, List.of(), null), POLICY);
    }
}
