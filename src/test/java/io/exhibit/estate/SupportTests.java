package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.intake.ReferenceLoads.Load;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTests {

    private static final Load LOAD =
            new Load(7, "ENDOFLIFE", "debian", "release data", null, "", 1, 1, 0, 0, Instant.EPOCH, "feed");

    @ParameterizedTest
    @CsvSource({
        "2026-07-10, 0, SUPPORTED, supported until 11 Jul 2026",
        "2026-07-11, 0, ENDED, support ended 11 Jul 2026",
        "2026-07-10, 1, ENDING, support ends 11 Jul 2026",
        "2026-01-12, 180, ENDING, support ends 11 Jul 2026",
        "2026-01-11, 180, SUPPORTED, supported until 11 Jul 2026",
        "2027-01-01, 3650, ENDED, support ended 11 Jul 2026",
    })
    void turnsOnTheDayThatIsStated(LocalDate day, int within, Support.State state, String words) {
        Support support = support(end("2026-07-11", null, "2028-06-30"), null, day, within);
        assertThat(support.state()).isEqualTo(state);
        assertThat(support.words()).isEqualTo(words);
        assertThat(support.load()).isEqualTo(LOAD);
    }

    @Test
    void isEndedAlthoughSupportCanBeBoughtForLonger() {
        Support support = support(end("2026-07-11", null, "2028-06-30"), null, LocalDate.of(2026, 8, 1), 0);
        assertThat(support.state()).isEqualTo(Support.State.ENDED);
        assertThat(support.extendedWords()).isEqualTo("30 Jun 2028");
    }

    @Test
    void isNotKnownWithoutADateUnlessItIsSaidToHaveEnded() {
        LocalDate day = LocalDate.of(2026, 8, 1);
        for (Boolean said : new Boolean[] {null, false}) {
            Support support = support(end(null, said, null), null, day, 0);
            assertThat(support.state()).isEqualTo(Support.State.UNKNOWN);
            assertThat(support.reason()).contains("No date is stated");
        }
        Support ended = support(end(null, true, null), null, day, 0);
        assertThat(ended.state()).isEqualTo(Support.State.ENDED);
        assertThat(ended.words()).isEqualTo("support ended");
    }

    @Test
    void isNotKnownWithoutTheReleaseOrTheProductAndSaysWhich() {
        assertThat(support(null, null, LocalDate.of(2026, 8, 1), 0).reason()).contains("no release 12");
        Support support = Support.of(
                new ImageLine.Os("debian", "12.7", null),
                new Support.Known(Map.of(), Map.of()),
                new Support.Asked(LocalDate.of(2026, 8, 1), 0));
        assertThat(support.state()).isEqualTo(Support.State.UNKNOWN);
        assertThat(support.reason()).contains("No data about debian was loaded");
    }

    @Test
    void takesTheScannersWordWhereItIsTheWorse() {
        LocalDate day = LocalDate.of(2026, 1, 1);
        Support later = support(end("2026-12-31", null, null), true, day, 0);
        assertThat(later.state()).isEqualTo(Support.State.ENDED);
        assertThat(later.words()).isEqualTo("support ended");
        assertThat(later.reason()).contains("The scanner said", "The data says 31 Dec 2026.");
        assertThat(support(end("2025-12-31", null, null), true, day, 0).words()).isEqualTo("support ended 31 Dec 2025");
        assertThat(support(end("2025-12-31", null, null), false, day, 0).state())
                .isEqualTo(Support.State.ENDED);
        assertThat(support(null, true, day, 0).reason()).contains("The scanner said", "no release 12");
    }

    private static Support support(Support.@Nullable End end, @Nullable Boolean scanner, LocalDate day, int within) {
        Map<OsRelease.Told, Support.End> ends = new HashMap<>();
        if (end != null) {
            ends.put(new OsRelease.Told("debian", "12"), end);
        }
        return Support.of(
                new ImageLine.Os("debian", "12.7", scanner),
                new Support.Known(ends, Map.of("debian", LOAD)),
                new Support.Asked(day, within));
    }

    private static Support.End end(@Nullable String day, @Nullable Boolean ended, @Nullable String extended) {
        return new Support.End(
                day == null ? null : LocalDate.parse(day), ended, extended == null ? null : LocalDate.parse(extended));
    }
}
