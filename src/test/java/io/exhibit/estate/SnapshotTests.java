package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.UuidV7;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What ADR 022 promises of intervals, whatever order snapshots come in. */
@SpringBootTest
class SnapshotTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final AtomicLong ENTRIES = new AtomicLong(50_000_000);

    @Autowired
    private DeploymentInterpreter interpreter;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private final String cluster = "c" + System.nanoTime();

    /** What a snapshot of the hour says, and in which hour it comes. */
    private record Said(int hour, boolean complete, Set<String> apps) {

        static Said all(int hour, String... apps) {
            return new Said(hour, true, Set.of(apps));
        }

        static Said some(int hour, String... apps) {
            return new Said(hour, false, Set.of(apps));
        }
    }

    private record Row(
            String app,
            int from,
            @Nullable Integer gone,
            @Nullable Integer to,
            int replicas) {}

    @Test
    void anIntervalBeginsWithTheFirstSnapshotAndEndsWithTheFirstThatIsWithoutIt() {
        comes(1, Said.all(1, "a"));
        comes(2, Said.all(2, "a"));
        comes(3, Said.all(3, "b"));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 3, 3, 1), new Row("b", 3, null, null, 1));
    }

    @Test
    void aNewDigestEndsTheOldOne() {
        send(1, workloads(1, true, workload("gateway", "a", 3)));
        send(2, workloads(2, true, workload("gateway", "a", 1), workload("gateway", "b", 2)));
        send(3, workloads(3, true, workload("gateway", "b", 3)));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 3, 3, 1), new Row("b", 2, null, null, 3));
    }

    @Test
    void scalingToNothingEndsIt() {
        send(1, workloads(1, true, workload("gateway", "a", 3)));
        send(2, workloads(2, true, workload("gateway", "a", 0)));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 2, 2, 3));
    }

    @Test
    void whatComesBackBeginsAnew() {
        comes(1, Said.all(1, "a"));
        comes(2, Said.all(2));
        comes(3, Said.all(3, "a"));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 2, 2, 1), new Row("a", 3, null, null, 1));
    }

    @Test
    void partOfAClusterEndsNothing() {
        comes(1, Said.all(1, "a", "b"));
        comes(2, Said.some(2, "c"));
        assertThat(running(cluster)).containsExactly("a", "b", "c");
    }

    @Test
    void anEndCountsFromItsReceiptHoweverEarlyItIsDated() {
        comes(1, Said.all(1, "a"));
        comes(30, Said.all(2));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 2, 30, 1));
    }

    @Test
    void aTimeThatIsAheadIsThatOfTheReceiptAndNoted() {
        Interpreted read = send(2, workloads(40, true, workload("gateway", "a", 1)));
        assertThat(read.counts()).containsEntry("seconds its clock was ahead", 38 * 3600L);
        assertThat(rows(cluster)).containsExactly(new Row("a", 2, null, null, 1));
        comes(3, Said.all(3));
        assertThat(rows(cluster)).containsExactly(new Row("a", 2, 3, 3, 1));
    }

    @Test
    void aLateSnapshotMovesABeginningBackAndEndsNothing() {
        comes(5, Said.all(5, "a"));
        comes(6, Said.all(2, "a", "b"));
        comes(7, Said.all(3));
        assertThat(rows(cluster)).containsExactly(new Row("a", 2, null, null, 1), new Row("b", 2, 5, 5, 1));
    }

    @Test
    void aLateSnapshotDoesNotRewriteWhatANewerOneSaid() {
        comes(1, Said.all(1, "a"));
        comes(3, Said.all(3));
        comes(5, Said.all(5, "a"));
        comes(6, Said.all(2, "a"));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 3, 3, 1), new Row("a", 5, null, null, 1));
    }

    @Test
    void theSameTwiceChangesNothing() {
        for (int times = 0; times < 3; times++) {
            comes(1, Said.all(1, "a", "b"));
            comes(2, Said.all(2, "b"));
        }
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, 2, 2, 1), new Row("b", 1, null, null, 1));
    }

    @Test
    void aRestartEndsNothingAndBeginsNothing() {
        String waiting = pod("gateway-5d9c7b6f4-x2x4z", "\"waiting\":{\"reason\":\"CrashLoopBackOff\"}", "Running");
        String up = pod("gateway-5d9c7b6f4-x2x4z", "\"running\":{}", "Running");
        post(1, list(waiting), Map.of("complete", "true"));
        assertThat(running(cluster)).isEmpty();
        post(2, list(up), Map.of("complete", "true"));
        post(3, list(waiting), Map.of("complete", "true"));
        assertThat(running(cluster)).hasSize(1);
        post(4, list(pod("gateway-5d9c7b6f4-x2x4z", "\"terminated\":{}", "Succeeded")), Map.of("complete", "true"));
        assertThat(running(cluster)).isEmpty();
    }

    @Test
    void aListWithoutAPodOrThatGoesOnIsNotComplete() {
        String up = pod("gateway-5d9c7b6f4-x2x4z", "\"running\":{}", "Running");
        post(1, list(up), Map.of("complete", "true"));
        post(2, list(), Map.of("complete", "true"));
        post(
                3,
                list(up.replace("gateway", "other")).replace("\"resourceVersion\":\"\"", "\"continue\":\"abc\""),
                Map.of("complete", "true"));
        post(4, list(up.replace("gateway", "third")), Map.of());
        assertThat(running(cluster)).hasSize(3);
        assertThat(jdbc.sql("SELECT count(*) FROM estate.snapshot WHERE cluster = :cluster AND complete")
                        .param("cluster", cluster)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(workloads()).containsExactly("gateway", "other", "third");
    }

    /** The promise of ADR 022, for orders at random. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverTheOrderWhatRunsNowIsTheSameAndNothingGetsShorter(long seed) {
        Random random = new Random(seed);
        List<Said> said = IntStream.rangeClosed(1, 7)
                .mapToObj(hour -> new Said(random.nextInt(1, 9), random.nextInt(4) > 0, apps(random)))
                .collect(Collectors.toCollection(ArrayList::new));
        said.sort((one, other) -> Integer.compare(one.hour(), other.hour()));
        String inOrder = cluster + "-in-order";
        said.forEach(one -> comes(inOrder, one.hour(), one));
        Map<String, Set<Integer>> covered = covered(inOrder);
        for (int order = 0; order < 8; order++) {
            String shuffled = cluster + "-" + order;
            Collections.shuffle(said, random);
            for (Said one : said) {
                comes(shuffled, 20, one);
                if (random.nextInt(3) == 0) {
                    comes(shuffled, 20, one);
                }
            }
            assertThat(running(shuffled)).as("%s", said).isEqualTo(running(inOrder));
            covered.forEach((app, hours) -> assertThat(covered(shuffled).getOrDefault(app, Set.of()))
                    .as("%s of %s", app, said)
                    .containsAll(hours));
            assertThat(overlaps(shuffled)).isZero();
        }
    }

    /** The promise of ADR 045: among snapshots, hints change what is known in the same way whenever they come. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
    void hintsMixedWithSnapshotsComeToTheSameInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<Object> said = new ArrayList<>();
        IntStream.rangeClosed(1, 5)
                .forEach(n -> said.add(new Said(random.nextInt(1, 9), random.nextInt(4) > 0, apps(random))));
        IntStream.rangeClosed(1, 4)
                .forEach(n -> said.add(new Hinted(random.nextInt(1, 9), random.nextBoolean(), apps(random))));
        said.sort((one, other) -> Integer.compare(when(one), when(other)));
        String without = cluster + "-without";
        said.stream().filter(Said.class::isInstance).forEach(one -> happens(without, when(one), one));
        String inOrder = cluster + "-in-order";
        said.forEach(one -> happens(inOrder, when(one), one));
        Map<String, Set<Integer>> snapshots = covered(without);
        for (int order = 0; order < 6; order++) {
            String shuffled = cluster + "-" + order;
            Collections.shuffle(said, random);
            said.forEach(one -> happens(shuffled, 20, one));
            assertThat(Set.copyOf(running(shuffled))).as("%s", said).isEqualTo(Set.copyOf(running(inOrder)));
            assertThat(overlaps(shuffled, "digest IS NOT NULL")).isZero();
            snapshots.forEach((app, hours) -> assertThat(covered(shuffled).getOrDefault(app, Set.of()))
                    .as("%s of %s", app, said)
                    .containsAll(hours));
        }
    }

    /** That apps were made in an hour, by their digest or by a tag alone. */
    private record Hinted(int hour, boolean digest, Set<String> apps) {}

    private static int when(Object said) {
        return said instanceof Said one ? one.hour() : ((Hinted) said).hour();
    }

    private void happens(String where, int hour, Object said) {
        if (said instanceof Said one) {
            comes(where, hour, one);
        } else if (said instanceof Hinted hint) {
            String[] events = hint.apps().stream()
                    .map(app -> event(app, hint.hour(), hint.digest()))
                    .toArray(String[]::new);
            accept(
                    where,
                    hour,
                    "{\"kind\":\"EventList\",\"items\":[%s]}".formatted(String.join(",", events)),
                    Map.of());
        }
    }

    private static String event(String app, int hour, boolean digest) {
        String bytes = digest
                ? "@sha256:"
                        + Sha256.of(("snapshot " + app).getBytes(StandardCharsets.UTF_8))
                                .hex()
                : "";
        return """
                {"auditID":"1","stage":"ResponseComplete","verb":"create","requestReceivedTimestamp":"%s",
                 "objectRef":{"resource":"deployments","apiGroup":"apps","namespace":"pay","name":"%s"},
                 "responseStatus":{"code":201},"requestObject":{"spec":{"template":{"spec":{"containers":[
                  {"name":"app","image":"registry.example/%s:1%s"}]}}}}}""".formatted(START.plusSeconds(hour * 3600L), app, app, bytes);
    }

    private List<String> identities(String where) {
        return jdbc.sql("SELECT identity FROM estate.deployment WHERE cluster = :cluster AND to_at IS NULL ORDER BY 1")
                .param("cluster", where)
                .query(String.class)
                .list();
    }

    @Test
    void aHintBeginsARunEarlierAndIsTold() {
        send(3, event("a", 2, true));
        comes(4, Said.all(4, "a"));
        send(5, event("a", 1, true));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, null, null, 1));
        assertThat(jdbc.sql(
                                "SELECT hinted_by FROM estate.deployment WHERE cluster = :cluster AND hinted_entry IS NOT NULL")
                        .param("cluster", cluster)
                        .query(String.class)
                        .list())
                .containsExactly("AUDIT");
        comes(6, Said.some(0, "a"));
        assertThat(rows(cluster)).containsExactly(new Row("a", 0, null, null, 1));
    }

    @Test
    void aTagAloneEndsWhereASnapshotKnowsItsDigest() {
        send(2, event("a", 2, false));
        assertThat(identities(cluster)).containsExactly("registry.example/a:1");
        comes(4, Said.all(4, "a"));
        send(5, event("a", 5, false));
        assertThat(rows(cluster)).containsExactly(new Row("a", 2, 4, 4, 0), new Row("a", 4, null, null, 1));
    }

    @Test
    void aHintOfAnEndEndsNothing() {
        comes(1, Said.all(1, "a"));
        send(2, event("a", 2, true).replace("\"create\"", "\"delete\""));
        assertThat(rows(cluster)).containsExactly(new Row("a", 1, null, null, 1));
        assertThat(jdbc.sql("SELECT how || ' ' || workload FROM estate.end_hint WHERE cluster = :cluster")
                        .param("cluster", cluster)
                        .query(String.class)
                        .list())
                .containsExactly("DELETED a");
    }

    @Test
    void whatRanOnlyBetweenTwoSnapshotsIsKnown() {
        comes(1, Said.all(1));
        comes(4, Said.all(4));
        send(5, event("a", 2, true));
        assertThat(rows(cluster)).containsExactly(new Row("a", 2, 4, 4, 0));
    }

    @Test
    void hintsAreNeverAllThatRuns() {
        assertThatThrownBy(() -> read(cluster, 1, event("a", 1, true), Map.of("complete", "true")))
                .hasMessageContaining("never all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"kind\":\"Pod\",\"items\":[]}",
                "{\"items\":{}}",
                "{\"items\":[1]}",
                "{\"items\":[{\"metadata\":{}}]}",
                "{\"items\":[],\"workloads\":[]}",
                "{\"workloads\":[{}]}",
                "{\"workloads\":[{\"namespace\":\"n\",\"workload\":\"w\",\"image\":\"i\",\"replicas\":-1}]}",
                "{\"workloads\":[{\"namespace\":\"n\",\"workload\":\"w\",\"image\":\"i\",\"replicas\":1e9}]}",
                "{\"workloads\":[{\"namespace\":\"n\",\"workload\":\"w\",\"image\":\"i\",\"digest\":\"sha256:x\"}]}",
                "{\"workloads\":[],\"complete\":\"yes\"}",
                "{\"workloads\":[],\"observedAt\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"workloads\":[],\"cluster\":\"another\"}",
                "{\"workloads\":[],\"workloads\":[]}",
                "{\"workloads\":["
            })
    void whatIsNoSnapshotIsUnreadable(String body) {
        assertThatThrownBy(() -> read(cluster, 1, body, Map.of())).isInstanceOf(Unreadable.class);
    }

    @Test
    void aSnapshotWithoutAClusterIsUnreadable() {
        assertThatThrownBy(() -> read("", 1, "{\"workloads\":[]}", Map.of())).hasMessageContaining("cluster");
    }

    @Test
    void twentyThousandPodsAreOneSnapshot() {
        String[] pods = IntStream.range(0, 20_000)
                .mapToObj(n -> pod("gateway-" + n / 4 + "-5d9c7b6f4-" + n, "\"running\":{}", "Running"))
                .toArray(String[]::new);
        Interpreted read = post(1, list(pods), Map.of("complete", "true"));
        assertThat(read.counts()).containsEntry("pods", 20_000).containsEntry("running", 20_000L);
        assertThat(running(cluster)).isNotEmpty();
        long began = System.nanoTime();
        Interpreted again = post(2, list(pods), Map.of("complete", "true"));
        assertThat(again.counts().get("intervals")).isEqualTo(Map.of("opened", 0, "closed", 0, "extended", 0));
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(30);
    }

    private static Set<String> apps(Random random) {
        Set<String> apps = new TreeSet<>();
        for (String app : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                apps.add(app);
            }
        }
        return apps;
    }

    private void comes(int hour, Said said) {
        comes(cluster, hour, said);
    }

    private void comes(String where, int hour, Said said) {
        String[] workloads =
                said.apps().stream().map(app -> workload(app, app, 1)).toArray(String[]::new);
        accept(where, hour, workloads(said.hour(), said.complete(), workloads), Map.of());
    }

    private Interpreted send(int hour, String body) {
        return accept(cluster, hour, body, Map.of());
    }

    private Interpreted post(int hour, String body, Map<String, String> said) {
        return accept(cluster, hour, body, said);
    }

    private Interpreted accept(String where, int hour, String body, Map<String, String> said) {
        try {
            return read(where, hour, body, said);
        } catch (Unreadable unreadable) {
            throw new AssertionError(unreadable.detail(), unreadable);
        }
    }

    private Interpreted read(String where, int hour, String body, Map<String, String> said) throws Unreadable {
        Instant received = START.plusSeconds(hour * 3600L);
        Map<String, String> context = new HashMap<>(said);
        if (!where.isEmpty()) {
            context.put("cluster", where);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Submission submission = new Submission(
                UUID.randomUUID(),
                Kind.DEPLOYMENTS,
                UuidV7.at(received),
                Sha256.of(bytes),
                bytes.length,
                null,
                context,
                received,
                ENTRIES.incrementAndGet(),
                0);
        Unreadable[] refused = new Unreadable[1];
        Interpreted read = transaction.execute(status -> {
            try {
                return interpreter.interpret(submission, new ByteArrayInputStream(bytes));
            } catch (Unreadable unreadable) {
                refused[0] = unreadable;
                status.setRollbackOnly();
                return new Interpreted("", Map.of());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        if (refused[0] != null) {
            throw refused[0];
        }
        return read;
    }

    private static String workloads(int hour, boolean complete, String... workloads) {
        return "{\"observedAt\":\"%s\",\"complete\":%s,\"workloads\":[%s]}"
                .formatted(START.plusSeconds(hour * 3600L), complete, String.join(",", workloads));
    }

    /** The image's name is all that tells one digest from another here. */
    private static String workload(String name, String app, int replicas) {
        return "{\"namespace\":\"pay\",\"kind\":\"Deployment\",\"container\":\"app\",\"workload\":\"%s\",\"image\":\"registry.example/%s:1\",\"digest\":\"sha256:%s\",\"replicas\":%d}"
                .formatted(
                        name,
                        app,
                        Sha256.of(("snapshot " + app).getBytes(StandardCharsets.UTF_8))
                                .hex(),
                        replicas);
    }

    private static String list(String... pods) {
        return "{\"apiVersion\":\"v1\",\"items\":[%s],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}"
                .formatted(String.join(",", pods));
    }

    private static String pod(String name, String state, String phase) {
        String set = name.substring(0, name.lastIndexOf('-'));
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"pay","labels":{"pod-template-hash":"5d9c7b6f4"},
                 "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"%s","controller":true}]},
                 "spec":{"nodeName":"node-1","containers":[{"name":"app","image":"registry.example/app:1.4"}]},
                 "status":{"phase":"%s","containerStatuses":[{"name":"app","image":"registry.example/app:1.4",
                  "imageID":"registry.example/app@sha256:%s","restartCount":1,"state":{%s}}]}}""".formatted(name, set, phase, "0e".repeat(32), state);
    }

    private List<Row> rows(String where) {
        return jdbc.sql("""
                SELECT left(d.repository, 0) || right(d.repository, 1) AS app, d.from_at, d.gone_at, d.to_at, d.replicas
                  FROM estate.deployment d
                 WHERE d.cluster = :cluster
                 ORDER BY 1, 2
                """)
                .param("cluster", where)
                .query((rs, n) -> new Row(
                        rs.getString("app"),
                        hour(rs.getTimestamp("from_at").toInstant()),
                        rs.getTimestamp("gone_at") == null
                                ? null
                                : hour(rs.getTimestamp("gone_at").toInstant()),
                        rs.getTimestamp("to_at") == null
                                ? null
                                : hour(rs.getTimestamp("to_at").toInstant()),
                        rs.getInt("replicas")))
                .list();
    }

    private static int hour(Instant at) {
        return (int) ((at.getEpochSecond() - START.getEpochSecond()) / 3600);
    }

    private List<String> running(String where) {
        return rows(where).stream()
                .filter(row -> row.to() == null)
                .map(Row::app)
                .toList();
    }

    private List<String> workloads() {
        return jdbc.sql("SELECT workload FROM estate.deployment WHERE cluster = :cluster ORDER BY 1")
                .param("cluster", cluster)
                .query(String.class)
                .list();
    }

    private Map<String, Set<Integer>> covered(String where) {
        Map<String, Set<Integer>> covered = new TreeMap<>();
        rows(where)
                .forEach(row -> IntStream.range(row.from(), row.gone() == null ? 20 : row.gone())
                        .forEach(hour -> covered.computeIfAbsent(row.app(), any -> new TreeSet<>())
                                .add(hour)));
        return covered;
    }

    /** Intervals of the same bytes that claim the same time. */
    private int overlaps(String where, String of) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM estate.deployment a
                  JOIN estate.deployment b ON b.cluster = a.cluster AND b.identity = a.identity AND b.id > a.id
                 WHERE a.cluster = :cluster AND a.{of}
                   AND tstzrange(a.from_at, a.gone_at) && tstzrange(b.from_at, b.gone_at)
                """.replace("{of}", of))
                .param("cluster", where)
                .query(Integer.class)
                .single();
    }

    /** Hours that two intervals of the same thing claim. */
    private int overlaps(String where) {
        List<Row> rows = rows(where);
        int[] counted = rows.stream()
                .mapToInt(row -> (row.gone() == null ? 20 : row.gone()) - row.from())
                .toArray();
        return Arrays.stream(counted).sum()
                - covered(where).values().stream().mapToInt(Set::size).sum();
    }
}
