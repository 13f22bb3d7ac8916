package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of the timeline's query, and what each of its dates rests on. */
record TimelineRow(
        TimelineFinding finding,
        TimelinePlace place,
        TimelineSpell spell,
        List<TimelineDecision> decisions,
        @Nullable BothBases bases) {

    /** So long after a scan its report is worth a word. */
    private static final Duration LATE = Duration.ofDays(1);

    static TimelineRow read(ResultSet row, int n) throws SQLException {
        return new TimelineRow(
                TimelineFinding.read(row),
                TimelinePlace.read(row),
                TimelineSpell.read(row),
                TimelineDecision.read(row),
                BothBases.read(row));
    }

    public TimelineLane lane(Instant now) {
        TimelineStanding standing = spell.near()
                ? TimelineStanding.nearAnEstimate()
                : TimelineStanding.of(spell.dueAt(), ending(), now, noClock()).closing(spell.closing());
        var clock = new TimelineLane.Clock(
                spell.startsAt(), spell.dueAt(), spell.goneAt(), standing, bases == null ? null : bases.sentence(now));
        return new TimelineLane(
                finding.id(),
                finding.vulnerability(),
                finding.component(),
                place.shortName(),
                place.whose(),
                moments(),
                decisions,
                clock);
    }

    List<TimelineMoment> moments() {
        return List.of(disclosed(), fixReleased(), firstDetected(), built(), gone());
    }

    private TimelineStanding.Ending ending() {
        return new TimelineStanding.Ending(spell.closedAt(), spell.goneAt());
    }

    private String noClock() {
        if (finding.rank() == null) {
            return "no clock: not ranked";
        }
        if (finding.fixAt() == null) {
            return "no clock: no fix known";
        }
        return bases != null && bases.waits() ? "no clock: no image of the vendor yet" : "no clock: no days set";
    }

    private TimelineMoment disclosed() {
        Instant at = finding.publishedAt();
        return at == null
                ? TimelineMoment.unknown(Kind.DISCLOSED, "the scanner gave no publication date")
                : TimelineMoment.known(
                        Kind.DISCLOSED, at, "publication date of the record, as " + place.scanner() + " gave it");
    }

    private TimelineMoment fixReleased() {
        return TimelineMoment.fixReleased(
                finding.fixAt(), finding.fixKind(), finding.fixTool(), finding.fixedVersion());
    }

    private TimelineMoment firstDetected() {
        boolean late = finding.firstDetectedAt().plus(LATE).isBefore(finding.receivedAt());
        String sent = late ? ", received only on " + Written.minute(finding.receivedAt()) : "";
        return TimelineMoment.known(
                Kind.FIRST_DETECTED, finding.firstDetectedAt(), place.scanner() + " scan of " + place.target() + sent);
    }

    private TimelineMoment built() {
        if (spell.closedAt() == null) {
            return TimelineMoment.unknown(Kind.FIXED_IMAGE_BUILT, "no scan has shown an image without it");
        }
        Instant at = place.fixedBuiltAt();
        return at == null
                ? TimelineMoment.unknown(Kind.FIXED_IMAGE_BUILT, "the scan that closed it names no build time")
                : TimelineMoment.known(Kind.FIXED_IMAGE_BUILT, at, "build time in the image's own configuration");
    }

    private TimelineMoment gone() {
        TimelinePlace.Deployments deployments = place.deployments();
        if (deployments.running() > 0) {
            return TimelineMoment.unknown(
                    Kind.LAST_REPLICA_GONE,
                    deployments.running() + " of " + deployments.stated() + " stated places still run it");
        }
        Instant last = deployments.lastAt();
        if (last != null) {
            return TimelineMoment.known(Kind.LAST_REPLICA_GONE, last, "last deployment statement of an affected image");
        }
        Instant closed = spell.closedAt();
        return closed == null
                ? TimelineMoment.unknown(
                        Kind.LAST_REPLICA_GONE, "no scan has shown it gone, and no deployment was stated")
                : TimelineMoment.estimated(
                        Kind.LAST_REPLICA_GONE, closed, "the scan that no longer found it; no deployment was stated");
    }
}
