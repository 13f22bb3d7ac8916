package io.exhibit.estate;

import io.exhibit.ledger.Act;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that a system count for less than it does, by whom, until when it waits, and what another person said to it; decided null:
 * nobody said anything.
 */
record Narrowing(
        long entry,
        String system,
        Less less,
        Act proposed,
        Instant lapsesAt,
        @Nullable Decided decided) {

    /** Whether another person may still approve it. */
    public boolean waits(Instant at) {
        return decided == null && lapsesAt.isAfter(at);
    }

    /** The same as it stood then: what was decided only later was not yet. */
    Narrowing at(Instant then) {
        return decided == null || !decided.act().at().isAfter(then)
                ? this
                : new Narrowing(entry, system, less, proposed, lapsesAt, null);
    }

    /** What was decided, and what was said to it. */
    record Decided(Act act, boolean approved, String comment) {

        public String words() {
            return approved ? "approved" : "refused";
        }
    }
}
