package io.exhibit.estate;

import io.exhibit.kernel.Written;
import io.exhibit.ledger.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A key with which a maker signs, and what people decided about it; vendor null: the bank itself. comparing null: it was compared with everything. */
record TrustedKey(
        long entry,
        @Nullable String vendor,
        String fingerprint,
        String algorithm,
        KeyEntry said,
        Act entered,
        @Nullable Act approved,
        @Nullable Ending ended,
        long verifies,
        @Nullable Comparing comparing) {

    /** That it was taken back, and until which day what it signed counts; null: nothing does. */
    record Ending(Act act, String reason, @Nullable LocalDate countsUntil) {}

    /** How many of the signed documents that came in before it it was compared with so far. */
    record Comparing(long compared, long documents) {}

    /** A state and its words: what is not trusted now is never green. */
    record State(String tone, String words) {}

    /** How it stands at a time. */
    public State state(Instant at) {
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        LocalDate until = said.validUntil();
        if (ended != null) {
            return approved == null ? new State("info", "refused") : new State("late", "taken back");
        }
        if (approved == null) {
            return new State("soon", "waits for a second person");
        }
        if (until != null && until.isBefore(today)) {
            return new State("info", "only for what came in before");
        }
        return said.validFrom().isAfter(today) ? new State("soon", "not yet") : new State("ok", "trusted");
    }

    public String days() {
        LocalDate until = said.validUntil();
        return "from " + day(said.validFrom()) + (until == null ? "" : " to " + day(until));
    }

    /** What of it counts after it was taken back. */
    public String left() {
        LocalDate until = ended == null ? null : ended.countsUntil();
        return until == null
                ? "Nothing that it signed counts any more."
                : "What came in by " + day(until) + " counts still.";
    }

    private static String day(LocalDate day) {
        return Written.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
