package io.exhibit.controls;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A day on which a text began or ceased to hold; where only its month is known, the first or last day and that it is so. */
public record Effective(LocalDate day, boolean wholeMonth) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** Reads 2025-01-17 or 2016-09. */
    static Effective read(String text) {
        try {
            return text.length() == 7
                    ? new Effective(YearMonth.parse(text).atDay(1), true)
                    : new Effective(LocalDate.parse(text), false);
        } catch (DateTimeException unreadable) {
            throw new BadData(text, "is no day (2025-01-17) and no month (2016-09)");
        }
    }

    /** As {@link #read} reads it. */
    String written() {
        return wholeMonth ? YearMonth.from(day).toString() : day.toString();
    }

    /** As a reader would write it: 17 Jan 2025, or September 2016. */
    @Override
    public String toString() {
        return (wholeMonth ? MONTH : DAY).format(day);
    }
}
