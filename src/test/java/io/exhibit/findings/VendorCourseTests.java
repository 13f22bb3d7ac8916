package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.findings.PatchClock.Verdict;
import io.exhibit.findings.PatchCourse.InScope;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fewer days for a scope do in images of vendors. */
class VendorCourseTests {

    private static final Instant DETECTED = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest(
            name =
                    "30 days, 10 in scope; {0}, from day {1} on {2}; in scope from day {3}, image on day {4}: due on day {5}")
    @CsvSource(nullValues = "none", textBlock = """
            # the fewer days count from the vendor's image, too
            VENDOR_IMAGE, 500, VENDOR_IMAGE, -9, 20,   30
            VENDOR_IMAGE, 500, VENDOR_IMAGE, -9, none, none
            VENDOR_IMAGE, 500, VENDOR_IMAGE, 25, 20,   35
            # what had passed by the fewer days stays, whatever the bank decides and the vendor does
            PACKAGE,      15,  VENDOR_IMAGE, -9, none, 10
            PACKAGE,      15,  VENDOR_IMAGE, -9, 14,   10
            # what had not follows the version that is in force
            PACKAGE,      5,   VENDOR_IMAGE, -9, 14,   24
            PACKAGE,      5,   VENDOR_IMAGE, -9, none, none
            # back to the package: the fewer days from the approval on
            VENDOR_IMAGE, 15,  PACKAGE,      -9, none, 25
            """)
    void countTheDaysOfTheirScope(
            VendorBasis before,
            int approved,
            VendorBasis after,
            int inScope,
            @Nullable Integer image,
            @Nullable Integer due) {
        Verdict verdict = PatchHistory.of(List.of(
                        new PatchHistory.InForce(policy(1, before), Instant.MIN),
                        new PatchHistory.InForce(policy(101, after), on(approved))))
                .in(List.of(new InScope(Instant.MIN, Set.of()), new InScope(on(inScope), Set.of("tag:pci"))))
                .verdict(ofVendor(image), null);

        assertThat(verdict.dueAt()).isEqualTo(due == null ? null : on(due));
    }

    @Test
    void aVerdictSaysBothWhatSetTheDaysAndWhatTheyCountFrom() {
        Verdict verdict = PatchHistory.of(
                        List.of(new PatchHistory.InForce(policy(1, VendorBasis.VENDOR_IMAGE), Instant.MIN)))
                .in(List.of(new InScope(on(-9), Set.of("tag:pci"))))
                .verdict(ofVendor(20), null);

        assertThat(verdict.basis()).isEqualTo(VendorBasis.VENDOR_IMAGE);
        assertThat(verdict.stricter()).isEqualTo("tag:pci");
        assertThat(verdict.note()).contains("the vendor's image without it", "10 days for");
    }

    private static PatchClock.Inputs ofVendor(@Nullable Integer image) {
        VendorImage.Since since =
                image == null ? null : new VendorImage.Since(on(image), VendorDate.BUILT, false, "acme/proxy:2", null);
        return new PatchClock.Inputs(
                Profile.PCI, Severity.HIGH, DETECTED, DETECTED, null, new VendorImage("acme", since), List.of(), null);
    }

    private static Instant on(int day) {
        return DETECTED.plus(Duration.ofDays(day));
    }

    private static PatchPolicy policy(int version, VendorBasis vendors) {
        var days = new PatchPolicy.Rules(PatchPolicy.Basis.FIX_RELEASED, Map.of(Severity.HIGH, 30));
        return new PatchPolicy(
                version,
                Map.of(Profile.PCI, days),
                PatchPolicy.Exploited.BY_DEFAULT,
                vendors,
                List.of(new Stricter("tag:pci", Profile.PCI, Map.of(Severity.HIGH, 10), "")));
    }
}
