package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a finding has to be patched by. One pure function: the same inputs give the same verdict, for ever.
 *
 * <p>PCI DSS 6.3.3 counts days of 24 hours from the release of the fix. Where no source gives that date, the day our own scans
 * first showed a fixed version stands for it: never earlier than the release, so an estimate that flatters, and marked as one.
 */
final class PatchClock {

    private PatchClock() {}

    /** Everything a verdict depends on; rank null: the entity has not ranked it; fixSeenAt null: no fix is known. */
    record Inputs(
            Profile profile,
            @Nullable Severity rank,
            Instant firstDetectedAt,
            @Nullable Instant fixSeenAt) {}

    /** dueAt null: the clock has not started; note says why, or what the start is. */
    record Verdict(
            @Nullable Instant startsAt,
            @Nullable Instant dueAt,
            boolean estimated,
            @Nullable Integer days,
            String note) {}

    static Verdict verdict(Inputs inputs, PatchPolicy policy) {
        if (inputs.rank() == null) {
            return notStarted("not ranked: no deadline can be told");
        }
        if (inputs.fixSeenAt() == null) {
            return notStarted("no fixed version is known: the clock has not started");
        }
        Optional<Integer> days = policy.days(inputs.profile(), inputs.rank());
        if (days.isEmpty()) {
            return notStarted("the policy sets no days for this rank");
        }
        Instant start = later(inputs.firstDetectedAt(), inputs.fixSeenAt());
        boolean estimated = policy.countsFromRelease(inputs.profile());
        String note = estimated
                ? "fix release estimated: first seen in our own scan"
                : "first scan that showed the vulnerability and a fixed version";
        return new Verdict(start, start.plus(Duration.ofDays(days.get())), estimated, days.get(), note);
    }

    private static Verdict notStarted(String note) {
        return new Verdict(null, null, false, null, note);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
