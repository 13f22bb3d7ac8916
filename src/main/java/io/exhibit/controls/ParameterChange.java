package io.exhibit.controls;

import io.exhibit.kernel.Written;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Proposal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * That a parameter has another value from a day on, as one person proposed it, and what another said to it; decided null: nobody said
 * anything yet. From and until when it waits are days and times of the proposal.
 */
public record ParameterChange(
        long entry,
        String profile,
        String parameter,
        long before,
        long value,
        LocalDate from,
        String reason,
        Act proposed,
        Instant lapsesAt,
        @Nullable Decided decided)
        implements Proposal {

    /** The same as it stood then: what was decided only later was not yet. */
    ParameterChange at(Instant then) {
        return decided == null || !decided.act().at().isAfter(then)
                ? this
                : new ParameterChange(entry, profile, parameter, before, value, from, reason, proposed, lapsesAt, null);
    }

    /** From when on an approved one counts: its day, or its approval where that came later. */
    public Instant effectiveAt() {
        Instant day = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        return decided != null && decided.act().at().isAfter(day)
                ? decided.act().at()
                : day;
    }

    public String fromWords() {
        return Written.day(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
