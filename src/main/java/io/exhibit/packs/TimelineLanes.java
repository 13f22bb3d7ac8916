package io.exhibit.packs;

import io.exhibit.findings.TimelineLane;
import io.exhibit.findings.TimelineMoment;
import io.exhibit.findings.TimelineMoment.Kind;
import io.exhibit.findings.TimelinePicture;
import io.exhibit.findings.TimelineStanding;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The patch timeline of a pack: the findings with the earliest deadlines among those late, overdue or running, drawn on paper. */
final class TimelineLanes {

    private static final int MOST_PICTURES = 3;
    // In CSS pixels: what a page has room for, and the first page below its heading.
    private static final double WIDTH = 664;
    private static final int ON_A_PAGE = lanesIn(945);
    private static final int ON_THE_FIRST = lanesIn(815);
    private static final int MOST = ON_THE_FIRST + (MOST_PICTURES - 1) * ON_A_PAGE;
    private static final Duration LEAD = Duration.ofDays(45);

    private final Frame frame;
    private final List<String> names;
    // The worst stay: the queue's head is the one to go when a worse one comes.
    private final PriorityQueue<Row> kept =
            new PriorityQueue<>(Comparator.<Row>naturalOrder().reversed());
    private long eligible;

    private TimelineLanes(Frame frame, Spool findings) {
        this.frame = frame;
        this.names = findings.register().columns().stream().map(Column::name).toList();
    }

    static TimelineLanes of(Frame frame, Spool findings) throws IOException {
        TimelineLanes lanes = new TimelineLanes(frame, findings);
        findings.each(lanes::look);
        return lanes;
    }

