package io.exhibit.estate;

import io.exhibit.ledger.Act;
import io.exhibit.ledger.Proposal;
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
        @Nullable Decided decided) implements Proposal {

    /** The same as it stood then: what was decided only later was not yet. */
    Narrowing at(Instant then) {
        return decided == null || !decided.act().at().isAfter(then)
                ? this
                : new Narrowing(entry, system, less, proposed, lapsesAt, null);
    }
}
