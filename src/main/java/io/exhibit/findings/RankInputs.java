package io.exhibit.findings;

import io.exhibit.estate.Exposure;
import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Everything that a rank is made from. cvss and epss null: there is no score. */
record RankInputs(
        Severity severity,
        @Nullable BigDecimal cvss,
        boolean exploited,
        @Nullable BigDecimal epss,
        Exposure exposure,
        boolean cardholderData,
        boolean criticalFunction) {

    /** Whether that raise is due, whatever the rank is. */
    boolean call(RankingMethod.Raise raise) {
        return switch (raise.when()) {
            case EPSS -> epss != null && epss.compareTo(raise.least()) >= 0;
            case INTERNET -> exposure == Exposure.INTERNET;
            case CARDHOLDER_DATA -> cardholderData;
            case CRITICAL_FUNCTION -> criticalFunction;
        };
    }
}
