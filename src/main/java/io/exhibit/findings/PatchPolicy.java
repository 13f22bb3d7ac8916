package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Days allowed for a patch, by framework and rank. basis says what the days count from; source says whether a standard sets the
 * number or the bank does (POLICY); vendors what those that count from the release count from in images of vendors. stricter: fewer days
 * for some places, which count nowhere but there ({@link #in}).
 */
record PatchPolicy(
        int version, Map<Profile, Rules> profiles, Exploited exploited, VendorBasis vendors, List<Stricter> stricter) {

    PatchPolicy {
        stricter = List.copyOf(stricter);
    }

    /** What a framework's days count from. */
    enum Basis {
        /** The release of the fix (PCI DSS 6.3.3: one month of release). */
        FIX_RELEASED,
        /** The day our own scans first showed both the vulnerability and a fix for it. */
        FIX_SEEN
    }

    /** One framework's rules. */
    record Rules(Basis basis, Map<Severity, Integer> days) {

        private Rules allowing(Map<Severity, Integer> others) {
            return new Rules(basis, others);
        }
    }

    /** The days from the listing of what is known to be exploited, whatever its rank. */
    record Exploited(int days, int exposedDays) {

        /** Applies where the policy in force was made before there was this clock. */
        static final Exploited BY_DEFAULT = new Exploited(14, 7);

        /** The longer time is for what somebody stated to be out of reach of the internet. */
        int days(Exposure exposure) {
            return exposure == Exposure.INTERNAL ? days : exposedDays;
        }

        private Exploited atMost(int most) {
            return new Exploited(Math.min(days, most), Math.min(exposedDays, most));
        }
    }

    PatchPolicy(int version, Map<Profile, Rules> profiles) {
        this(version, profiles, Exploited.BY_DEFAULT);
    }

    PatchPolicy(int version, Map<Profile, Rules> profiles, Exploited exploited) {
        this(version, profiles, exploited, VendorBasis.PACKAGE);
    }

    PatchPolicy(int version, Map<Profile, Rules> profiles, Exploited exploited, VendorBasis vendors) {
        this(version, profiles, exploited, vendors, List.of());
    }

    /** What of it applies to a place that is in scope as that: the fewest days of all that are for it, and which they are. */
    PatchPolicy in(Set<String> scopes) {
        List<Stricter> applying =
                stricter.stream().filter(one -> scopes.contains(one.scope())).toList();
        Map<Profile, Rules> fewest = new EnumMap<>(Profile.class);
        fewest.putAll(profiles);
        Exploited listed = exploited;
        for (Stricter one : applying) {
            if (one.profile() == Profile.KEV) {
                listed = listed.atMost(one.ofExploited());
            }
            fewest.computeIfPresent(one.profile(), (profile, rules) -> rules.allowing(fewer(rules.days(), one)));
        }
        return new PatchPolicy(version, fewest, listed, vendors, applying);
    }

    private static Map<Severity, Integer> fewer(Map<Severity, Integer> days, Stricter entry) {
        Map<Severity, Integer> fewer = new EnumMap<>(Severity.class);
        fewer.putAll(days);
        fewer.replaceAll((rank, number) -> Math.min(number, entry.of(rank).orElse(number)));
        return fewer;
    }

    /** Whether something other than the general days of that clock applies to the place that this is of. */
    boolean isStricterFor(Profile profile) {
        return stricter.stream().anyMatch(one -> one.profile() == profile);
    }

    /** The verdict, with the first of the entries that set its days, if one of those that apply to the place that this is of did. */
    PatchClock.Verdict told(Profile profile, @Nullable Severity rank, PatchClock.Verdict verdict) {
        Integer days = verdict.days();
        return stricter.stream()
                .filter(one -> days != null && one.profile() == profile && one.allows(rank, days))
                .findFirst()
                .map(one -> new PatchClock.Verdict(
                        verdict.startsAt(),
                        verdict.dueAt(),
                        verdict.estimated(),
                        days,
                        verdict.note() + "; " + Stricter.words(days, one.scope()),
                        verdict.basis(),
                        one.scope()))
                .orElse(verdict);
    }

    /** Whether what is so ranked has no more days here than there, and they count from no later day. */
    boolean allowsNoMoreThan(PatchPolicy other, PatchClock.Inputs inputs) {
        Profile profile = inputs.profile();
        return (countsFromRelease(profile) || !other.countsFromRelease(profile))
                && (inputs.vendor() == null || !countsFromVendorImage(profile) || other.countsFromVendorImage(profile))
                && allowed(inputs) <= other.allowed(inputs);
    }

    /** Very many where no clock runs. */
    private int allowed(PatchClock.Inputs inputs) {
        if (inputs.profile() == Profile.KEV) {
            return inputs.listed() == null
                    ? Integer.MAX_VALUE
                    : exploited.days(inputs.listed().exposure());
        }
        return inputs.rank() == null
                ? Integer.MAX_VALUE
                : days(inputs.profile(), inputs.rank()).orElse(Integer.MAX_VALUE);
    }

    boolean allowsTheSameAs(PatchPolicy other) {
        return profiles.equals(other.profiles)
                && exploited.equals(other.exploited)
                && vendors == other.vendors
                && places().equals(other.places());
    }

    /** Whoever says so, in whatever order. */
    private Set<Stricter> places() {
        return stricter.stream()
                .map(one -> new Stricter(one.scope(), one.profile(), one.days(), ""))
                .collect(Collectors.toSet());
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
