package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Everything that a rank is made from. cvss and epss null: there is no score. lowered null: nobody lowered it. */
record RankInputs(
        Severity severity,
        @Nullable BigDecimal cvss,
        boolean exploited,
        @Nullable BigDecimal epss,
        Place place,
        @Nullable Lowered lowered) {

    /** What is known of where it is. */
    record Place(Exposure exposure, boolean cardholderData, boolean criticalFunction) {}

    /** What people lowered it to, by which exception, until when. */
    record Lowered(Severity rank, long exception, Instant until) {

        String words() {
            return "lowered to " + rank + " by exception " + exception + " until "
                    + until.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
        }
    }

    /** Whether that raise is due, whatever the rank is. */
    boolean call(RankingMethod.Raise raise) {
        return switch (raise.when()) {
            case EPSS -> epss != null && epss.compareTo(raise.least()) >= 0;
            case INTERNET -> place.exposure() == Exposure.INTERNET;
            case CARDHOLDER_DATA -> place.cardholderData();
            case CRITICAL_FUNCTION -> place.criticalFunction();
        };
    }
}
