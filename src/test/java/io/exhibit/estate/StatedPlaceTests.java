package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What senders of scans state of a workload counts for the time of the scan, in whatever order the reports come. */
@SpringBootTest
class StatedPlaceTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Autowired
    private Images images;

    @Autowired
    private Deployments deployments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = "s" + System.nanoTime();

    @Test
    void aNewerScanOfAnotherImageEndsWhatWasStatedBefore() {
        assertThat(stated("a", 1, 2)).isTrue();
        assertThat(stated("b", 3, 4)).isTrue();
        assertThat(intervals()).containsExactly("a 2-4", "b 4-now");
    }

    @Test
    void aLateReportOfTheOlderImageLeavesTheNewerOneRunning() {
        stated("b", 3, 4);
        assertThat(stated("a", 1, 5)).as("that it ran is news").isTrue();
        assertThat(intervals()).containsExactly("a 1-4", "b 4-now");
        assertThat(knownAt(4)).as("nobody knew it before it came").containsExactly("b");
        assertThat(stated("a", 1, 6)).as("it is known by now").isFalse();
        assertThat(intervals()).hasSize(2);
    }

    @Test
    void aLateReportOfWhatIsKnownToHaveRunThenChangesNothing() {
        stated("a", 1, 2);
        stated("b", 4, 5);
        assertThat(stated("a", 3, 6)).isFalse();
        assertThat(intervals()).containsExactly("a 2-5", "b 5-now");
    }

    /** The image that runs was looked at again after the scan that comes late, which was made after it began to run. */
    @Test
    void theNewestScanOfWhatRunsCountsAndNotTheFirst() {
        stated("b", 1, 1);
        stated("b", 5, 5);
        assertThat(stated("a", 3, 6)).isFalse();
        assertThat(intervals()).containsExactly("b 1-now");
        assertThat(stated("a", 7, 8)).isTrue();
        assertThat(intervals()).containsExactly("a 8-now", "b 1-8");
    }

    @Test
    void aReportWithoutATimeCountsAsItsReceipt() {
        stated("b", 3, 3);
        stated("a", 4, 4);
        assertThat(intervals()).containsExactly("a 4-now", "b 3-4");
    }

    @Test
    void aSnapshotOfALaterTimeEndsItWhicheverComesFirst() {
        stated("a", 1, 2);
        snapshot(3, 4);
        assertThat(intervals()).containsExactly("a 2-4");

        snapshot("other", 3, 4);
        stated("other", "a", 1, 5);
        assertThat(intervals("other")).as("it began nothing after that").containsExactly("a 1-4");
        assertThat(knownAt("other", 5)).isEmpty();
        stated("other", "a", 6, 6);
        assertThat(intervals("other"))
                .as("the cluster says itself what runs there now")
                .containsExactly("a 1-4");
    }

    @Test
    void aSnapshotOfAnEarlierTimeEndsNothing() {
        snapshot(1, 1);
        stated("a", 2, 3);
        assertThat(intervals()).containsExactly("a 3-now");
    }

    @Test
    void aLateReportEndsWithTheFirstOfWhatWasSaidLater() {
        stated("b", 8, 8);
        snapshot(3, 4);
        stated("a", 1, 9);
        assertThat(intervals()).containsExactly("a 1-4", "b 8-now");
    }

    private boolean stated(String app, int made, int received) {
        return stated("cluster", app, made, received);
    }

    private boolean stated(String cluster, String app, int made, int received) {
        ImageReference reference = new ImageReference(
                "registry.example/" + id + "/app",
                app,
                "sha256:"
                        + Sha256.of((id + app).getBytes(StandardCharsets.UTF_8)).hex());
        UUID image = images.known(new ImageFacts(reference, null, null, null, null, null), hour(received), 0);
        return deployments.state(
                image,
                new Place("production", cluster + id, "pay", "gateway"),
                new Deployments.Statement(UUID.randomUUID(), hour(received), hour(made), 0, ""));
    }

    private void snapshot(int taken, int received) {
        snapshot("cluster", taken, received);
    }

    /** A complete one, of a cluster in which nothing runs. */
    private void snapshot(String cluster, int taken, int received) {
        jdbc.sql("""
                INSERT INTO estate.snapshot (id, submission_id, entry_index, recorded_at, observed_at, cluster, environment, format, complete,
                                             late, pods, running, opened, closed, extended)
                VALUES (:id, :id, 0, :received, :taken, :cluster, 'production', 'exhibit', true, false, 1, 0, 0, 0, 0)
                """)
                .param("id", UUID.randomUUID())
                .param("received", hour(received).atOffset(ZoneOffset.UTC))
                .param("taken", hour(taken).atOffset(ZoneOffset.UTC))
                .param("cluster", cluster + id)
                .update();
    }

    private List<String> intervals() {
        return intervals("cluster");
    }

    private List<String> intervals(String cluster) {
        return jdbc.sql("""
                SELECT i.tag || ' ' || extract(epoch FROM i.from_at - :start::timestamptz)::int / 3600 || '-'
                       || coalesce((extract(epoch FROM i.to_at - :start::timestamptz)::int / 3600)::text, 'now')
                  FROM estate.pub_interval i
                 WHERE i.cluster = :cluster
                 ORDER BY i.tag, i.from_at
                """)
                .param("start", START.atOffset(ZoneOffset.UTC))
                .param("cluster", cluster + id)
                .query(String.class)
                .list();
    }

    private List<String> knownAt(int hour) {
        return knownAt("cluster", hour);
    }

    /** What lists say that ran then, as it was known then. */
    private List<String> knownAt(String cluster, int hour) {
        return jdbc.sql("""
                SELECT i.tag FROM estate.pub_interval i
                 WHERE i.cluster = :cluster AND i.opened_at <= :at AND (i.to_at IS NULL OR i.to_at > :at)
                """)
                .param("at", hour(hour).atOffset(ZoneOffset.UTC))
                .param("cluster", cluster + id)
                .query(String.class)
                .list();
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
