package io.exhibit.findings;

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
