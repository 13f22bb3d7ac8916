package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Exposure;
import io.exhibit.findings.PatchClock.Verdict;
import io.exhibit.findings.PatchCourse.InScope;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What fewer days for a scope or a system do to what is open there. */
class PatchCourseTests {

    private static final Instant DETECTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Map<String, String> SCOPES =
            Map.of("A", "tag:critical-function", "B", "system:cards", "C", "tag:customer-data");

    @ParameterizedTest(name = "30 days, A 10, B 5; in scope from day on as {0}: due on day {1}")
    @CsvSource({
        // what was detected after it applied has the fewest days of all that apply
        "'-5:A', 10",
        "'-5:A+B', 5",
        "'-5:C', 30",
        // from the day on which it applies, and never later than the general days
        "'-9: 5:A', 15",
        "'-9: 25:A', 30",
        // no longer, before the deadline had passed
        "'-9: 5:A 8:', 30",
        "'-9: 5:A 14:C', 30",
        // no longer, after it had
        "'-9: 5:A 15:', 15",
        "'-9: 5:A 29:', 15",
        "'-9: 40:A', 30",
        // gone and back: as if it had never gone
        "'-9: 5:A 11: 13:A', 15",
        "'-9: 5:A 11: 20:A', 15",
        // a second scope comes and goes
        "'-9: 5:A 8:A+B', 13",
        "'-9: 5:A 8:A+B 12:A', 15",
        "'-9: 5:A 8:A+B 13:A', 13",
        // from one system to another that has fewer days: never longer than the first left
        "'-9: 5:A 14:B', 15",
        "'-9: 5:A 6:B', 11",
        // and to one that has more, from when it first had no more than those
        "'-9:B 3:A', 10"
    })
    void countsFromTheDayOnWhichItApplies(String places, int due) {
        assertThat(daysUntilDue(places, null, policy(1, 30, 10, 5))).isEqualTo(due);
    }

    @ParameterizedTest(name = "in scope as A; {0} days and {1} for A, then {2} and {3} from day {4} on: due on day {5}")
    @CsvSource({
        "30, 30, 30, 10, 5, 15",
        "30, 30, 30, 10, -5, 10",
        "30, 30, 30, 10, 25, 30",
        // stricter for it: from the approval on, never longer than before
        "30, 10, 30, 3, 6, 9",
        "30, 10, 30, 3, 8, 10",
        // longer for it, before and after the deadline had passed
        "30, 10, 30, 20, 8, 20",
        "30, 10, 30, 30, 8, 30",
        "30, 10, 30, 30, 10, 10",
        // fewer days for all, and none for it: never longer than before
        "30, 10, 5, 5, 6, 10",
        "30, 10, 5, 5, 2, 7",
        // other general days, the same for it
        "30, 10, 60, 10, 5, 10"
    })
    void goesThroughTheVersionsAsTheGeneralDaysDo(int general, int own, int after, int ownAfter, int day, int due) {
        assertThat(daysUntilDue(
                        "-9:A", null, policy(1, general, own, own), on(day, policy(2, after, ownAfter, ownAfter))))
                .isEqualTo(due);
    }

    @Test
    void judgesWhatIsClosedByWhatAppliedUntilThen() {
        assertThat(daysUntilDue("-9: 5:A", 4, policy(1, 30, 10, 5))).isEqualTo(30);
        assertThat(daysUntilDue("-9: 5:A 8:", 7, policy(1, 30, 10, 5))).isEqualTo(15);
    }

    @Test
    void tellsWhichEntrySetTheDays() {
        Verdict both = verdict("-9:A+B", Profile.DORA, null, policy(1, 30, 10, 5));
        assertThat(both.stricter()).isEqualTo("system:cards");
        assertThat(both.days()).isEqualTo(5);
        assertThat(both.note()).endsWith("; 5 days for system cards");
        assertThat(verdict("-9: 5:A", Profile.DORA, null, policy(1, 30, 10, 5)).note())
                .isEqualTo("10 days for critical or important functions: counted from when they applied on");
        assertThat(verdict("-9: 5:A 20:", Profile.DORA, null, policy(1, 30, 10, 5))
                        .note())
                .isEqualTo("10 days for critical or important functions: a deadline that had passed stays");
        Verdict general = verdict("-9: 5:A 8:", Profile.DORA, null, policy(1, 30, 10, 5));
        assertThat(general.stricter()).isNull();
        assertThat(general.note()).doesNotContain("days for");
    }

