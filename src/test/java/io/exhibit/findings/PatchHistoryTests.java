package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another version of the patch deadlines does to what was known before it came. */
class PatchHistoryTests {

    private static final Instant DETECTED = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest(name = "{0} days, then {1} from day {2} on: due on day {3}")
    @CsvSource({
        // what was detected after it came has the days of it
        "30, 10, -5, 10",
        "30, 90, 0, 90",
        // stricter: from its approval on
        "30, 10, 5, 15",
        // stricter, and never later than by the version before
        "30, 10, 25, 30",
        // longer, before the deadline had passed
        "30, 90, 29, 90",
        // longer or stricter, after it had
        "30, 90, 30, 30",
        "30, 90, 45, 30",
        "30, 10, 45, 30",
        // the same
        "30, 30, 10, 30"
    })
    void countsFromTheApprovalAndKeepsWhatHadPassed(int before, int after, int approved, int due) {
        assertThat(daysUntilDue(null, version(1, before), since(101, after, approved)))
                .isEqualTo(due);
    }

    @Test
    void goesThroughAllVersionsInTheirOrder() {
        assertThat(daysUntilDue(null, version(1, 30), since(101, 10, 5), since(102, 90, 10)))
                .as("longer again before day 15")
                .isEqualTo(90);
        assertThat(daysUntilDue(null, version(1, 30), since(101, 10, 5), since(102, 90, 20)))
                .as("day 15 had passed")
                .isEqualTo(15);
    }

    @Test
    void judgesWhatIsClosedByWhatWasInForceUntilThen() {
        Instant closed = DETECTED.plus(Duration.ofDays(20));
        assertThat(daysUntilDue(closed, version(1, 30), since(101, 10, 25))).isEqualTo(30);
        assertThat(daysUntilDue(closed, version(1, 30), since(101, 10, 5))).isEqualTo(15);
    }

    @Test
    void isOneVersionWhereTheDaysAreTheSame() {
        PatchHistory history = PatchHistory.of(List.of(version(1, 30), since(5, 30, 3)));
        assertThat(history.version()).isEqualTo(5);
        assertThat(history.versions()).hasSize(1);
        assertThat(history.words()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, from day {1} on {2}; the vendor''s image on day {3}: due on day {4}")
    @CsvSource(nullValues = "none", textBlock = """
            # the clock starts with the vendor's image, not before
            PACKAGE,      10, VENDOR_IMAGE, 20,   50
            PACKAGE,      10, VENDOR_IMAGE, none, none
            # the image was there before the fix, or when it was found: the fix counts
            PACKAGE,      10, VENDOR_IMAGE, -5,   30
            # what had passed stays, whatever the vendor did or will do
            PACKAGE,      30, VENDOR_IMAGE, none, 30
            PACKAGE,      45, VENDOR_IMAGE, 40,   30
            PACKAGE,      45, VENDOR_IMAGE, 60,   30
            # back to the package: the days of the stricter version from its approval on, never later than before
            VENDOR_IMAGE, 25, PACKAGE,      20,   50
            VENDOR_IMAGE, 10, PACKAGE,      20,   30
            VENDOR_IMAGE, 10, PACKAGE,      none, 30
            VENDOR_IMAGE, 60, PACKAGE,      20,   50
            """)
    void anotherBasisAppliesForwardAsOtherDaysDo(
            VendorBasis before, int approved, VendorBasis after, @Nullable Integer image, @Nullable Integer due) {
        PatchClock.Verdict verdict = PatchHistory.of(List.of(
                        new PatchHistory.InForce(basis(1, before), Instant.MIN),
                        new PatchHistory.InForce(basis(101, after), DETECTED.plus(Duration.ofDays(approved)))))
                .verdict(ofVendor(image), null);
        assertThat(verdict.dueAt()).isEqualTo(due == null ? null : DETECTED.plus(Duration.ofDays(due)));
    }

    @Test
    void looksAtVendorsOnlyWhereAVersionDoes() {
        assertThat(PatchHistory.of(List.of(version(1, 30), since(101, 10, 5))).looksAtVendors())
                .isFalse();
        assertThat(PatchHistory.of(List.of(
                                new PatchHistory.InForce(basis(1, VendorBasis.PACKAGE), Instant.MIN),
                                new PatchHistory.InForce(basis(2, VendorBasis.VENDOR_IMAGE), DETECTED)))
                        .looksAtVendors())
                .isTrue();
    }

    private static PatchPolicy basis(int version, VendorBasis vendors) {
        var days = new PatchPolicy.Rules(PatchPolicy.Basis.FIX_RELEASED, Map.of(Severity.HIGH, 30));
        return new PatchPolicy(version, Map.of(Profile.PCI, days), PatchPolicy.Exploited.BY_DEFAULT, vendors);
    }

    private static PatchClock.Inputs ofVendor(@Nullable Integer image) {
        VendorImage.Since since = image == null
                ? null
                : new VendorImage.Since(
                        DETECTED.plus(Duration.ofDays(image)), VendorDate.BUILT, false, "acme/proxy:2", null);
        return new PatchClock.Inputs(
                Profile.PCI, Severity.HIGH, DETECTED, DETECTED, null, new VendorImage("acme", since), List.of(), null);
    }

    private static long daysUntilDue(@Nullable Instant closedAt, PatchHistory.InForce... versions) {
        Instant due = PatchHistory.of(Arrays.asList(versions))
                .verdict(
                        new PatchClock.Inputs(Profile.DORA, Severity.HIGH, DETECTED, DETECTED, List.of(), null),
                        closedAt)
                .dueAt();
        assertThat(due).isNotNull();
        return Duration.between(DETECTED, due).toDays();
    }

    private static PatchHistory.InForce version(int version, int days) {
        return new PatchHistory.InForce(policy(version, days), Instant.MIN);
    }

    private static PatchHistory.InForce since(int version, int days, int day) {
        return new PatchHistory.InForce(policy(version, days), DETECTED.plus(Duration.ofDays(day)));
    }

    private static PatchPolicy policy(int version, int days) {
        return new PatchPolicy(
                version,
                new EnumMap<>(Map.of(
                        Profile.DORA, new PatchPolicy.Rules(PatchPolicy.Basis.FIX_SEEN, Map.of(Severity.HIGH, days)))));
    }
}
