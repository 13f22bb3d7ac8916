package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a page says that a submission held. */
class SubmissionLineTests {

    @Test
    void tellsOfOneEventInTheSingular() {
        assertThat(events(Map.of("observations", Map.of("total", 1, "notice", 1), "alerts", Map.of("created", 1))))
                .isEqualTo("1 event (1 notice), 1 new alert");
    }

    @Test
    void tellsOfManyEventsTheWorstFirst() {
        assertThat(events(Map.of(
                        "observations",
                        Map.of("total", 1203, "notice", 1200, "critical", 3),
                        "alerts",
                        Map.of("created", 0),
                        "unreadable",
                        Map.of("total", 1, "schema", 1))))
                .isEqualTo("1,203 events (3 critical, 1,200 notice), 0 new alerts; 1 place could not be read");
    }

    @Test
    void tellsOfAScanWithTheNounThatFitsEachFigure() {
        assertThat(summary(
                        "SCAN",
                        Map.of("scans", 1, "observations", Map.of("total", 1), "components", 1, "suppressed", 2)))
                .isEqualTo("1 scan, 1 vulnerability row; findings: 0 new, 0 closed, 0 reopened; 1 component; "
                        + "2 rows suppressed");
    }

    @Test
    void namesFiguresAsPeopleDo() {
        var count = new SubmissionLine.Count("observations, critical", 1);
        assertThat(count.words(false)).isEqualTo("events, critical");
        assertThat(count.words(true)).isEqualTo("vulnerability rows, critical");
    }

    private static String events(Map<String, Object> counts) {
        return summary("EVENTS", counts);
    }

    private static String summary(String kind, Map<String, Object> counts) {
        return new SubmissionLine(
                        new UUID(0, 1),
                        "ci",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new SubmissionLine.Content(kind, "00", 1, "application/json", "identity", null, Map.of()),
                        new SubmissionLine.Place(0, 0),
                        new SubmissionLine.Outcome("INTERPRETED", null, null, "reader/1", counts))
                .summary();
    }
}
