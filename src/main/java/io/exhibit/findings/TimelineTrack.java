package io.exhibit.findings;

import io.exhibit.findings.TimelineMoment.Kind;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws one lane. What the world did (disclosed, fix released) stands on the upper edge of the bar, what we did on the
 * lower one, so that dates which fall together can still be told apart.
 */
record TimelineTrack(TimelineAxis axis, Instant now, TimelineSurface surface) {

    static final double HEIGHT = 48;

    private static final double BAR_TOP = 16;
    private static final double BAR = 12;
    private static final double UPPER = 15;
    private static final double LOWER = 29;
    private static final double DECIDED = 42;
    private static final double COMPENSATED = 3.5;

    void draw(Pen pen, TimelineLane lane) {
        surface.rules(pen, axis, now, HEIGHT);
        bars(pen, lane);
        deadline(pen, lane);
        marks(pen, lane);
        lane.decisions().forEach(decision -> decision(pen, decision));
        earlier(pen, lane);
    }

    private void bars(Pen pen, TimelineLane lane) {
        Instant end = end(lane);
        Instant starts = lane.clock().starts();
        Instant due = lane.clock().due();
        if (starts == null || due == null) {
            bar(pen, Ink.UNCLOCKED, lane.moment(Kind.FIRST_DETECTED).at(), end);
            return;
        }
        bar(pen, Ink.RUNNING, starts, end.isBefore(due) ? end : due);
        if (lane.clock().closed() == null) {
            bar(pen, Ink.AHEAD, now.isAfter(starts) ? now : starts, due);
        }
        if (end.isAfter(due)) {
            overdue(pen, axis.share(due), axis.share(end));
        }
    }

    /** The scan that no longer found it ends the bar: that is what deadlines are judged by. */
    private Instant end(TimelineLane lane) {
        Instant closed = lane.clock().closed();
        return closed == null ? now : closed;
    }

    private void bar(Pen pen, Ink ink, @Nullable Instant from, Instant to) {
        if (from == null || !from.isBefore(to)) {
            return;
        }
        double start = axis.share(from);
        double span = axis.share(to) - start;
        if (span > 0) {
            rectangle(pen, ink, start, span);
        }
    }

    private void overdue(Pen pen, double from, double to) {
        if (to <= from) {
            return;
        }
        rectangle(pen, Ink.OVERDUE, from, to - from);
        if (surface.paper()) {
            pen.shape("path", Ink.HATCH, "d", strokes(from * surface.width(), to * surface.width()));
            return;
        }
        pen.hatched("x", surface.x(from), "y", BAR_TOP, "width", surface.span(to - from), "height", BAR);
    }

    /** Slanted strokes cut at the ends of the bar: paper has neither clip paths nor patterns that print everywhere. */
    private String strokes(double from, double to) {
        var path = new StringBuilder();
        for (double x = from - BAR + 4; x < to; x += 5) {
            double low = Math.max(x, from);
            double high = Math.min(x + BAR, to);
            if (high > low) {
                path.append('M').append(point(low, x)).append('L').append(point(high, x));
            }
        }
        return path.isEmpty() ? "M0 0" : path.toString();
    }

    private String point(double x, double origin) {
        double y = surface.y(BAR_TOP + BAR - (x - origin));
        return Pen.number(surface.left() + x) + " " + Pen.number(y);
    }

    private void rectangle(Pen pen, Ink ink, double from, double span) {
        pen.shape(
                "rect", ink, "x", surface.x(from), "y", surface.y(BAR_TOP), "width", surface.span(span), "height", BAR);
    }

    private void deadline(Pen pen, TimelineLane lane) {
        Instant due = lane.clock().due();
        if (due == null || due.isBefore(axis.period().from())) {
            return;
        }
        String sentence = "deadline: " + Written.minute(due) + ", "
                + lane.clock().standing().words()
                + (lane.clock().vendor() == null ? "" : "; " + lane.clock().vendor());
        surface.place(pen, axis.share(due), BAR_TOP + BAR / 2, sentence);
        if (axis.shows(due)) {
            pen.shape("line", Ink.DEADLINE, "x1", 0, "y1", -13, "x2", 0, "y2", 13);
        } else {
            TimelineMarks.later(pen);
        }
        pen.close();
    }

    private void marks(Pen pen, TimelineLane lane) {
        for (TimelineMoment moment : lane.moments()) {
            Instant at = moment.at();
            if (at != null && axis.shows(at)) {
                surface.place(pen, axis.share(at), isOfTheWorld(moment) ? UPPER : LOWER, moment.sentence());
                TimelineMarks.draw(pen, moment.kind(), moment.estimated());
                pen.close();
            }
        }
    }

    /** Below what happened: a line for as long as an exception held, doubled while it compensated, a flag where an escalation was made. */
    private void decision(Pen pen, TimelineDecision decision) {
        Instant from = decision.from();
        Instant until = decision.until().isBefore(axis.period().to())
                ? decision.until()
                : axis.period().to();
        boolean escalated = decision.kind() == TimelineDecision.Kind.ESCALATION;
        if (escalated ? !axis.shows(from) : !from.isBefore(until) || axis.share(until) <= 0) {
            return;
        }
        double start = axis.share(from);
        if (!escalated) {
            String y = Pen.number(
                    surface.y(decision.kind() == TimelineDecision.Kind.COMPENSATED ? DECIDED + COMPENSATED : DECIDED));
            pen.shape(
                    "line",
                    decision.kind() == TimelineDecision.Kind.COMPENSATED ? Ink.COMPENSATED : Ink.EXCEPTED,
                    "x1",
                    surface.x(start),
                    "y1",
                    y,
                    "x2",
                    surface.x(axis.share(until)),
                    "y2",
                    y);
        }
        surface.place(pen, start, DECIDED, decision.sentence());
        TimelineMarks.draw(pen, decision.kind());
        pen.close();
    }

    /** What happened before the period is one arrow at its edge, with everything it stands for in words. */
    private void earlier(Pen pen, TimelineLane lane) {
        List<TimelineMoment> before = lane.moments().stream()
                .filter(moment -> moment.at() != null)
                .filter(moment -> Objects.requireNonNull(moment.at())
                        .isBefore(axis.period().from()))
                .toList();
        if (before.isEmpty()) {
            return;
        }
        String sentence = before.stream().map(TimelineMoment::sentence).collect(Collectors.joining("; "));
        surface.place(pen, 0, BAR_TOP + BAR / 2, "before this period: " + sentence);
        TimelineMarks.earlier(pen);
        pen.close();
    }

    private static boolean isOfTheWorld(TimelineMoment moment) {
        return moment.kind() == Kind.DISCLOSED || moment.kind() == Kind.FIX_RELEASED;
    }
}
