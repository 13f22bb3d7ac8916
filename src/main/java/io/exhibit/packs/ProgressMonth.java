package io.exhibit.packs;

import io.exhibit.findings.MonthBalance;
import java.time.Instant;
import java.time.LocalDate;

/** Counts a month, or what of it is in the period of a pack. */
final class ProgressMonth {

    private final LocalDate first;
    private final Instant from;
    private final Instant to;
    private final ProgressTally tally = new ProgressTally();
    private long opening;
    private long opened;
    private long closed;

    ProgressMonth(LocalDate first, Instant from, Instant to) {
        this.first = first;
        this.from = from;
        this.to = to;
    }

    boolean has(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    void count(Instant openedAt, Instant closedAt) {
        if (openedAt.isBefore(from) && !closedAt.isBefore(from)) {
            opening++;
        }
        if (has(openedAt)) {
            opened++;
        }
        if (has(closedAt)) {
            closed++;
        }
    }

    ProgressTally tally() {
        return tally;
    }

    MonthBalance balance() {
        return new MonthBalance(first, opening, opened, closed);
    }
}
