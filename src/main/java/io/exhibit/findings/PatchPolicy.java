package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * Days allowed for a patch, by framework and rank. basis says what the days count from; source says whether a standard sets the
 * number or the bank does (POLICY).
 */
record PatchPolicy(int version, Map<Profile, Rules> profiles) {

    /** What a framework's days count from. */
    enum Basis {
        /** The release of the fix (PCI DSS 6.3.3: one month of release). */
        FIX_RELEASED,
        /** The day our own scans first showed both the vulnerability and a fix for it. */
        FIX_SEEN
    }

    /** One framework's rules. */
    record Rules(Basis basis, Map<Severity, Integer> days) {}

    Optional<Integer> days(Profile profile, Severity rank) {
        return Optional.ofNullable(profiles.get(profile))
                .map(rules -> rules.days().get(rank));
    }

    boolean countsFromRelease(Profile profile) {
        Rules rules = profiles.get(profile);
        return rules != null && rules.basis() == Basis.FIX_RELEASED;
    }
}
