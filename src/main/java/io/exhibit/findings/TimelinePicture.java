package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The patch timeline: one lane a finding, from disclosure to the last vulnerable replica gone, the deadline marked and
 * what is past it hatched. For a page it gives an axis and lanes that fit any width; for paper one whole picture.
 */
public final class TimelinePicture {

    static final String HATCH = "overdue-hatch";
    static final double AXIS_HEIGHT = 40;

    private final TimelineAxis axis;
    private final Instant now;
    private final String nowName;

    /** nowName is written at the line of now: today, or the day of which the picture is. */
    public TimelinePicture(Period period, Instant now, String nowName) {
        this.axis = new TimelineAxis(period);
        this.now = now;
        this.nowName = nowName;
    }

    /** An entry of the key: the mark and what it means. */
    public record KeyEntry(Drawing mark, String words) {}

    /** The head of the picture on a page; it also holds the hatching that the lanes below refer to. */
    public Drawing axis() {
        var pen = new Pen(false);
        pen.open("svg", "class", "track", "width", "100%", "height", AXIS_HEIGHT, "aria-hidden", "true");
        pen.open("defs")
                .open(
                        "pattern",
                        "id",
                        HATCH,
                        "patternUnits",
                        "userSpaceOnUse",
                        "width",
                        6,
                        "height",
                        6,
                        "patternTransform",
                        "rotate(45)");
        pen.shape("line", Ink.HATCH, "x1", 1, "y1", 0, "x2", 1, "y2", 6).close().close();
        head(pen, TimelineSurface.SCREEN);
        return pen.close().drawing();
    }

    /** One lane on a page: every mark can be reached from the keyboard and says its date and source. */
    public Drawing lane(TimelineLane lane) {
        var pen = track(TimelineTrack.HEIGHT, "Dates of " + lane.vulnerability() + " in " + lane.where());
        new TimelineTrack(axis, now, TimelineSurface.SCREEN).draw(pen, lane);
        return pen.close().drawing();
    }

    /** A group's lane on a page; most: what the highest block on the page stands for. */
    Drawing group(TimelineGroups.Row row, String name, long most) {
        var pen = track(TimelineGroupTrack.HEIGHT, "Deadlines of " + name);
        new TimelineGroupTrack(axis, now, most).draw(pen, row.months());
        return pen.close().drawing();
    }

    /** The same lanes as one picture of the given width in CSS pixels, with nothing in it that paper cannot do. */
    public Drawing onPaper(List<TimelineLane> lanes, double width) {
        return new TimelineSheet(this, axis, now, width).draw(lanes);
    }

    /** How high onPaper will be. */
    public static double heightOnPaper(int lanes) {
        return TimelineSheet.height(lanes);
    }

    public static List<KeyEntry> key() {
        var entries = new ArrayList<KeyEntry>();
        for (Kind kind : Kind.values()) {
            var pen = keyPen();
            TimelineMarks.draw(pen, kind, false);
            entries.add(new KeyEntry(pen.close().drawing(), words(kind)));
        }
        var deadline = keyPen().shape("line", Ink.DEADLINE, "x1", 0, "y1", -8, "x2", 0, "y2", 8);
        entries.add(new KeyEntry(deadline.close().drawing(), "deadline"));
        var late = keyPen().shape("rect", Ink.OVERDUE, "x", -8, "y", -6, "width", 16, "height", 12);
        late.hatched("x", -8, "y", -6, "width", 16, "height", 12);
        entries.add(new KeyEntry(late.close().drawing(), "past the deadline"));
        var estimate = keyPen();
        TimelineMarks.draw(estimate, Kind.FIX_RELEASED, true);
        entries.add(new KeyEntry(estimate.close().drawing(), "hollow and dashed: an estimate"));
        for (TimelineDecision.Kind kind : TimelineDecision.Kind.values()) {
            var pen = keyPen();
            decided(pen, kind);
            entries.add(new KeyEntry(pen.close().drawing(), kind.words()));
        }
        return entries;
    }

    /** The mark of the key: an exception, and what compensates, is a line with a beginning. */
    static void decided(Pen pen, TimelineDecision.Kind kind) {
        TimelineMarks.draw(pen, kind);
        if (kind != TimelineDecision.Kind.ESCALATION) {
            Ink ink = kind == TimelineDecision.Kind.EXCEPTION ? Ink.EXCEPTED : Ink.COMPENSATED;
            pen.shape("line", ink, "x1", 0, "y1", 0, "x2", 8, "y2", 0);
        }
    }

    static String words(Kind kind) {
        return kind == Kind.FIX_RELEASED ? "fix released: the clock starts" : kind.words();
    }

    void head(Pen pen, TimelineSurface surface) {
        for (TimelineAxis.Line line : axis.lines()) {
            String x = surface.x(line.share());
            pen.shape("line", Ink.MONTH, "x1", x, "y1", surface.y(4), "x2", x, "y2", surface.y(AXIS_HEIGHT));
            if (line.share() < 0.96) {
                pen.text(line.name(), Ink.MONTH_NAME, "x", x, "dx", 4, "y", surface.y(16));
            }
        }
        if (axis.shows(now)) {
            double share = axis.share(now);
            pen.text(
                    nowName,
                    Ink.NOW_NAME,
                    "x",
                    surface.x(share),
                    "y",
                    surface.y(34),
                    "text-anchor",
                    share > 0.9 ? "end" : share < 0.1 ? "start" : "middle");
        }
    }

    private static Pen track(double height, String label) {
        return new Pen(false)
                .open("svg", "class", "track", "width", "100%", "height", height, "role", "group", "aria-label", label);
    }

    private static Pen keyPen() {
        return new Pen(false)
                .open(
                        "svg",
                        "class",
                        "track",
                        "width",
                        18,
                        "height",
                        18,
                        "viewBox",
                        "-9 -9 18 18",
                        "aria-hidden",
                        "true");
    }
}
