package io.exhibit.findings;

import java.time.Instant;

/**
 * Where a lane is drawn. On the screen places are shares of whatever width there is, so that marks keep their size from
 * a telephone to a wall; on paper they are lengths.
 */
record TimelineSurface(boolean paper, double left, double top, double width) {

    static final TimelineSurface SCREEN = new TimelineSurface(false, 0, 0, 100);

    String x(double share) {
        return paper ? Pen.number(left + share * width) : Pen.number(share * 100) + "%";
    }

    String span(double share) {
        return paper ? Pen.number(share * width) : Pen.number(share * 100) + "%";
    }

    double y(double offset) {
        return top + offset;
    }

    /** The lines of the axis through a lane of that height, and the one of now. */
    void rules(Pen pen, TimelineAxis axis, Instant now, double height) {
        axis.lines().forEach(line -> vertical(pen, Ink.RULE, line.share(), height));
        if (axis.shows(now)) {
            vertical(pen, Ink.NOW, axis.share(now), height);
        }
    }

    private void vertical(Pen pen, Ink ink, double share, double height) {
        String x = x(share);
        pen.shape("line", ink, "x1", x, "y1", y(0), "x2", x, "y2", y(height));
    }

    /** Opens a place at which shapes are drawn around the origin. */
    void place(Pen pen, double share, double offset, String sentence) {
        if (paper) {
            pen.open("g", "transform", "translate(" + x(share) + " " + Pen.number(y(offset)) + ")");
            return;
        }
        pen.open(
                "svg",
                "x",
                x(share),
                "y",
                y(offset),
                "width",
                1,
                "height",
                1,
                "overflow",
                "visible",
                "class",
                "mark",
                "tabindex",
                0,
                "role",
                "img",
                "aria-label",
                sentence);
        pen.element("title", sentence);
        pen.shape("circle", Ink.REACH, "r", 12);
    }
}
