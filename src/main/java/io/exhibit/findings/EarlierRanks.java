package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Earlier ranks as a query gathers them: each as the rank, empty for none, a blank, and until when in seconds. */
final class EarlierRanks {

    private EarlierRanks() {}

    static List<PatchClock.Earlier> read(@Nullable Array ranks) throws SQLException {
        return ranks == null
                ? List.of()
                : Arrays.stream((String[]) ranks.getArray())
                        .map(EarlierRanks::read)
                        .toList();
    }

    private static PatchClock.Earlier read(String text) {
        int blank = text.indexOf(' ');
        Instant until = Instant.EPOCH.plus(
                new BigDecimal(text.substring(blank + 1)).movePointRight(6).longValueExact(), ChronoUnit.MICROS);
        return new PatchClock.Earlier(blank == 0 ? null : Severity.valueOf(text.substring(0, blank)), until);
    }
}
