package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** How long an exception may last, by the highest rank of what it covers, and how many people have to approve it. */
record ExceptionPolicy(int version, int approvals, Map<Severity, Integer> days) {

    /** Nobody approves alone, whatever a policy says. */
    static final int FEWEST = 2;

    /** More than a bank has compliance officers at hand would keep everything from being approved. */
    static final int MOST = 5;

    ExceptionPolicy {
        approvals = Math.max(FEWEST, approvals);
        days = Map.copyOf(days);
    }

    int daysFor(Severity rank) {
        Integer allowed = days.get(rank);
        return allowed == null
                ? days.values().stream().mapToInt(Integer::intValue).min().orElse(0)
                : allowed;
    }

    /** The last day that may be asked for now, whole: an exception ends at the midnight after its last day. */
    LocalDate lastDay(Severity rank, Instant now) {
        return LocalDate.ofInstant(now.plus(Duration.ofDays(daysFor(rank))), ZoneOffset.UTC)
                .minusDays(1);
    }
}
