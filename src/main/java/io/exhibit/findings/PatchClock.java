package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a finding has to be patched by. One pure function: the same inputs give the same verdict, for ever.
 *
 * <p>PCI DSS 6.3.3 counts days of 24 hours from the release of the fix: from the date that a report states, also where the vulnerability
 * was found only later. Where none states one, or a scan of ours showed a fixed version before it, the day our own scans first did stands
 * for it: never earlier than the release, so an estimate that flatters, and marked as one.
 *
 * <p>In the image of a vendor the policy may count from the vendor's first image without it instead, never sooner than from the fix; until
 * there is one the clock has not started.
 *
 * <p>What was ranked higher later has the days of that rank from then on, and never longer than the ranks below it leave. A deadline
 * that passed while it was ranked so high stays, whatever rank it gets afterwards.
 *
 * <p>What is known to be exploited has its days from the first moment of the day on which the catalogue lists it: whatever its rank, whether
 * or not a fix is known, and however late our own scans found it. A deadline of it that passed stays too.
 */
final class PatchClock {

    /** Of this function; each verdict says by which it was told. One that says none is older than 2. */
    static final int VERSION = 2;

    static final List<Severity> RANKS = List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);

    private static final String WAITS_FOR_VENDOR =
            "the vendor has no image without it yet: by the policy the clock has not started";

    private PatchClock() {}

    /** A rank that another superseded at that time; rank null: it had none. */
    record Earlier(@Nullable Severity rank, Instant until) {

        private boolean isAtLeast(Severity least) {
            return rank != null && rank.compareTo(least) <= 0;
        }
    }

    /** What the catalogue says of it, and where it is. passed: the first deadline of this clock that was over before; null: none was. */
    record Listed(LocalDate on, Exposure exposure, @Nullable Instant passed) {}

    /** Since when a fix was there to be had, as a report states it, and how its source knows. by: the document that does; null: a scanner. */
    record Stated(Instant at, String kind, @Nullable String by) {

        Stated(Instant at, String kind) {
            this(at, kind, null);
        }

        /** A source may only know when it first saw the fix. */
        boolean isEstimate() {
            return kind.startsWith("first-observed");
        }
    }

    /**
     * Everything a verdict depends on; rank null: the entity has not ranked it; fixSeenAt null: no fix is known. stated null: no
     * report states the date of a fix. vendor null: it is not in an image of a vendor. earlier: its ranks before this one while it was open, the first first, as far as they count. listed
     * null: it is not known to be exploited.
     */
    record Inputs(
            Profile profile,
            @Nullable Severity rank,
            Instant firstDetectedAt,
            @Nullable Instant fixSeenAt,
            @Nullable Stated stated,
            @Nullable VendorImage vendor,
            List<Earlier> earlier,
            @Nullable Listed listed) {

        Inputs {
            earlier = List.copyOf(earlier);
        }

        /** The same in an image that the bank builds. */
        Inputs byPackage() {
            return new Inputs(profile, rank, firstDetectedAt, fixSeenAt, stated, null, earlier, listed);
        }

        Inputs(
                Profile profile,
                @Nullable Severity rank,
                Instant firstDetectedAt,
                @Nullable Instant fixSeenAt,
                List<Earlier> earlier,
                @Nullable Listed listed) {
            this(profile, rank, firstDetectedAt, fixSeenAt, null, null, earlier, listed);
        }

        /** Since when it is ranked at least so high, without a gap or with; null: ever since. */
        private @Nullable Instant since(Severity least) {
            Instant since = null;
            for (Earlier state : earlier) {
                if (state.isAtLeast(least)) {
                    return since;
                }
                since = state.until();
            }
            return since;
        }

        /** Whether it was still ranked so high after that was due. */
        private boolean passed(Count count) {
            return earlier.stream()
                    .anyMatch(state ->
                            state.isAtLeast(count.rank()) && state.until().isAfter(count.due()));
        }
    }

    /** From when a rank's days count, and how many they are. */
    private record Count(Severity rank, Instant start, int days, boolean late) {

        private Instant due() {
            return start.plus(Duration.ofDays(days));
        }
    }

    /**
     * dueAt null: the clock has not started; note says why, or what the start is. stricter: the scope of the entry that set the days; null:
     * they are the general ones.
     */
    record Verdict(
            @Nullable Instant startsAt,
            @Nullable Instant dueAt,
            boolean estimated,
            @Nullable Integer days,
            String note,
            VendorBasis basis,
            @Nullable String stricter) {

        private Verdict(
                @Nullable Instant startsAt,
                @Nullable Instant dueAt,
                boolean estimated,
                @Nullable Integer days,
                String note) {
            this(startsAt, dueAt, estimated, days, note, VendorBasis.PACKAGE, null);
        }

        Verdict with(Instant due, String why) {
            return new Verdict(startsAt, due, estimated, days, why, basis, stricter);
        }
    }

    static Verdict verdict(Inputs inputs, PatchPolicy policy) {
        return inputs.profile() == Profile.KEV ? exploited(inputs.listed(), policy) : patched(inputs, policy);
    }

    private static Verdict exploited(@Nullable Listed listed, PatchPolicy policy) {
        if (listed == null) {
            return notStarted("not known to be exploited: no clock runs");
        }
        int days = policy.exploited().days(listed.exposure());
        Instant start = listed.on().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant due = start.plus(Duration.ofDays(days));
        Instant passed = listed.passed();
        return passed != null && passed.isBefore(due)
                ? new Verdict(start, passed, false, days, "a deadline that had passed stays")
                : policy.told(
                        Profile.KEV,
                        null,
                        new Verdict(start, due, false, days, "the day on which the catalogue lists it"));
    }

    private static Verdict patched(Inputs inputs, PatchPolicy policy) {
        if (inputs.rank() == null) {
            return notStarted("not ranked: no deadline can be told");
        }
        if (inputs.fixSeenAt() == null) {
            return notStarted("no fixed version is known: the clock has not started");
        }
        Severity rank = inputs.rank();
        Optional<Integer> days = policy.days(inputs.profile(), rank);
        if (days.isEmpty()) {
            return notStarted("the policy sets no days for this rank");
        }
        PatchStart begin = PatchStart.of(inputs, inputs.fixSeenAt(), policy);
        if (begin == null) {
            return new Verdict(null, null, false, days.get(), WAITS_FOR_VENDOR, VendorBasis.VENDOR_IMAGE, null);
        }
        Count count = RANKS.stream()
                .filter(one -> one == rank || !inputs.earlier().isEmpty())
                .flatMap(one -> count(inputs, one, begin.at(), policy).stream())
                .filter(one -> one.rank().compareTo(rank) >= 0 || inputs.passed(one))
                .min(Comparator.comparing(Count::due).thenComparing(Count::rank))
                .orElseThrow();
        return policy.told(
                inputs.profile(),
                count.rank(),
                new Verdict(
                        count.start(),
                        count.due(),
                        begin.estimated(),
                        count.days(),
                        note(count, rank, begin.words()),
                        begin.basis(),
                        null));
    }

    private static Optional<Count> count(Inputs inputs, Severity rank, Instant start, PatchPolicy policy) {
        Instant since = inputs.since(rank);
        Instant from = since == null ? start : later(since, start);
        return policy.days(inputs.profile(), rank).map(days -> new Count(rank, from, days, from.isAfter(start)));
    }

    private static String note(Count count, Severity rank, String from) {
        if (count.rank().compareTo(rank) < 0) {
            return "due when it was ranked " + count.rank() + "; a lower rank since does not undo that";
        }
        if (count.rank() != rank) {
            return "ranked " + rank + " since, which leaves longer than " + count.rank() + " before it did";
        }
        if (count.late()) {
            return "ranked " + rank + " only then, when a fix was known already";
        }
        return from;
    }

    private static Verdict notStarted(String note) {
        return new Verdict(null, null, false, null, note);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
