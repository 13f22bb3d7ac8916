package io.exhibit.dashboard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Open findings month by month, as bars and as the table behind them. Bars stand at shares of the width, so that they fit any. */
record HomeBalance(List<Month> months, List<Bar> bars, List<Label> labels) {

    static final int MONTHS = 6;
    static final int BASE = 168;

    private static final double TALLEST = 140;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** One month: open at its start, opened and closed in it. */
    record Month(LocalDate begins, long opening, long opened, long closed) {

        public String name() {
            return FULL.format(begins);
        }

        public long ending() {
            return opening + opened - closed;
        }
    }

    /** One bar: what it stands for, where, how tall. */
    record Bar(String meaning, String x, String width, String y, String height) {}

    /** A text at a share of the width. */
    record Label(String x, String y, String text) {}

    static HomeBalance of(List<Month> months) {
        long most = months.stream()
                .mapToLong(month -> Math.max(month.opening(), Math.max(month.opened(), month.closed())))
                .max()
                .orElse(0);
        var balance = new HomeBalance(months, new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < months.size(); i++) {
            balance.draw(months.get(i), 100.0 * i / months.size(), 100.0 / months.size(), Math.max(1, most));
        }
        return balance;
    }

    /** Nothing was ever open in these months. */
    public boolean isEmpty() {
        return months.stream().allMatch(month -> month.opening() + month.opened() + month.closed() == 0);
    }

    private void draw(Month month, double left, double room, long most) {
        double unit = room / 8;
        bar("opening", month.opening(), left + unit, unit * 2.4, most);
        bar("opened", month.opened(), left + unit * 3.7, unit * 1.4, most);
        bar("closed", month.closed(), left + unit * 5.4, unit * 1.4, most);
        double height = TALLEST * month.opening() / most;
        labels.add(new Label(share(left + unit * 2.2), figure(BASE - height - 6), String.valueOf(month.opening())));
        labels.add(new Label(share(left + unit * 4), figure(BASE + 18), NAME.format(month.begins())));
    }

    private void bar(String meaning, long figure, double x, double width, long most) {
        double height = figure == 0 ? 0 : Math.max(1.5, TALLEST * figure / most);
        bars.add(new Bar(meaning, share(x), share(width), figure(BASE - height), figure(height)));
    }

    private static String share(double value) {
        return figure(value) + "%";
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