    @Test
    void leavesOtherClocksAlone() {
        assertThat(verdict("-9:A+B", Profile.FFIEC_OCC, null, policy(1, 30, 10, 5))
                        .days())
                .isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({
        "'-9:A', INTERNAL, 3",
        "'-9: 2:A', INTERNAL, 5",
        "'-9: 2:A', UNKNOWN, 5",
        "'-9: 6:A', UNKNOWN, 7",
        "'-9:C', INTERNAL, 14"
    })
    void knowsTheClockOfWhatIsExploitedToo(String places, Exposure exposure, int due) {
        Verdict verdict = PatchHistory.of(List.of(on(-99, policy(1, 30, 10, 5))))
                .in(places(places))
                .verdict(
                        new PatchClock.Inputs(
                                Profile.KEV,
                                null,
                                DETECTED,
                                null,
                                List.of(),
                                new PatchClock.Listed(LocalDate.ofInstant(DETECTED, ZoneOffset.UTC), exposure, null)),
                        null);
        assertThat(day(verdict)).isEqualTo(due);
    }

    static Stream<Random> seeds() {
        return Stream.of(1L, 2L, 3L).map(Random::new);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensToTheScope(Random random) {
        for (int n = 0; n < 2000; n++) {
            List<String> places = history(random);
            long due = due(places);
            int last = (places.size() - 1) * 3;
            assertThat(due).as("never later than the general days: %s", places).isLessThanOrEqualTo(30);

            List<String> more = new ArrayList<>(places);
            more.add((last + 3) + ":" + scope(random));
            if (due <= last + 3) {
                assertThat(due(more)).as("what was overdue stays so: %s", more).isEqualTo(due);
            }

            List<String> widened = new ArrayList<>(places);
            widened.add((last + 3) + ":A+B+C");
            assertThat(due(widened))
                    .as("a further scope never gives more: %s", widened)
                    .isLessThanOrEqualTo(due);

            List<String> back = new ArrayList<>(places);
            back.add((last + 1) + ":");
            back.add((last + 2) + places.getLast().substring(places.getLast().indexOf(':')));
            assertThat(due(back)).as("gone and back: %s", back).isEqualTo(due);
        }
    }

    private static List<String> history(Random random) {
        List<String> places = new ArrayList<>();
        for (int n = 0; n <= random.nextInt(6); n++) {
            places.add(n * 3 + ":" + scope(random));
        }
        return places;
    }

    private static String scope(Random random) {
        return List.of("", "A", "B", "C", "A+B", "A+C").get(random.nextInt(6));
    }

    private static long due(List<String> places) {
        return daysUntilDue(String.join(" ", places), null, policy(1, 30, 10, 5));
    }

    private static long daysUntilDue(
            String places, @Nullable Integer closed, PatchPolicy first, PatchHistory.InForce... later) {
        return day(verdict(places, Profile.DORA, closed, first, later));
    }

    private static long day(Verdict verdict) {
        return Duration.between(DETECTED, Objects.requireNonNull(verdict.dueAt()))
                .toDays();
    }

    private static Verdict verdict(
            String places,
            Profile profile,
            @Nullable Integer closed,
            PatchPolicy first,
            PatchHistory.InForce... later) {
        List<PatchHistory.InForce> versions = new ArrayList<>(List.of(new PatchHistory.InForce(first, Instant.MIN)));
        versions.addAll(Arrays.asList(later));
        return PatchHistory.of(versions)
                .in(places(places))
                .verdict(
                        new PatchClock.Inputs(profile, Severity.HIGH, DETECTED, DETECTED, List.of(), null),
                        closed == null ? null : on(closed));
    }

    /** Of days and what applies from each on: 0:A 5:A+B 9: */
    private static List<InScope> places(String text) {
        return Arrays.stream(text.split(" "))
                .map(one -> one.split(":", 2))
                .map(one -> new InScope(on(Integer.parseInt(one[0])), scopes(one[1])))
                .toList();
    }

    private static Set<String> scopes(String text) {
        return Arrays.stream(text.split("\\+"))
                .filter(one -> !one.isEmpty())
                .map(SCOPES::get)
                .collect(Collectors.toSet());
    }

    private static Instant on(int day) {
        return DETECTED.plus(Duration.ofDays(day));
    }

    private static PatchHistory.InForce on(int day, PatchPolicy policy) {
        return new PatchHistory.InForce(policy, on(day));
    }

    /** Entries with as many days as the general ones are none. */
    private static PatchPolicy policy(int version, int days, int critical, int cards) {
        List<Stricter> stricter = new ArrayList<>();
        stricter.add(new Stricter("tag:critical-function", Profile.KEV, Map.of(Severity.CRITICAL, 3), ""));
        if (critical < days) {
            stricter.add(new Stricter("tag:critical-function", Profile.DORA, Map.of(Severity.HIGH, critical), ""));
        }
        if (cards < days) {
            stricter.add(new Stricter("system:cards", Profile.DORA, Map.of(Severity.HIGH, cards), ""));
        }
        return new PatchPolicy(
                version,
                Map.of(
                        Profile.DORA,
                        new PatchPolicy.Rules(PatchPolicy.Basis.FIX_SEEN, Map.of(Severity.HIGH, days)),
                        Profile.FFIEC_OCC,
                        new PatchPolicy.Rules(PatchPolicy.Basis.FIX_SEEN, Map.of(Severity.HIGH, 90))),
                PatchPolicy.Exploited.BY_DEFAULT,
                VendorBasis.PACKAGE,
                stricter);
    }
}
