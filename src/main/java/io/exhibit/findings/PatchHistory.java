package io.exhibit.findings;

import io.exhibit.findings.PatchClock.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The patch policies in the order in which they came into force, the last being the one in force. What was known before a version came
 * has the stricter days of it from then on, never longer than the version before left; and a deadline that had passed stays.
 */
record PatchHistory(int version, List<InForce> versions) {

    PatchHistory {
        versions = List.copyOf(versions);
    }

    /** A policy, and since when it is or was in force. */
    record InForce(PatchPolicy policy, Instant since) {}

    /** One that allows the same days as the one before is no other. */
    static PatchHistory of(List<InForce> all) {
        List<InForce> versions = new ArrayList<>();
        for (InForce one : all) {
            if (versions.isEmpty() || !versions.getLast().policy().allowsTheSameAs(one.policy())) {
                versions.add(one);
            }
        }
        return new PatchHistory(all.getLast().policy().version(), versions);
    }

    /** What is closed is judged by what was in force until then; closedAt null: it is open. */
    Verdict verdict(PatchClock.Inputs inputs, @Nullable Instant closedAt) {
        InForce first = versions.getFirst();
        Verdict verdict = PatchClock.verdict(inputs, first.policy());
        for (InForce next : versions.subList(1, versions.size())) {
            if (closedAt == null || next.since().isBefore(closedAt)) {
                verdict = followed(
                        verdict, PatchClock.verdict(inputs, next.policy()), next.since(), inputs.firstDetectedAt());
            }
        }
        return verdict;
    }

    /** Whether any version counts from images of vendors. */
    boolean looksAtVendors() {
        return versions.stream().anyMatch(one -> one.policy().vendors() == VendorBasis.VENDOR_IMAGE);
    }

    /** The versions whose days differ, for what is stored with a verdict; empty: there was one only. */
    String words() {
        return versions.size() == 1
                ? ""
                : versions.stream()
                        .map(one -> one.policy().version()
                                + (one.since().equals(Instant.MIN) ? "" : " since " + one.since()))
                        .collect(Collectors.joining(", "));
    }

    private static Verdict followed(Verdict verdict, Verdict next, Instant since, Instant detected) {
        Instant due = verdict.dueAt();
        Instant nextDue = next.dueAt();
        // By another basis it starts at another time: what counts is whether it ran by the earlier one.
        Instant start = verdict.basis() == next.basis() ? next.startsAt() : verdict.startsAt();
        if (due == null || start == null || !later(start, detected).isBefore(since)) {
            return next;
        }
        if (!due.isAfter(since)) {
            return with(verdict, due, "a deadline that had passed by an earlier version of the policy stays");
        }
        return nextDue != null && nextDue.isBefore(due) ? stricter(verdict, next, since, due, nextDue) : next;
    }

    private static Verdict stricter(Verdict verdict, Verdict next, Instant since, Instant due, Instant nextDue) {
        Instant stricter = later(nextDue, since.plus(Duration.ofDays(next.days() == null ? 0 : next.days())));
        return stricter.isBefore(due)
                ? with(next, stricter, "the days of the stricter version, from its approval on")
                : with(verdict, due, "sooner by the version before than by the stricter one from its approval on");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Verdict with(Verdict verdict, Instant due, String note) {
        return new Verdict(verdict.startsAt(), due, verdict.estimated(), verdict.days(), note, verdict.basis());
    }
}
