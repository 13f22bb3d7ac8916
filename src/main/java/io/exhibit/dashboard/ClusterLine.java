package io.exhibit.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cluster and what it last said of itself; last null: only scans name it. */
record ClusterLine(
        String name,
        String environment,
        @Nullable Said last,
        @Nullable Instant completeAt,
        Running running) {

    /** Its newest snapshot: when it was taken and received; stated: the time that it gave itself. */
    record Said(
            UUID submission,
            Instant observedAt,
            Instant recordedAt,
            @Nullable Instant statedAt,
            boolean complete) {

        /** Seconds that its clock was ahead of its receipt. */
        public long ahead() {
            return statedAt == null
                    ? 0
                    : Math.max(0, Duration.between(recordedAt, statedAt).toSeconds());
        }
    }

    /** Containers of workloads, and workloads. */
    record Running(long containers, long workloads) {}

    /** How it stands, with the colour that means it. */
    record Standing(String tone, String words) {}

    public boolean isSilent(Instant at, Duration longest) {
        return last != null
                && (completeAt == null ? last.recordedAt() : completeAt)
                        .plus(longest)
                        .isBefore(at);
    }

    Standing standing(Instant at, Duration longest) {
        if (last == null) {
            return new Standing("unknown", "has never stated itself");
        }
        if (isSilent(at, longest)) {
            Instant heard = completeAt == null ? last.recordedAt() : completeAt;
            return new Standing(
                    "late", "silent for " + Duration.between(heard, at).toHours() + " hours");
        }
        return completeAt == null
                ? new Standing("unknown", "never stated itself completely")
                : new Standing("ok", "states itself");
    }
}
