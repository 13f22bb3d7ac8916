package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The timeline as one picture for paper: names at the left, lanes in the middle, standing at the right, key below. */
final class TimelineSheet {

    private static final double NAMES = 128;
    private static final double PLACES = 100;
    private static final double STANDING = 108;
    private static final double GAP = 10;
    private static final double KEY_ROW = 18;
    private static final int KEY_COLUMNS = 3;

    private final TimelinePicture picture;
    private final TimelineAxis axis;
    private final Instant now;
    private final double width;

    TimelineSheet(TimelinePicture picture, TimelineAxis axis, Instant now, double width) {
        this.picture = picture;
        this.axis = axis;
        this.now = now;
        this.width = width;
    }

    static double height(int lanes) {
        int rows = Math.ceilDiv(Kind.values().length + TimelineDecision.Kind.values().length + 3, KEY_COLUMNS);
        return TimelinePicture.AXIS_HEIGHT + lanes * TimelineTrack.HEIGHT + rows * KEY_ROW + 14;
    }

    Drawing draw(List<TimelineLane> lanes) {
        var pen = new Pen(true);
        double height = height(lanes.size());
        String words = words(lanes);
        pen.sheet(width, height, "Patch timeline", words);
        picture.head(pen, surface(0));
        double top = TimelinePicture.AXIS_HEIGHT;
        for (TimelineLane lane : lanes) {
            row(pen, lane, top);
            top += TimelineTrack.HEIGHT;
        }
        line(pen, top);
        key(pen, top + 18);
        return pen.close().drawing();
    }

    private void row(Pen pen, TimelineLane lane, double top) {
        line(pen, top);
        names(pen, 0, top, fit(lane.vulnerability(), NAMES), fit(lane.component(), NAMES));
        names(pen, NAMES + GAP, top, fit(lane.where(), PLACES), fit(lane.owner(), PLACES));
        new TimelineTrack(axis, now, surface(top)).draw(pen, lane);
        TimelineStanding standing = lane.clock().standing();
        List<String> words = lines(standing.words(), STANDING);
        double y = words.size() == 1 ? top + 26 : top + 20;
        for (String line : words) {
            pen.text(line, Ink.words(standing.state()), "x", width - STANDING, "y", y);
            y += 13;
        }
    }

    private void names(Pen pen, double left, double top, String first, String second) {
        pen.text(first, Ink.NAME, "x", left, "y", top + 20);
        pen.text(second, Ink.NAME_SOFT, "x", left, "y", top + 33);
    }

    private void key(Pen pen, double top) {
        var entries = new ArrayList<Runnable>();
        for (Kind kind : Kind.values()) {
            entries.add(() -> TimelineMarks.draw(pen, kind, false));
        }
        entries.add(() -> pen.shape("line", Ink.DEADLINE, "x1", 0, "y1", -7, "x2", 0, "y2", 7));
        entries.add(() -> {
            pen.shape("rect", Ink.OVERDUE, "x", -7, "y", -5, "width", 14, "height", 10);
            pen.shape("path", Ink.HATCH, "d", "M-7 2L0-5M-7 5L3-5M-2 5L7-4M3 5L7 1");
        });
        entries.add(() -> TimelineMarks.draw(pen, Kind.FIX_RELEASED, true));
        for (TimelineDecision.Kind kind : TimelineDecision.Kind.values()) {
            entries.add(() -> TimelinePicture.decided(pen, kind));
        }
        List<String> words = TimelinePicture.key().stream()
                .map(TimelinePicture.KeyEntry::words)
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            int row = i / KEY_COLUMNS;
            double left = 8 + (i % KEY_COLUMNS) * (width / KEY_COLUMNS);
            double y = top + row * KEY_ROW;
            pen.open("g", "transform", "translate(" + Pen.number(left) + " " + Pen.number(y) + ")");
            entries.get(i).run();
            pen.close();
            pen.text(words.get(i), Ink.NAME_SOFT, "x", left + 14, "y", y + 3.5);
        }
    }

    private void line(Pen pen, double y) {
        pen.shape("line", Ink.RULE, "x1", 0, "y1", y, "x2", width, "y2", y);
    }

    private TimelineSurface surface(double top) {
        double left = NAMES + PLACES + 2 * GAP;
        return new TimelineSurface(true, left, top, width - left - STANDING - GAP);
    }

    private static String words(List<TimelineLane> lanes) {
        return "Patch timeline of " + lanes.size() + (lanes.size() == 1 ? " finding. " : " findings. ")
                + String.join(" ", lanes.stream().map(TimelineLane::sentence).toList());
    }

    /** One line, or two: what is fixed and still runs says below by how much it is late. */
    private static List<String> lines(String text, double room) {
        int most = most(room);
        if (text.length() <= most) {
            return List.of(text);
        }
        int part = text.indexOf("; ") + 1;
        int cut = part > 0 && part <= most ? part : text.lastIndexOf(' ', most);
        return cut <= 0
                ? List.of(fit(text, room))
                : List.of(text.substring(0, cut), fit(text.substring(cut + 1), room));
    }

    private static int most(double room) {
        return (int) (room / 5.4);
    }

    /** Cuts a text to what surely fits; the table beside the picture has the whole of it. */
    private static String fit(String text, double room) {
        int most = most(room);
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
