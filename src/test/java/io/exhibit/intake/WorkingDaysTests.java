package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when on something is older than five working days. */
class WorkingDaysTests {

    // 16 November 2026 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00Z, 2026-11-16T00:00:00Z",
        "2026-11-20T23:59:59Z, 2026-11-13T00:00:00Z",
        "2026-11-21T08:00:00Z, 2026-11-13T00:00:00Z",
        "2026-11-22T08:00:00Z, 2026-11-13T00:00:00Z"
    })
    void passOverWeekends(Instant now, Instant before) {
        assertThat(WorkingDays.before(now, 5)).isEqualTo(before);
    }
}
