package io.exhibit.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cluster and what it last said of itself; last null: only scans or people name it; declared null: nobody said that it is there. */
record ClusterLine(
        String name,
        String environment,
        @Nullable Said last,
        @Nullable Instant completeAt,
        @Nullable Declared declared,
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

    /** That people say the bank has it, since when, and who answers for it. */
    record Declared(Instant at, long entry, String owner) {}

    /** Containers of workloads, and workloads. */
    record Running(long containers, long workloads) {}

    /** How it stands, with the colour that means it. */
    record Standing(String tone, String words) {}

    public boolean isSilent(Instant at, Duration longest) {
        Instant since = silentSince();
        return since != null && since.plus(longest).isBefore(at);
    }

    /** Since when nothing complete was heard of it; of one that people declared and that never spoke, since they did. */
    @Nullable
    Instant silentSince() {
        if (last == null) {
            return declared == null ? null : declared.at();
        }
        return completeAt == null ? last.recordedAt() : completeAt;
    }

    Standing standing(Instant at, Duration longest) {
        Instant heard = silentSince();
        if (heard != null && isSilent(at, longest)) {
            return new Standing(
                    "late",
                    last == null
                            ? "declared, has never stated itself"
                            : "silent for " + Duration.between(heard, at).toHours() + " hours");
        }
        if (last == null) {
            return new Standing("unknown", "has never stated itself");
        }
        return completeAt == null
                ? new Standing("unknown", "never stated itself completely")
                : new Standing("ok", "states itself");
    }
}
