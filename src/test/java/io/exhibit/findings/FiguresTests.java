package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import io.exhibit.kernel.AsOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class FiguresTests {

    private static final Duration ALL_IS_SLOW = Duration.ZERO;
    private static final Duration ALL_IS_QUICK = Duration.ofHours(1);
    private static final Instant BEGIN = Instant.parse("2026-11-21T08:00:00Z");

    private final JdbcClient jdbc = TestDatabase.jdbc();
    private final String name = "figures" + System.nanoTime();
    private final AtomicInteger counted = new AtomicInteger();
    private Instant now = BEGIN;
    private Duration takes = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    /** Something with a time in it and a list, as figures have. */
    record Counts(int n, Instant at, List<String> ranks) {}

    @Test
    void countsEachTimeWhatIsQuick() {
        Figures figures = figures(ALL_IS_QUICK);
        assertThat(ask(figures, now()).answer().n()).isEqualTo(1);
        assertThat(ask(figures, now()).at()).isNull();
        assertThat(counted).hasValue(2);
        assertThat(rows()).isZero();
    }

    @Test
    void answersWithWhatWasCountedBeforeAndSaysWhen() {
        Figures figures = figures(ALL_IS_SLOW);
        assertThat(ask(figures, now()).at()).isNull();
        now = BEGIN.plusSeconds(30);
        Figures.Counted<Counts> again = ask(figures, now());
        assertThat(again.at()).isEqualTo(BEGIN);
        assertThat(again.answer()).isEqualTo(new Counts(1, BEGIN, List.of("HIGH")));
        assertThat(ask(figures(ALL_IS_SLOW), now()).answer().n())
                .as("after a restart")
                .isEqualTo(1);
    }

    @Test
    void countsAgainBehindThePageAsOfThen() {
        Figures figures = figures(ALL_IS_SLOW);
        ask(figures, now());
        now = BEGIN.plusSeconds(30);
        ask(figures, now());
        now = BEGIN.plusSeconds(60);
        figures.countAgain();
        assertThat(ask(figures, now())).isEqualTo(new Figures.Counted<>(new Counts(2, now, List.of("HIGH")), now));
    }

    @Test
    void waitsForTheCountingRatherThanShowSomethingOld() {
        Figures figures = figures(ALL_IS_SLOW);
        ask(figures, now());
        now = BEGIN.plus(Duration.ofMinutes(16));
        assertThat(ask(figures, now())).isEqualTo(new Figures.Counted<>(new Counts(2, now, List.of("HIGH")), null));
    }

    @Test
    void showsWhatTakesLongAsItWasCountedLastAndCountsItAgain() {
        Figures figures = figures(ALL_IS_SLOW);
        takes = Duration.ofSeconds(40);
        ask(figures, now());
        Instant counted = now;
        now = counted.plus(Duration.ofHours(24));
        Figures afterARestart = figures(ALL_IS_SLOW);
        assertThat(ask(afterARestart, now()).at()).isEqualTo(BEGIN);
        takes = Duration.ZERO;
        afterARestart.countAgain();
        assertThat(ask(afterARestart, now()).at()).isEqualTo(now);
    }

    @Test
    void waitsForWhatTakesLongRatherThanShowWhatNobodyCountedLastNight() {
        Figures figures = figures(ALL_IS_SLOW);
        takes = Duration.ofSeconds(40);
        ask(figures, now());
        now = now.plus(Duration.ofHours(26));
        assertThat(ask(figures, now()).at()).isNull();
    }

    @Test
    void keepsThePastForADayAndCountsItAgainOnlyWhenAsked() {
        Figures figures = figures(ALL_IS_SLOW);
        AsOf then = new AsOf(Instant.parse("2025-11-21T00:00:00Z"), false);
        ask(figures, then);
        figures.countAgain();
        now = BEGIN.plus(Duration.ofHours(23));
        assertThat(ask(figures, then).at()).isEqualTo(BEGIN);
        figures.countAgain();
        figures.countAgain();
        assertThat(counted).hasValue(2);
        assertThat(ask(figures, then).answer().at()).isEqualTo(then.at());
    }

    @Test
    void forgetsWhatIsQuickByNow() {
        ask(figures(ALL_IS_SLOW), now());
        Figures quicker = figures(ALL_IS_QUICK);
        now = BEGIN.plusSeconds(30);
        ask(quicker, now());
        quicker.countAgain();
        assertThat(rows()).isZero();
        assertThat(ask(quicker, now()).at()).isNull();
    }

    private AsOf now() {
        return new AsOf(now, true);
    }

    private Figures.Counted<Counts> ask(Figures figures, AsOf asOf) {
        return figures.of(name, "all", asOf, Counts.class, then -> {
            now = now.plus(takes);
            return new Counts(counted.incrementAndGet(), then.at(), List.of("HIGH"));
        });
    }

    private Figures figures(Duration quick) {
        return new Figures(new KeptFigures(jdbc, JsonMapper.shared()), clock, quick);
    }

    private long rows() {
        return jdbc.sql("SELECT count(*) FROM findings.figure WHERE name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }
}
