package io.exhibit.alerts;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How urgent the sensor called an event, most urgent first; the words are syslog's. UNKNOWN: a word or number that is none of them. */
public enum Priority {
    EMERGENCY,
    ALERT,
    CRITICAL,
    ERROR,
    WARNING,
    NOTICE,
    INFORMATIONAL,
    DEBUG,
    UNKNOWN;

    private static final List<Priority> SYSLOG = List.of(values()).subList(0, 8);

    /** Reads a sensor's word (any case, common short forms) or syslog number. */
    static Priority read(@Nullable Object word) {
        String text = String.valueOf(word).strip().toUpperCase(Locale.ROOT);
        return switch (text) {
            case "EMERG", "PANIC" -> EMERGENCY;
            case "CRIT" -> CRITICAL;
            case "ERR" -> ERROR;
            case "WARN" -> WARNING;
            case "INFO", "INFORMATION" -> INFORMATIONAL;
            case "0", "1", "2", "3", "4", "5", "6", "7" -> SYSLOG.get(text.charAt(0) - '0');
            default ->
                SYSLOG.stream()
                        .filter(known -> known.name().equals(text))
                        .findFirst()
                        .orElse(UNKNOWN);
        };
    }

    String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
