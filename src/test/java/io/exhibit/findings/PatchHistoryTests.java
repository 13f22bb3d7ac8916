package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another version of the patch deadlines does to what was known before it came. */
class PatchHistoryTests {

    private static final Instant DETECTED = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest(name = "{0} days, then {1} from day {2} on: due on day {3}")
    @CsvSource({
        // what was detected after it came has the days of it
        "30, 10, -5, 10",
        "30, 90, 0, 90",
        // stricter: from its approval on
        "30, 10, 5, 15",
        // stricter, and never later than by the version before
        "30, 10, 25, 30",
        // longer, before the deadline had passed
        "30, 90, 29, 90",
        // longer or stricter, after it had
        "30, 90, 30, 30",
        "30, 90, 45, 30",
        "30, 10, 45, 30",
        // the same
        "30, 30, 10, 30"
    })
    void countsFromTheApprovalAndKeepsWhatHadPassed(int before, int after, int approved, int due) {
        assertThat(daysUntilDue(null, version(1, before), since(101, after, approved)))
                .isEqualTo(due);
    }

    @Test
    void goesThroughAllVersionsInTheirOrder() {
        assertThat(daysUntilDue(null, version(1, 30), since(101, 10, 5), since(102, 90, 10)))
                .as("longer again before day 15")
                .isEqualTo(90);
        assertThat(daysUntilDue(null, version(1, 30), since(101, 10, 5), since(102, 90, 20)))
                .as("day 15 had passed")
                .isEqualTo(15);
    }

    @Test
    void judgesWhatIsClosedByWhatWasInForceUntilThen() {
        Instant closed = DETECTED.plus(Duration.ofDays(20));
        assertThat(daysUntilDue(closed, version(1, 30), since(101, 10, 25))).isEqualTo(30);
        assertThat(daysUntilDue(closed, version(1, 30), since(101, 10, 5))).isEqualTo(15);
    }

    @Test
    void isOneVersionWhereTheDaysAreTheSame() {
        PatchHistory history = PatchHistory.of(List.of(version(1, 30), since(5, 30, 3)));
        assertThat(history.version()).isEqualTo(5);
        assertThat(history.versions()).hasSize(1);
        assertThat(history.words()).isEmpty();
    }

    private static long daysUntilDue(@Nullable Instant closedAt, PatchHistory.InForce... versions) {
        Instant due = PatchHistory.of(Arrays.asList(versions))
                .verdict(
                        new PatchClock.Inputs(Profile.DORA, Severity.HIGH, DETECTED, DETECTED, List.of(), null),
                        closedAt)
                .dueAt();
        assertThat(due).isNotNull();
        return Duration.between(DETECTED, due).toDays();
    }

    private static PatchHistory.InForce version(int version, int days) {
        return new PatchHistory.InForce(policy(version, days), Instant.MIN);
    }

    private static PatchHistory.InForce since(int version, int days, int day) {
        return new PatchHistory.InForce(policy(version, days), DETECTED.plus(Duration.ofDays(day)));
    }

    private static PatchPolicy policy(int version, int days) {
        return new PatchPolicy(
                version,
                new EnumMap<>(Map.of(
                        Profile.DORA, new PatchPolicy.Rules(PatchPolicy.Basis.FIX_SEEN, Map.of(Severity.HIGH, days)))));
    }
}
