package io.exhibit.findings;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A month of findings: open at its start, opened and closed in it. */
public record MonthBalance(LocalDate begins, long opening, long opened, long closed) {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);

    public String name() {
        return NAME.format(begins);
    }

    public long ending() {
        return opening + opened - closed;
    }

    /** Nothing was open in it. */
    public boolean isEmpty() {
        return opening + opened + closed == 0;
    }

    /** The year stands where it begins. */
    String shortName() {
        return begins.getMonthValue() == 1 ? name() : SHORT.format(begins);
    }
}
