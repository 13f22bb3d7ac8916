package io.exhibit.estate;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system as a page shows it. */
record SystemSheet(
        String code,
        Register.Entry entry,
        @Nullable Instant confirmedAt,
        @Nullable String confirmedBy,
        boolean retired,
        Counts counts) {

    /** PCI DSS 12.5.2: the scope is documented and confirmed at least once every twelve months. */
    private static final Duration CONFIRMED_FOR = Duration.ofDays(365);

    private static final Duration SOON = Duration.ofDays(30);

    /** What belongs to it: scan targets, images, places where those run now, rules. */
    record Counts(long targets, long images, long running, long rules) {}

    /** The regulatory words for it; none is said, not left blank. */
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        ScopeTags scope = entry.tags();
        if (scope.cardholderData()) {
            tags.add("cardholder data");
        }
        if (scope.criticalFunction()) {
            tags.add("critical function");
        }
        if (scope.customerData()) {
            tags.add("customer data");
        }
        if (scope.thirdParty()) {
            tags.add("third party");
        }
        return tags;
    }

    /** Whether somebody stands for the scope, and for how long still. */
    public Standing standing(Instant now) {
        if (confirmedAt == null) {
            return new Standing("unknown", "never confirmed");
        }
        long left = Duration.between(now, confirmedAt.plus(CONFIRMED_FOR)).toDays();
        if (confirmedAt.plus(CONFIRMED_FOR).isBefore(now)) {
            return new Standing("late", "confirmation " + Written.count(-left, "day", "days") + " too old");
        }
        String words = "confirm within " + Written.count(left, "day", "days");
        return left <= SOON.toDays() ? new Standing("soon", words) : new Standing("ok", "confirmed");
    }

    /** A state and its words. */
    record Standing(String tone, String words) {}
}
