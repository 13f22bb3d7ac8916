package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that is known of one finding at a time: what it is, how it was ranked, its episodes with their proof, its deadlines. */
record FindingStory(Head head, Rank rank, List<Ranked> ranks, List<Spell> spells, List<Clock> clocks, Running running) {

    /**
     * What the scans say of it beyond its lane. aliases: other ids of the same vulnerability. scanners: what each that shows it says, the one
     * whose words stand here first. fixDocument: the submission that dates the fix; null: none does.
     */
    record Head(
            String title,
            @Nullable String reference,
            @Nullable String vendorStatus,
            @Nullable String suppression,
            UUID target,
            @Nullable String systemCode,
            @Nullable UUID image,
            @Nullable String imageName,
            @Nullable UUID fixDocument,
            List<String> aliases,
            List<String> scanners,
            List<Other> others) {

        /** Only what is plainly a web address becomes a link. */
        public boolean isLinked() {
            return reference != null && reference.startsWith("https://");
        }
    }

    /** A finding that turned out to be this one under another name, as of the last moment at which it was one of its own. */
    record Other(UUID id, String vulnerability, Instant from, Instant until) {

        public Instant asOf() {
            return until.minusMillis(1);
        }
    }

    /** The entity's own rank with its reason, beside what the scanner said. */
    record Rank(
            @Nullable String rank,
            String reason,
            int method,
            @Nullable Instant rankedAt,
            @Nullable Instant loweredUntil,
            String severity,
            @Nullable String severitySource,
            @Nullable String score) {

        /** The last day of a lower rank that people gave it. */
        public @Nullable String lowered() {
            return loweredUntil == null ? null : ExceptionRow.day(loweredUntil);
        }

        /** Soon over: so near that whoever answers for it has to act. */
        public boolean isLoweredOnlyUntil(Instant soon) {
            return loweredUntil != null && loweredUntil.isBefore(soon);
        }
    }

    /** How it was ranked, from what. until null: it still is, at the time of the question. loweredUntil: the end of what gives it this rank. */
    record Ranked(
            @Nullable String rank,
            String reason,
            int method,
            @Nullable Instant rankedAt,
            @Nullable Instant until,
            @Nullable Instant loweredUntil,
            List<Input> inputs) {}

    /** A scan that proves the beginning or the end of an episode. */
    record Proof(Instant at, String tool, String artifact, UUID submission, String sha256) {}

    /** From one scan that showed it to the scan that no longer did. shown: the last that did, where that was kept. */
    record Spell(
            int n,
            Instant openedAt,
            @Nullable Proof opened,
            @Nullable Instant lastSeenAt,
            @Nullable Proof shown,
            @Nullable Closing closing) {

        public String days(Instant now) {
            long days = Duration.between(openedAt, closing == null ? now : closing.at())
                    .toDays();
            return Written.count(days, "day", "days");
        }
    }

    /** Where the bytes that had it run, as clusters state it: workloads and clusters, how many still do, since when none does. */
    record Running(
            long workloads,
            long running,
            long replicas,
            @Nullable Instant goneAt,
            List<Place> places) {

        /** At least one cluster has ever stated one of them. */
        public boolean isKnown() {
            return workloads > 0;
        }
    }

    /** A workload that ran one of them. to null: it still does; entry: that of the snapshot that began or ended it. */
    record Place(
            String where,
            String workload,
            String image,
            Instant from,
            @Nullable Instant to,
            @Nullable Integer replicas,
            long entry) {}

    /** One decision on one regulator's deadline. supersededAt null: it stands. */
    record Clock(
            int episode,
            Profile profile,
            Instant decidedAt,
            @Nullable Instant supersededAt,
            int policy,
            @Nullable Instant startsAt,
            @Nullable Instant dueAt,
            boolean estimated,
            List<Input> inputs,
            TimelineStanding standing) {}

    /** What a decision was made from. */
    record Input(String name, String value) {}

    public boolean isOpen() {
        return spells.getLast().closing() == null;
    }

    /** Ended by a scan while an image that had it still runs. */
    public boolean isClosedButRunning() {
        return !spells.isEmpty() && spells.getLast().closing() != null && running.running() > 0;
    }

    public List<Ranked> earlierRanks() {
        return ranks.stream().filter(ranked -> ranked.until() != null).toList();
    }

    /** What the rank was made from beyond the severity and the score; empty: the method knows no more. */
    public List<Input> rankInputs() {
        return ranks.stream()
                .filter(ranked -> ranked.until() == null)
                .flatMap(ranked -> ranked.inputs().stream())
                .toList();
    }

    public List<Clock> standing() {
        int latest = spells.isEmpty() ? 1 : spells.getLast().n();
        return clocks.stream()
                .filter(clock -> clock.supersededAt() == null && clock.episode() == latest)
                .sorted(Comparator.comparing(Clock::profile))
                .toList();
    }

    public List<Clock> superseded() {
        List<Clock> standing = standing();
        return clocks.stream().filter(clock -> !standing.contains(clock)).toList();
    }
}
