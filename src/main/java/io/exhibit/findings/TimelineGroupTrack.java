package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Draws a group's deadlines: a block for each month, as high as there are many, hatched where they have passed. */
record TimelineGroupTrack(TimelineAxis axis, Instant now, long most) {

    static final double HEIGHT = 44;

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final double BASE = 38;
    private static final double HIGHEST = 32;
    private static final double LEAST = 3;

    void draw(Pen pen, List<TimelineGroups.Month> months) {
        TimelineSurface surface = TimelineSurface.SCREEN;
        surface.rules(pen, axis, now, HEIGHT);
        months.forEach(month -> block(pen, surface, month));
        before(pen, surface, months);
        after(pen, surface, months);
    }

    private void block(Pen pen, TimelineSurface surface, TimelineGroups.Month month) {
        double from = axis.share(begins(month));
        double span = axis.share(ends(month)) - from;
        if (span <= 0) {
            return;
        }
        double height = Math.max(LEAST, HIGHEST * month.open() / most);
        Object[] place = {"x", surface.x(from), "y", BASE - height, "width", surface.span(span), "height", height};
        pen.shape("rect", month.late() ? Ink.OVERDUE : Ink.RUNNING, place);
        if (month.late()) {
            pen.hatched(place);
        }
        surface.place(pen, from + span / 2, BASE - height / 2, sentence(month));
        pen.close();
    }

    /** What fell due before the period is one arrow at its edge. */
    private void before(Pen pen, TimelineSurface surface, List<TimelineGroups.Month> months) {
        long earlier = months.stream()
                .filter(month -> !ends(month).isAfter(axis.period().from()))
                .mapToLong(TimelineGroups.Month::open)
                .sum();
        if (earlier > 0) {
            surface.place(pen, 0, BASE / 2, "before this period: " + findings(earlier) + " past the deadline");
            TimelineMarks.earlier(pen);
            pen.close();
        }
    }

    private void after(Pen pen, TimelineSurface surface, List<TimelineGroups.Month> months) {
        long later = months.stream()
                .filter(month -> !begins(month).isBefore(axis.period().to()))
                .mapToLong(TimelineGroups.Month::open)
                .sum();
        if (later > 0) {
            surface.place(pen, 1, BASE / 2, "after this period: " + findings(later) + " due");
            TimelineMarks.later(pen);
            pen.close();
        }
    }

    /** Of the month of the question what has passed ends, and what is to come begins, at that time. */
    private Instant begins(TimelineGroups.Month month) {
        return !month.late() && month.begins().isBefore(now) ? now : month.begins();
    }

    private Instant ends(TimelineGroups.Month month) {
        Instant end = LocalDate.ofInstant(month.begins(), ZoneOffset.UTC)
                .plusMonths(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return month.late() && end.isAfter(now) ? now : end;
    }

    private static String sentence(TimelineGroups.Month month) {
        return MONTH.format(month.begins().atOffset(ZoneOffset.UTC)) + ": " + findings(month.open())
                + (month.late() ? " past the deadline" : " due");
    }

    private static String findings(long many) {
        return Written.count(many, "open finding", "open findings");
    }
}
