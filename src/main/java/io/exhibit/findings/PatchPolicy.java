package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * Days allowed for a patch, by framework and rank. basis says what the days count from; source says whether a standard sets the
 * number or the bank does (POLICY); vendors what those that count from the release count from in images of vendors.
 */
record PatchPolicy(int version, Map<Profile, Rules> profiles, Exploited exploited, VendorBasis vendors) {

    /** What a framework's days count from. */
    enum Basis {
        /** The release of the fix (PCI DSS 6.3.3: one month of release). */
        FIX_RELEASED,
        /** The day our own scans first showed both the vulnerability and a fix for it. */
        FIX_SEEN
    }

    /** One framework's rules. */
    record Rules(Basis basis, Map<Severity, Integer> days) {}

    /** The days from the listing of what is known to be exploited, whatever its rank. */
    record Exploited(int days, int exposedDays) {

        /** Applies where the policy in force was made before there was this clock. */
        static final Exploited BY_DEFAULT = new Exploited(14, 7);

        /** The longer time is for what somebody stated to be out of reach of the internet. */
        int days(Exposure exposure) {
            return exposure == Exposure.INTERNAL ? days : exposedDays;
        }
    }

    PatchPolicy(int version, Map<Profile, Rules> profiles) {
        this(version, profiles, Exploited.BY_DEFAULT);
    }

    PatchPolicy(int version, Map<Profile, Rules> profiles, Exploited exploited) {
        this(version, profiles, exploited, VendorBasis.PACKAGE);
    }

    boolean allowsTheSameAs(PatchPolicy other) {
        return profiles.equals(other.profiles) && exploited.equals(other.exploited) && vendors == other.vendors;
    }

    Optional<Integer> days(Profile profile, Severity rank) {
        return Optional.ofNullable(profiles.get(profile))
                .map(rules -> rules.days().get(rank));
    }

    boolean countsFromVendorImage(Profile profile) {
        return vendors == VendorBasis.VENDOR_IMAGE && countsFromRelease(profile);
    }

    boolean countsFromRelease(Profile profile) {
        Rules rules = profiles.get(profile);
        return rules != null && rules.basis() == Basis.FIX_RELEASED;
    }
}
