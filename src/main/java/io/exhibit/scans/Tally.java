package io.exhibit.scans;

import io.exhibit.kernel.Severity;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts of what a document lists, before anything is merged. */
final class Tally {

    private final Map<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
    int suppressed;
    int misconfigurations;
    int secrets;
    int licences;
    int components;

    void add(Severity severity) {
        bySeverity.merge(severity, 1, Integer::sum);
    }

    int of(Severity severity) {
        return bySeverity.getOrDefault(severity, 0);
    }

    int total() {
        return bySeverity.values().stream().mapToInt(Integer::intValue).sum();
    }

    void add(Tally other) {
        other.bySeverity.forEach((severity, count) -> bySeverity.merge(severity, count, Integer::sum));
        suppressed += other.suppressed;
        misconfigurations += other.misconfigurations;
        secrets += other.secrets;
        licences += other.licences;
        components += other.components;
    }

    Map<String, Object> observations() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("total", total());
        for (Severity severity : Severity.values()) {
            counts.put(severity.name().toLowerCase(Locale.ROOT), of(severity));
        }
        return counts;
    }
}