    /** A finding with a clock, worst first: overdue, then late, then running; the earliest deadline first among equals. */
    private record Row(int order, Instant due, String key, List<@Nullable String> values) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return Comparator.comparingInt(Row::order)
                    .thenComparing(Row::due)
                    .thenComparing(Row::key)
                    .compare(this, other);
        }
    }

    private void look(List<@Nullable String> values) {
        int order = List.of("OVERDUE", "LATE", "OPEN", "NOT_PROVEN", "IN_TIME").indexOf(text(values, "standing"));
        Instant due = time(values, "due_at");
        if (order < 0 || due == null) {
            return;
        }
        eligible++;
        kept.add(new Row(order, due, text(values, "finding_id") + text(values, "episode"), values));
        if (kept.size() > MOST) {
            kept.remove();
        }
    }

    String lead() {
        if (eligible == 0) {
            return "No finding of this pack has a running clock, so there is nothing to draw.";
        }
        String shown = kept.size() == eligible
                ? "All " + Written.count(eligible, "finding", "findings") + " with a clock"
                : "The " + kept.size() + " of " + Written.count(eligible, "finding", "findings")
                        + " with a clock that stand worst";
        return shown + ", as of " + Written.minute(frame.judgedAt())
                + ": overdue first, then late, then running, then in time, "
                + "each by its deadline. The dates and their sources are columns of findings.csv.";
    }

    /** The ids of the findings that are drawn. */
    Set<String> drawn() {
        return kept.stream().map(row -> text(row.values(), "finding_id")).collect(Collectors.toSet());
    }

    List<String> pictures(LaneDecisions decisions) {
        List<Row> rows = kept.stream().sorted().toList();
        List<String> pictures = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int to = Math.min(rows.size(), from + (from == 0 ? ON_THE_FIRST : ON_A_PAGE));
            List<TimelineLane> lanes = rows.subList(from, to).stream()
                    .map(row -> lane(row.values(), decisions))
                    .toList();
            var picture = new TimelinePicture(window(), frame.judgedAt(), Written.day(frame.judgedAt()));
            pictures.add(picture.onPaper(lanes, WIDTH).markup());
            from = to;
        }
        return pictures;
    }

    private static int lanesIn(double height) {
        int lanes = 1;
        while (TimelinePicture.heightOnPaper(lanes + 1) <= height) {
            lanes++;
        }
        return lanes;
    }

    private Period window() {
        return new Period(frame.period().from().minus(LEAD), frame.period().to().plus(Duration.ofDays(14)));
    }

    private TimelineLane lane(List<@Nullable String> values, LaneDecisions decisions) {
        Instant closed = time(values, "closed_at");
        Instant due = time(values, "due_at");
        Instant known = closed == null || closed.isAfter(frame.judgedAt()) ? null : closed;
        Instant left = time(values, "gone_at");
        Instant gone = left == null || left.isAfter(frame.judgedAt()) ? null : left;
        return new TimelineLane(
                UUID.fromString(text(values, "finding_id")),
                Visible.line(text(values, "vulnerability")),
                Visible.line(text(values, "component")),
                target(values),
                Visible.line(text(values, "owner").isEmpty() ? "not attributed" : text(values, "owner")),
                moments(values, known),
                decisions.about(text(values, "finding_id")),
                new TimelineLane.Clock(
                        time(values, "starts_at"),
                        due,
                        gone,
                        TimelineStanding.of(due, new TimelineStanding.Ending(known, gone), frame.judgedAt(), "no clock")
                                .closing(text(values, "closing"))));
    }

    private List<TimelineMoment> moments(List<@Nullable String> values, @Nullable Instant closed) {
        String scanner = text(values, "tool").isEmpty() ? "the scanner" : Visible.line(text(values, "tool"));
        return List.of(
                moment(
                        Kind.DISCLOSED,
                        time(values, "disclosed_at"),
                        "publication date of the record, as " + scanner + " gave it",
                        "the scanner gave no publication date"),
                TimelineMoment.fixReleased(
                        time(values, "fix_released_at"),
                        text(values, "fix_release_kind").isEmpty() ? null : text(values, "fix_release_kind"),
                        text(values, "fix_release_tool"),
                        null),
                moment(
                        Kind.FIRST_DETECTED,
                        time(values, "shown_at"),
                        scanner + " scan of " + target(values),
                        "unknown"),
                moment(
                        Kind.FIXED_IMAGE_BUILT,
                        closed == null ? null : time(values, "fixed_image_built_at"),
                        "build time in the image's own configuration",
                        "no scan has shown the build time of an image without it"),
                gone(values, closed));
    }

    private TimelineMoment gone(List<@Nullable String> values, @Nullable Instant closed) {
        if (!text(values, "places_running").equals("0")) {
            return TimelineMoment.unknown(
                    Kind.LAST_REPLICA_GONE,
                    text(values, "places_running") + " of " + text(values, "places_stated")
                            + " stated places still run it");
        }
        Instant left = time(values, "last_place_left_at");
        return left == null
                ? estimate(
                        Kind.LAST_REPLICA_GONE,
                        closed,
                        "the scan that no longer found it; no deployment was stated",
                        "no scan has shown it gone, and no deployment was stated")
                : TimelineMoment.known(Kind.LAST_REPLICA_GONE, left, "last deployment statement of an affected image");
    }

    private static TimelineMoment moment(Kind kind, @Nullable Instant at, String source, String why) {
        return at == null ? TimelineMoment.unknown(kind, why) : TimelineMoment.known(kind, at, source);
    }

    private static TimelineMoment estimate(Kind kind, @Nullable Instant at, String source, String why) {
        return at == null ? TimelineMoment.unknown(kind, why) : TimelineMoment.estimated(kind, at, source);
    }

    /** The last part of the name says which image it is; findings.csv has the whole of it. */
    private String target(List<@Nullable String> values) {
        String name = Visible.line(text(values, "target"));
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private String text(List<@Nullable String> values, String name) {
        String value = values.get(names.indexOf(name));
        return value == null ? "" : value;
    }

    private @Nullable Instant time(List<@Nullable String> values, String name) {
        String value = values.get(names.indexOf(name));
        return value == null ? null : Instant.parse(value);
    }
}
