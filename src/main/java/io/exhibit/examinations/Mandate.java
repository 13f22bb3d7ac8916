package io.exhibit.examinations;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.ledger.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mandate, with what became of it; examiner: the name of the person it is for. */
record Mandate(
        long entry,
        Terms said,
        String examiner,
        Act given,
        @Nullable Act approved,
        @Nullable Act withdrawn,
        @Nullable String why) {

    /** A state and its words. */
    record Standing(String tone, String words) {}

    public boolean isInForce(LocalDate today) {
        return approved != null && withdrawn == null && said.inForce().contains(today);
    }

    /** Whether anything may still be done under it or about it. */
    public boolean isOpen(LocalDate today) {
        return withdrawn == null && !today.isAfter(said.inForce().to());
    }

    public Standing standing(LocalDate today) {
        if (withdrawn != null) {
            return new Standing("none", "withdrawn");
        }
        if (!isOpen(today)) {
            return new Standing("none", "ended");
        }
        if (approved == null) {
            return new Standing("unknown", "not approved yet");
        }
        return isInForce(today)
                ? new Standing("ok", "in force")
                : new Standing("soon", "from " + said.inForce().from());
    }

    /** From when until when the examiner could see anything by it; null: never. */
    @Nullable
    Period open() {
        Period days = said.inForce().period();
        if (approved == null) {
            return null;
        }
        Instant from = days.from().isBefore(approved.at()) ? approved.at() : days.from();
        Instant to = withdrawn != null && withdrawn.at().isBefore(days.to()) ? withdrawn.at() : days.to();
        return from.isBefore(to) ? new Period(from, to) : null;
    }

    public List<String> scopeWords() {
        return said.scopes().stream().map(scope -> new Scope(scope).title()).toList();
    }
}
