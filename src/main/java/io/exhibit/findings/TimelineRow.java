package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the timeline's query, and what each of its dates rests on. */
record TimelineRow(
        UUID id,
        String vulnerability,
        String packageName,
        String packageClass,
        String packageType,
        String location,
        String installedVersion,
        @Nullable String fixedVersion,
        String severity,
        @Nullable String rank,
        @Nullable Instant publishedAt,
        Instant firstDetectedAt,
        @Nullable Instant fixSeenAt,
        int episode,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        @Nullable Instant startsAt,
        @Nullable Instant dueAt,
        boolean estimated,
        int policyVersion,
        String target,
        String environment,
        @Nullable String system,
        @Nullable String owner,
        @Nullable String tool,
        @Nullable Instant builtAt,
        long stated,
        long running,
        @Nullable Instant lastAt) {

    public TimelineLane lane(Instant now) {
        var clock = new TimelineLane.Clock(startsAt, dueAt, closedAt, TimelineStanding.of(dueAt, closedAt, now, noClock()));
        return new TimelineLane(id, vulnerability, component(), where(), whose(), moments(), clock);
    }

    public String component() {
        return packageName + " " + installedVersion;
    }

    /** The last part of the name says which image it is; the table behind the picture has the whole of it. */
    public String where() {
        String name = target.substring(target.lastIndexOf('/') + 1);
        return environment.isEmpty() || environment.equals("production") ? name : name + " (" + environment + ")";
    }

    public String whose() {
        return owner == null ? "not attributed" : owner;
    }

    public List<TimelineMoment> moments() {
        return List.of(disclosed(), fixReleased(), firstDetected(), built(), gone());
    }

    private String noClock() {
        if (rank == null) {
            return "no clock: not ranked";
        }
        return fixSeenAt == null ? "no clock: no fix known" : "no deadline set";
    }

    private TimelineMoment disclosed() {
        return publishedAt == null
                ? TimelineMoment.unknown(Kind.DISCLOSED, "the scanner gave no publication date")
                : TimelineMoment.known(Kind.DISCLOSED, publishedAt, "publication date of the record, as " + scanner() + " gave it");
    }

    private TimelineMoment fixReleased() {
        return fixSeenAt == null
                ? TimelineMoment.unknown(Kind.FIX_RELEASED, "no scan of ours has shown a fixed version")
                : TimelineMoment.estimated(
                        Kind.FIX_RELEASED,
                        fixSeenAt,
                        "when a scan of ours first showed a fixed version"
                                + (fixedVersion == null ? "" : ", " + fixedVersion)
                                + "; the release itself may be earlier");
    }

    private TimelineMoment firstDetected() {
        return TimelineMoment.known(Kind.FIRST_DETECTED, firstDetectedAt, scanner() + " scan of " + target);
    }

    private TimelineMoment built() {
        if (closedAt == null) {
            return TimelineMoment.unknown(Kind.FIXED_IMAGE_BUILT, "no scan has shown an image without it");
        }
        return builtAt == null
                ? TimelineMoment.unknown(Kind.FIXED_IMAGE_BUILT, "the scan that closed it names no build time")
                : TimelineMoment.known(Kind.FIXED_IMAGE_BUILT, builtAt, "build time in the image's own configuration");
    }

    private TimelineMoment gone() {
        if (running > 0) {
            return TimelineMoment.unknown(Kind.LAST_REPLICA_GONE, running + " of " + stated + " stated places still run it");
        }
        if (lastAt != null) {
            return TimelineMoment.known(Kind.LAST_REPLICA_GONE, lastAt, "last deployment statement of an affected image");
        }
        return closedAt == null
                ? TimelineMoment.unknown(Kind.LAST_REPLICA_GONE, "no scan has shown it gone, and no deployment was stated")
                : TimelineMoment.estimated(
                        Kind.LAST_REPLICA_GONE, closedAt, "the scan that no longer found it; no deployment was stated");
    }

    private String scanner() {
        return tool == null ? "the scanner" : tool;
    }
}
