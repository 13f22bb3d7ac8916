package io.exhibit.controls;

import io.exhibit.kernel.Written;
import io.exhibit.ledger.Proposal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that a parameter had in a period: since null, it came with Exhibit; until null, it goes on after the period; change null, nobody
 * decided it. Counts: by this one the period is judged, the strictest that held in it.
 */
public record HeldValue(
        Parameter shipped,
        long value,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable ParameterChange change,
        boolean counts) {

    /** 240 from 3 Dec 2026 on (proposed by Mara, approved by Tomasz, entry 12). */
    String words() {
        if (change == null || since == null) {
            return value + " as it came with Exhibit";
        }
        return value + " from " + Written.day(since) + " on (proposed by " + proposer() + ", approved by " + approver()
                + ", entry " + change.entry() + ")";
    }

    public String proposer() {
        return change == null ? "" : name(change.proposed().name());
    }

    public String approver() {
        Proposal.Decided decided = change == null ? null : change.decided();
        return decided == null ? "" : name(decided.act().name());
    }

    HeldValue counting(long strictest) {
        return new HeldValue(shipped, value, since, until, change, value == strictest);
    }

    private static String name(@Nullable String name) {
        return name == null ? "somebody no longer known" : name;
    }
}
