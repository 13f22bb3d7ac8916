package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.util.List;

/** Findings month by month as bars: open at the start, opened, closed. The same bars on a page of any width and on paper. */
public final class BalancePicture {

    /** More months than these have words at some of them only. */
    private static final int WORDED = 7;

    private static final double BASE = 168;
    private static final double TALLEST = 140;
    private static final double HEIGHT = 196;
    private static final double KEY = 26;

    private final List<MonthBalance> months;
    private final TimelineSurface surface;
    private final Pen pen;
    private final long most;

    private BalancePicture(List<MonthBalance> months, TimelineSurface surface) {
        this.months = months;
        this.surface = surface;
        this.pen = new Pen(surface.paper());
        this.most = months.stream()
                .mapToLong(month -> Math.max(month.opening(), Math.max(month.opened(), month.closed())))
                .max()
                .orElse(1);
    }

    /** For a page that has the table of the same figures beside it, and the key. */
    public static Drawing onPage(List<MonthBalance> months) {
        var picture = new BalancePicture(months, TimelineSurface.SCREEN);
        picture.pen.open(
                "svg",
                "class",
                "balance",
                "width",
                "100%",
                "height",
                HEIGHT,
                "role",
                "img",
                "aria-label",
                "Open findings month by month; the table below has the figures.");
        return picture.draw();
    }

    /** Of the given width in CSS pixels, with its key, and with all figures as the words that stand for it. */
    public static Drawing onPaper(List<MonthBalance> months, double width) {
        var picture = new BalancePicture(months, new TimelineSurface(true, 0, 0, width));
        String words = words(months);
        picture.pen.sheet(width, HEIGHT + KEY, "Findings month by month", words);
        picture.key();
        return picture.draw();
    }

    private Drawing draw() {
        pen.shape("line", Ink.BASE, "x1", surface.x(0), "x2", surface.x(1), "y1", BASE, "y2", BASE);
        double room = 1.0 / months.size();
        int step = Math.ceilDiv(months.size(), WORDED);
        for (int i = 0; i < months.size(); i++) {
            MonthBalance month = months.get(i);
            double left = i * room;
            double unit = room / 8;
            bar(Ink.OPENING, month.opening(), left + unit, unit * 2.4);
            bar(Ink.OPENED, month.opened(), left + unit * 3.7, unit * 1.4);
            bar(Ink.CLOSED, month.closed(), left + unit * 5.4, unit * 1.4);
            if (i % step == 0) {
                text(Written.count(month.opening()), left + unit * 2.2, BASE - height(month.opening()) - 6);
                text(month.shortName(), left + unit * 4, BASE + 18);
            }
        }
        return pen.close().drawing();
    }

    private void bar(Ink ink, long figure, double x, double width) {
        double height = figure == 0 ? 0 : Math.max(1.5, height(figure));
        pen.shape(
                "rect",
                ink,
                "x",
                surface.x(x),
                "width",
                surface.span(width),
                "y",
                surface.y(BASE - height),
                "height",
                height);
    }

    private double height(long figure) {
        return most == 0 ? 0 : TALLEST * figure / most;
    }

    private void text(String words, double x, double y) {
        pen.text(words, Ink.FIGURE, "x", surface.x(x), "y", surface.y(y), "text-anchor", "middle");
    }

    private void key() {
        Ink[] inks = {Ink.OPENING, Ink.OPENED, Ink.CLOSED};
        String[] words = {"open at the start", "opened", "closed"};
        for (int i = 0; i < inks.length; i++) {
            double x = 8 + 130.0 * i;
            double wide = i == 0 ? 12 : 7;
            pen.shape("rect", inks[i], "x", x, "y", HEIGHT + 8, "width", wide, "height", 11);
            pen.text(words[i], Ink.NAME_SOFT, "x", x + 18, "y", HEIGHT + 17);
        }
    }

    private static String words(List<MonthBalance> months) {
        return "Findings month by month. "
                + String.join(
                        " ",
                        months.stream()
                                .map(month -> month.name() + ": " + Written.count(month.opening())
                                        + " open at the start, " + Written.count(month.opened()) + " opened, "
                                        + Written.count(month.closed()) + " closed.")
                                .toList());
    }
}
