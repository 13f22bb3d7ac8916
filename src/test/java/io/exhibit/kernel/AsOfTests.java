package io.exhibit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two times of a question: which day, and as known when. */
class AsOfTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        ",           ,                     now,                                        false",
        ",           now,                  now,                                        false",
        ",           2026-11-21,           now,                                        false",
        "2026-10-01, ,                     1 Oct 2026,                                 false",
        "2026-10-01, 2026-10-01,           1 Oct 2026,                                 false",
        "2026-10-01, 2026-10-31,           '1 Oct 2026, as known on 31 Oct 2026',      true",
        "2026-10-01, now,                  '1 Oct 2026, as known today',               true",
        "2026-10-01, 2026-11-21,           '1 Oct 2026, as known today',               true",
        "2026-10-01, 2026-11-21T11:05:00Z, '1 Oct 2026, as known on 2026-11-21 11:05 UTC', true",
        "2026-11-21, now,                  21 Nov 2026,                                false",
        "2027-01-01, now,                  1 Jan 2027,                                 false"
    })
    void isKnownOnTheDayItselfOrLater(@Nullable String asOf, @Nullable String known, String words, boolean later) {
        AsOf read = AsOf.read(asOf, known, NOON);

        assertThat(read.words()).isEqualTo(words);
        assertThat(read.isKnownLater()).isEqualTo(later);
        assertThat(read.known()).isAfterOrEqualTo(read.at());
        assertThat(later || read.equals(AsOf.read(asOf, NOON))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01, 2026-09-30, known is not before asOf",
        ", 2026-11-20, known is not before asOf",
        "2026-10-01, yesterday, known is a day",
        "2026-10-01, 2201-01-01, known lies between",
        "never, now, asOf is a day"
    })
    void isNeverKnownBefore(@Nullable String asOf, String known, String why) {
        assertThatThrownBy(() -> AsOf.read(asOf, known, NOON)).hasMessageContaining(why);
    }

    @Test
    void askedAgainItIsKnownLaterStill() {
        Instant evening = Instant.parse("2026-11-21T18:00:00Z");
        AsOf today = AsOf.read("2026-10-01", "now", NOON);
        AsOf then = AsOf.read("2026-10-01", "2026-10-31", NOON);

        assertThat(today.again(evening).known()).isEqualTo(evening);
        assertThat(today.again(evening).key()).isEqualTo(today.key()).isNotEqualTo(then.key());
        assertThat(then.again(evening)).isEqualTo(then);
        assertThat(AsOf.read(null, NOON).again(evening)).isEqualTo(new AsOf(evening, true));
    }
}
