package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people enter in the registers of systems and vendors, in the form that it must have. */
final class Entered {

    private static final int LONGEST_PATTERN = 300;
    private static final int EARLIEST = 1990;
    private static final int LATEST = 2100;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Entered() {}

    static void checkCode(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new InvalidRequest("A code has lower-case letters, digits and hyphens, 63 at most.");
        }
    }

    /** Without the space around it. */
    static String pattern(String text) {
        String pattern = text.strip();
        if (pattern.replace("*", "").isEmpty() || pattern.length() > LONGEST_PATTERN) {
            throw new InvalidRequest("A pattern has a name in it, not only stars, and at most 300 characters.");
        }
        return pattern;
    }

    /** key=value, without the space around either. */
    static String label(String text) {
        String label = text.strip().replaceFirst("\\s*=\\s*", "=");
        if (!WorkloadLabels.isLabel(label)) {
            throw new InvalidRequest(
                    "A label is a key and a value, for example app.kubernetes.io/part-of=payments; both are taken as they are.");
        }
        return label;
    }

    /** A day; null: none is entered. */
    static @Nullable LocalDate day(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= EARLIEST && day.getYear() < LATEST) {
                return day;
            }
        } catch (DateTimeParseException unreadable) {
            // Refused below, like a day that cannot be meant.
        }
        throw new InvalidRequest("A day is written 2026-11-21, and lies between 1990 and 2100.");
    }
}
