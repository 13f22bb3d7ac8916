package io.exhibit.estate;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vendor as a page shows it. */
record VendorSheet(UUID id, String code, VendorEntry entry, Counts counts) {

    /** Its images that were scanned or run, those that run now, and the patterns that say so. */
    record Counts(long images, long running, long patterns) {}

    /** What the contract wants, in words. */
    public String agreed() {
        if (!entry.relationship().hasCounterparty()) {
            return "no contract";
        }
        return "critical: " + days(entry.criticalDays()) + ", high: " + days(entry.highDays());
    }

    private static String days(@Nullable Integer agreed) {
        if (agreed == null) {
            return "not agreed";
        }
        return agreed == 1 ? "1 day" : agreed + " days";
    }
}
