package io.exhibit.findings;

import io.exhibit.kernel.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Time from left to right: where an instant stands between the ends of a period, and which days get a line. */
record TimelineAxis(Period period) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

    /** A line on the axis and its name. */
    record Line(double share, String name) {}

    /** 0 at the beginning, 1 at the end; never outside. */
    double share(Instant at) {
        double whole = period.length().toMillis();
        double part = Duration.between(period.from(), at).toMillis();
        return Math.clamp(part / whole, 0, 1);
    }

    boolean shows(Instant at) {
        return !at.isBefore(period.from()) && !at.isAfter(period.to());
    }

    List<Line> lines() {
        LocalDate from = period.from().atOffset(ZoneOffset.UTC).toLocalDate();
        long days = period.length().toDays();
        if (days <= 62) {
            return lines(from.plusDays(1), 0, 7);
        }
        int months = days <= 430 ? 1 : days <= 1100 ? 3 : 12;
        LocalDate first = from.withDayOfMonth(1);
        while ((first.getMonthValue() - 1) % months != 0 || start(first).isBefore(period.from())) {
            first = first.plusMonths(1);
        }
        return lines(first, months, 0);
    }

    private List<Line> lines(LocalDate first, int months, int days) {
        var lines = new ArrayList<Line>();
        for (LocalDate day = first;
                start(day).isBefore(period.to());
                day = day.plusMonths(months).plusDays(days)) {
            lines.add(new Line(share(start(day)), name(day, months)));
        }
        return lines;
    }

    private static String name(LocalDate day, int months) {
        if (months == 0) {
            return DAY.format(day);
        }
        return day.getMonthValue() == 1 ? YEAR.format(day) : MONTH.format(day);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
