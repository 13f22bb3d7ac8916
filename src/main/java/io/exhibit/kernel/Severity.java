package io.exhibit.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad a vulnerability is, most severe first. UNKNOWN: the source gave none. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    UNKNOWN;

    /** Reads a scanner's word; one it does not know is UNKNOWN, negligible and none are LOW. */
    public static Severity read(@Nullable String word) {
        if (word == null) {
            return UNKNOWN;
        }
        return switch (word.strip().toUpperCase(Locale.ROOT)) {
            case "CRITICAL" -> CRITICAL;
            case "HIGH", "IMPORTANT" -> HIGH;
            case "MEDIUM", "MODERATE" -> MEDIUM;
            case "LOW", "NEGLIGIBLE", "NONE" -> LOW;
            default -> UNKNOWN;
        };
    }
}
