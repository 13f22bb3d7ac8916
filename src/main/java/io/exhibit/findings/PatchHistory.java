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

    /** By the general days. What is closed is judged by what was in force until then; closedAt null: it is open. */
    Verdict verdict(PatchClock.Inputs inputs, @Nullable Instant closedAt) {
        return in(List.of()).verdict(inputs, closedAt);
    }

    /** As they applied to a place; without any: the general days. */
    PatchCourse in(List<PatchCourse.InScope> places) {
        return PatchCourse.of(versions, places);
    }

    /** When the first version came that has fewer days for some places; null: none has. */
    @Nullable
    Instant stricterSince() {
        return versions.stream()
                .filter(one -> !one.policy().stricter().isEmpty())
                .map(InForce::since)
                .findFirst()
                .orElse(null);
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

    /** The general days of another version, from then on. */
    static Verdict followed(Verdict verdict, Verdict next, Instant since, Instant detected) {
        Instant due = verdict.dueAt();
        Instant nextDue = next.dueAt();
        Instant start = startOf(verdict, next);
        if (due == null || start == null || !PatchClock.later(start, detected).isBefore(since)) {
            return next;
        }
        if (!due.isAfter(since)) {
            return verdict.with(due, "a deadline that had passed by an earlier version of the policy stays");
        }
        return nextDue != null && nextDue.isBefore(due) ? stricter(verdict, next, since, due, nextDue) : next;
    }

    /** By another basis it starts at another time: what counts is whether it ran by the earlier one. */
    static @Nullable Instant startOf(Verdict verdict, Verdict next) {
        return verdict.basis() == next.basis() ? next.startsAt() : verdict.startsAt();
    }

    private static Verdict stricter(Verdict verdict, Verdict next, Instant since, Instant due, Instant nextDue) {
        Instant stricter =
                PatchClock.later(nextDue, since.plus(Duration.ofDays(next.days() == null ? 0 : next.days())));
        return stricter.isBefore(due)
                ? next.with(stricter, "the days of the stricter version, from its approval on")
                : verdict.with(due, "sooner by the version before than by the stricter one from its approval on");
    }
}
