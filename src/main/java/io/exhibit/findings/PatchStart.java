package io.exhibit.findings;

import io.exhibit.findings.PatchClock.Inputs;
import io.exhibit.findings.PatchClock.Stated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the days of a clock count from, and why: the release of the fix or its first sight, or the vendor's image. */
record PatchStart(Instant at, boolean estimated, String words, VendorBasis basis) {

    /** Null: it counts from the vendor's image without it, and there is none yet. seen: when our own scans first showed a fix. */
    static @Nullable PatchStart of(Inputs inputs, Instant seen, PatchPolicy policy) {
        PatchStart fix = byPackage(inputs, seen, policy);
        VendorImage vendor = inputs.vendor();
        if (vendor == null || !policy.countsFromVendorImage(inputs.profile())) {
            return fix;
        }
        VendorImage.Since since = vendor.since();
        return since == null ? null : fix.orLater(since);
    }

    private static PatchStart byPackage(Inputs inputs, Instant seen, PatchPolicy policy) {
        Stated released = released(inputs, policy);
        boolean estimated = policy.countsFromRelease(inputs.profile()) && (released == null || released.isEstimate());
        return new PatchStart(
                released == null ? PatchClock.later(inputs.firstDetectedAt(), seen) : released.at(),
                estimated,
                from(released, estimated),
                VendorBasis.PACKAGE);
    }

    private PatchStart orLater(VendorImage.Since since) {
        return since.at().isAfter(at)
                ? new PatchStart(
                        since.at(),
                        since.estimated(),
                        "the vendor's image without it, " + since.by().words(),
                        VendorBasis.VENDOR_IMAGE)
                : new PatchStart(at, estimated, words, VendorBasis.VENDOR_IMAGE);
    }

    /** What a report states counts for the release, unless a scan of ours showed the fix before it. */
    private static @Nullable Stated released(Inputs inputs, PatchPolicy policy) {
        Stated stated = inputs.stated();
        Instant seen = inputs.fixSeenAt();
        boolean counts = stated != null
                && policy.countsFromRelease(inputs.profile())
                && (seen == null || !stated.at().isAfter(seen));
        return counts ? stated : null;
    }

    private static String from(@Nullable Stated released, boolean estimated) {
        if (released != null && released.by() != null) {
            return "fix release, as " + released.by() + " states it: " + released.kind();
        }
        if (released != null) {
            return released.isEstimate()
                    ? "fix release estimated: when a scanner's source first saw it"
                    : "fix release, as a report states it: " + released.kind();
        }
        return estimated
                ? "fix release estimated: first seen in our own scan"
                : "first scan that showed the vulnerability and a fixed version";
    }
}
