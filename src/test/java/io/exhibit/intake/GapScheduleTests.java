package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import io.exhibit.kernel.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * H20: deliveries in any order, lost, late, twice, and senders that begin again. What the database makes of 1,000 schedules, taken in
 * turns of any length, is what somebody would who looks at each delivery with all others in sight.
 */
class GapScheduleTests {

    private static final long SEED = Long.getLong("exhibit.seed", 20);
    private static final int SCHEDULES = 1000;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private final Random random = new Random(SEED);
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.another("numbered_deliveries"));

    private record Count(UUID token, String stream, long epoch) {}

    /** A number of a stream. */
    private record Delivery(UUID id, Count count, long sequence) {}

    /** A delivery at its place. */
    private record Arrival(Delivery delivery, Instant at) {

        long sequence() {
            return delivery.sequence();
        }
    }

    /** What there is to say of a gap that a delivery found. */
    private record Gap(
            Count count,
            long first,
            long last,
            long missing,
            Instant found,
            @Nullable UUID by,
            @Nullable Instant closed) {}

    @Test
    void findsWhatANaiveReaderFinds() {
        List<List<Delivery>> schedules = new ArrayList<>();
        for (int n = 0; n < SCHEDULES; n++) {
            schedules.add(schedule(id()));
        }
        List<Delivery> sent = interleaved(schedules);
        List<Arrival> kept = keep(sent);
        assertThat(kept).as("what came twice is kept once").hasSizeLessThan(sent.size());
        Gaps gaps = new Gaps(jdbc);
        while (gaps.isBehind()) {
            assertThat(gaps.follow(Place.END, 1 + random.nextInt(3000))).isPositive();
        }
        assertThat(gaps.follow(Place.END)).as("once is enough").isZero();
        Map<Count, List<Arrival>> counts = kept.stream()
                .collect(Collectors.groupingBy(arrival -> arrival.delivery().count()));
        Map<UUID, Gap> expected = new HashMap<>();
        counts.values().forEach(arrivals -> expected.putAll(naive(arrivals)));
        Map<UUID, Gap> found = found();
        for (List<Delivery> schedule : schedules) {
            assertThat(of(found, schedule))
                    .as("-Dexhibit.seed=%d, schedule %s", SEED, schedule)
                    .isEqualTo(of(expected, schedule));
        }
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.values()).anyMatch(gap -> gap.missing() == 0).anyMatch(gap -> gap.missing() > 1);
        everyStreamMissesWhatItsGapsMiss();
        tellsOfAnyTimeWhatWasMissingThen(counts, kept);
    }

    private void everyStreamMissesWhatItsGapsMiss() {
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM intake.stream s
                         WHERE s.highest - s.arrived <> (SELECT coalesce(sum(g.missing), 0) FROM intake.gap g
                                                          WHERE (g.token_id, g.stream, g.epoch) = (s.token_id, s.stream, s.epoch))
                        """).query(Long.class).single()).as("seed %d", SEED).isZero();
    }

    private void tellsOfAnyTimeWhatWasMissingThen(Map<Count, List<Arrival>> counts, List<Arrival> kept) {
        GapList list = new GapList(jdbc);
        for (int look = 0; look < 5; look++) {
            Instant then = kept.get(random.nextInt(kept.size())).at();
            Map<UUID, Gap> open = new HashMap<>();
            counts.values()
                    .forEach(arrivals -> open.putAll(naive(arrivals.stream()
                            .filter(one -> !one.at().isAfter(then))
                            .toList())));
            open.values().removeIf(gap -> gap.missing() == 0);
            List<GapList.Gap> shown = list.page(new GapList.Question(null, then, null), Integer.MAX_VALUE);
            assertThat(shown.stream().collect(Collectors.toMap(GapList.Gap::foundBy, GapList.Gap::missing)))
                    .as("seed %d, at %s", SEED, then)
                    .isEqualTo(open.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, one -> one.getValue().missing())));
            assertThat(list.figures(then).open()).isEqualTo(open.size());
            assertThat(shown)
                    .allSatisfy(gap -> assertThat(gap.runs().stream()
                                    .mapToLong(run -> run.last() - run.first() + 1)
                                    .sum())
                            .isEqualTo(gap.missing()));
        }
    }

    /** Of each delivery the numbers between it and the highest before it; then which of them came after all. */
    private static Map<UUID, Gap> naive(List<Arrival> arrivals) {
        Map<UUID, Gap> gaps = new HashMap<>();
        for (int n = 0; n < arrivals.size(); n++) {
            Arrival finder = arrivals.get(n);
            long before = arrivals.subList(0, n).stream()
                    .mapToLong(Arrival::sequence)
                    .max()
                    .orElse(0);
            if (finder.sequence() > before + 1) {
                List<Arrival> late = arrivals.subList(n + 1, arrivals.size()).stream()
                        .filter(one -> one.sequence() > before && one.sequence() < finder.sequence())
                        .toList();
                long missing = finder.sequence() - before - 1 - late.size();
                Arrival closing = missing == 0 ? late.getLast() : null;
                gaps.put(
                        finder.delivery().id(),
                        new Gap(
                                finder.delivery().count(),
                                before + 1,
                                finder.sequence() - 1,
                                missing,
                                finder.at(),
                                closing == null ? null : closing.delivery().id(),
                                closing == null ? null : closing.at()));
            }
        }
        return gaps;
    }

    /** One sender: one or two streams, up to three epochs; some numbers lost, some late, some twice, some epochs mixed. */
    private List<Delivery> schedule(UUID token) {
        List<Delivery> sent = new ArrayList<>();
        for (int stream = random.nextInt(2); stream >= 0; stream--) {
            for (int epoch = 1 + random.nextInt(3); epoch > 0; epoch--) {
                sent.addAll(numbers(new Count(token, "stream-" + stream, 4 - epoch)));
            }
        }
        int swaps = random.nextInt(4) == 0 ? sent.size() * 3 : random.nextInt(4);
        for (int swap = 0; swap < swaps; swap++) {
            Collections.swap(sent, random.nextInt(sent.size()), random.nextInt(sent.size()));
        }
        return sent;
    }

    private List<Delivery> numbers(Count count) {
        List<Delivery> sent = new ArrayList<>();
        boolean loses = random.nextBoolean();
        long sequence = 0;
        for (int n = 1 + random.nextInt(20); n > 0; n--) {
            sequence += 1 + (random.nextInt(200) == 0 ? random.nextInt(1_000_000_000) : 0);
            boolean lost = loses && random.nextInt(5) == 0;
            int times = random.nextInt(8) == 0 ? 2 : 1;
            for (int time = 0; time < times && !lost; time++) {
                sent.add(new Delivery(id(), count, sequence));
            }
        }
        return sent.isEmpty() ? List.of(new Delivery(id(), count, sequence)) : sent;
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** All senders at once, each in its own order. */
    private List<Delivery> interleaved(List<List<Delivery>> schedules) {
        record Turn(double at, Delivery delivery) {}
        List<Turn> turns = new ArrayList<>();
        for (List<Delivery> schedule : schedules) {
            List<Double> times =
                    random.doubles(schedule.size()).sorted().boxed().toList();
            for (int n = 0; n < schedule.size(); n++) {
                turns.add(new Turn(times.get(n), schedule.get(n)));
            }
        }
        return turns.stream()
                .sorted(Comparator.comparingDouble(Turn::at))
                .map(Turn::delivery)
                .toList();
    }

    /** As requests are kept, three an entry, and each number once. */
    private List<Arrival> keep(List<Delivery> sent) {
        Set<UUID> kept = Set.copyOf(jdbc.sql("""
                        INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, context,
                                                       context_hash, received_at, entry_index, position)
                        SELECT t.id, 'EVENTS', t.token, sha256(t.id::text::bytea), 1, 'application/json', 'identity',
                               jsonb_build_object('stream', t.stream, 'streamEpoch', t.epoch::text, 'streamSequence', t.sequence::text),
                               sha256(t.id::text::bytea), :begin::timestamptz + t.n * interval '1 millisecond', t.n / 3, t.n % 3
                          FROM unnest(:ids::uuid[], :tokens::uuid[], :streams::text[], :epochs::bigint[], :sequences::bigint[])
                               WITH ORDINALITY AS t (id, token, stream, epoch, sequence, n)
                         ORDER BY t.n
                            ON CONFLICT DO NOTHING
                        RETURNING id
                        """)
                .param("begin", BEGIN.atOffset(ZoneOffset.UTC))
                .param("ids", column(sent, Delivery::id).toArray(UUID[]::new))
                .param("tokens", column(sent, one -> one.count().token()).toArray(UUID[]::new))
                .param("streams", column(sent, one -> one.count().stream()).toArray(String[]::new))
                .param("epochs", column(sent, one -> one.count().epoch()).toArray(Long[]::new))
                .param("sequences", column(sent, Delivery::sequence).toArray(Long[]::new))
                .query(UUID.class)
                .list());
        List<Arrival> arrivals = new ArrayList<>();
        for (int n = 1; n <= sent.size(); n++) {
            Delivery one = sent.get(n - 1);
            if (kept.contains(one.id())) {
                arrivals.add(new Arrival(one, BEGIN.plusMillis(n)));
            }
        }
        return arrivals;
    }

    private static <T> Collection<T> column(List<Delivery> sent, Function<Delivery, T> column) {
        return sent.stream().map(column).toList();
    }

    private Map<UUID, Gap> found() {
        Map<UUID, Gap> found = new HashMap<>();
        jdbc.sql("SELECT * FROM intake.gap").query(row -> {
            found.put(
                    Columns.id(row, "submission_id"),
                    new Gap(
                            new Count(Columns.id(row, "token_id"), row.getString("stream"), row.getLong("epoch")),
                            row.getLong("first"),
                            row.getLong("last"),
                            row.getLong("missing"),
                            Columns.at(row, "found_at"),
                            row.getObject("closed_by", UUID.class),
                            Columns.maybeAt(row, "closed_at")));
        });
        return found;
    }

    private static Map<UUID, Gap> of(Map<UUID, Gap> gaps, List<Delivery> schedule) {
        Set<UUID> ids = new TreeSet<>(column(schedule, Delivery::id));
        return gaps.entrySet().stream()
                .filter(one -> ids.contains(one.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
