package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the clock whatever happened to a finding: a thousand histories of each seed. */
class PatchClockPropertyTests {

    private static final int HISTORIES = 1000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Severity> RANKS =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);
    private static final PatchPolicy POLICY = new PatchPolicy(
            1,
            Map.of(
                    Profile.PCI,
                    new PatchPolicy.Rules(
                            PatchPolicy.Basis.FIX_RELEASED,
                            Map.of(Severity.CRITICAL, 30, Severity.HIGH, 60, Severity.MEDIUM, 90, Severity.LOW, 180))));

    private record History(Severity rank, Instant detected, Instant fix, List<PatchClock.Earlier> earlier) {

        Instant due() {
            return Objects.requireNonNull(
                    PatchClock.verdict(new PatchClock.Inputs(Profile.PCI, rank, detected, fix, earlier, null), POLICY)
                            .dueAt());
        }

        Instant last() {
            return earlier.isEmpty() ? BEGIN : earlier.getLast().until();
        }

        /** Another rank, from that time on. */
        History then(Severity next, Instant at) {
            List<PatchClock.Earlier> states = new ArrayList<>(earlier);
            states.add(new PatchClock.Earlier(rank, at));
            return new History(next, detected, fix, states);
        }
    }

    static Stream<Random> seeds() {
        return Stream.of(1L, 2L, 3L).map(Random::new);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasFoundOrCouldBeFixedEarlierIsNeverDueLater(Random random) {
        for (int n = 0; n < HISTORIES; n++) {
            History history = history(random);
            Duration sooner = Duration.ofMinutes(random.nextInt(100_000));
            History earlier = new History(
                    history.rank(),
                    history.detected().minus(random.nextBoolean() ? sooner : Duration.ZERO),
                    history.fix().minus(random.nextBoolean() ? sooner : Duration.ZERO),
                    history.earlier());
            assertThat(earlier.due()).as("%s", history).isBeforeOrEqualTo(history.due());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aHigherRankNeverMakesItDueLater(Random random) {
        for (int n = 0; n < HISTORIES; n++) {
            History history = history(random);
            Severity higher = RANKS.get(random.nextInt(RANKS.indexOf(history.rank()) + 1));
            Instant at = history.last().plus(Duration.ofHours(random.nextInt(5000)));
            assertThat(history.then(higher, at).due()).as("%s", history).isBeforeOrEqualTo(history.due());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsOverdueStaysSoWhateverItIsRankedAfterwards(Random random) {
        for (int n = 0; n < HISTORIES; n++) {
            History history = history(random);
            Instant after = Stream.of(history.due(), history.last())
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .plusSeconds(1);
            assertThat(history.then(rank(random), after).due())
                    .as("%s", history)
                    .isBeforeOrEqualTo(history.due());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRankThatComesBackIsDueAsIfItHadNeverGone(Random random) {
        for (int n = 0; n < HISTORIES; n++) {
            History history = history(random);
            Instant away = history.last().plus(Duration.ofHours(1 + random.nextInt(2000)));
            Instant back = away.plus(Duration.ofHours(1 + random.nextInt(2000)));
            Severity lower = RANKS.get(
                    RANKS.indexOf(history.rank()) + random.nextInt(RANKS.size() - RANKS.indexOf(history.rank())));
            assertThat(history.then(lower, away).then(history.rank(), back).due())
                    .as("%s", history)
                    .isEqualTo(history.due());
        }
    }

    private static History history(Random random) {
        List<PatchClock.Earlier> earlier = new ArrayList<>();
        Instant at = BEGIN;
        for (int n = random.nextInt(4); n > 0; n--) {
            at = at.plus(Duration.ofHours(1 + random.nextInt(1500)));
            earlier.add(new PatchClock.Earlier(maybe(random), at));
        }
        return new History(
                rank(random),
                BEGIN.plus(Duration.ofHours(random.nextInt(500))),
                BEGIN.plus(Duration.ofHours(random.nextInt(2000))),
                earlier);
    }

    private static @Nullable Severity maybe(Random random) {
        return random.nextInt(5) == 0 ? null : rank(random);
    }

    private static Severity rank(Random random) {
        return RANKS.get(random.nextInt(RANKS.size()));
    }
}
