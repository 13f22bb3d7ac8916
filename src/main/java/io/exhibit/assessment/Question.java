package io.exhibit.assessment;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;

/**
 * One check asked with the numbers of a profile (PCI, DORA, FFIEC_OCC) in a scope, over a period, as known at an instant.
 * What became known later changes nothing; items are judged as they stood at the end of the period or at that instant,
 * whichever came first.
 */
public record Question(String check, String profile, Scope scope, Period period, Instant asOf) {

    /** The moment as of which items are judged. */
    public Instant judgedAt() {
        return asOf.isBefore(period.to()) ? asOf : period.to();
    }

    /** The same, asked of another check. */
    Question about(String other) {
        return new Question(other, profile, scope, period, asOf);
    }
}
