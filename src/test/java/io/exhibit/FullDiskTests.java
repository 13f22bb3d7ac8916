package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Plant.Promise;
import io.exhibit.kernel.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks without a byte left, under load: the database's with its write-ahead log, the log's alone (every second round), and the one
 * that bodies pass through. Senders are asked to come again; when there is room everything that was acknowledged is there.
 */
@Tag("alone")
class FullDiskTests {

    private static final int ROUNDS = Integer.getInteger("exhibit.faults", 1);
    private static final int MEGABYTES = 480;
    private static final int LARGE = 3 * 1024 * 1024;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path root;

    @Test
    void keepsWhatItAcknowledgedWhenADiskIsFull() throws Exception {
        List<Promise> promises = new ArrayList<>();
        int ended = 0;
        try (SmallDisk data = SmallDisk.mount(Plant.data(root), MEGABYTES);
                SmallDisk wal = SmallDisk.mount(root.resolve("wal"), MEGABYTES / 2);
                SmallDisk temporary = SmallDisk.mount(Plant.temporary(root), 32);
                Plant plant = new Plant(root)) {
            for (int round = 0; round < ROUNDS; round++) {
                if (round == 1) {
                    plant.moveWal(root.resolve("wal"));
                }
                ended += fill(plant, round % 2 == 0 ? data : wal, round, promises);
                Aftermath.check(plant, promises, "round " + round);
                fillTemporary(plant, temporary, round, promises);
                Aftermath.check(plant, promises, "round " + round + ", temporary files");
            }
            assertThat(Aftermath.differences(plant)).isEmpty();
        }
        Tally.enter("full disk, PostgreSQL ended " + ended + " times", ROUNDS, ROUNDS, promises.size());
        Tally.enter("full disk for bodies", ROUNDS, ROUNDS, promises.size());
    }

    /** Returns how often the database gave up altogether and had to be started again. */
    private static int fill(Plant plant, SmallDisk disk, long seed, List<Promise> promises) throws Exception {
        int ended = 0;
        try (Senders senders = new Senders(plant, 1000 + seed)) {
            senders.getThrough();
            disk.fill();
            Random random = new Random(seed);
            for (int refused = 0; refused < 3; ) {
                disk.fill();
                Answer large = postLarge(plant, 0, random);
                if (large.promise() == null) {
                    refused++;
                } else {
                    promises.add(large.promise());
                }
                assertThat(large.status()).isIn(200, 202, 429, 503, 0);
            }
            Thread.sleep(2000);
            disk.empty();
            for (int attempt = 0; attempt < 5; attempt++) {
                ended += plant.startPostgres() ? 1 : 0;
                Thread.sleep(300);
            }
            assertThat(senders.putOff())
                    .as("senders that were asked to come again")
                    .isPositive();
            senders.getThrough();
            promises.addAll(senders.stop());
        }
        return ended;
    }

    /** Large bodies all at once, more than there is room for; those that ran out of it come again. */
    private static void fillTemporary(Plant plant, SmallDisk disk, long seed, List<Promise> promises) throws Exception {
        TreeSet<Integer> statuses = new TreeSet<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                Random random = new Random(seed * 100 + n);
                answers.add(senders.submit(() -> postLarge(plant, 1, random)));
            }
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
                if (answer.get().promise() != null) {
                    promises.add(answer.get().promise());
                }
            }
        }
        disk.fill();
        Answer refused = postLarge(plant, 1, new Random(-seed));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(statuses).isSubsetOf(200, 202, 429, 503);
        disk.empty();
        await().atMost(10, SECONDS).until(() -> {
            Answer again = postLarge(plant, 1, new Random(-seed));
            return again.promise() != null && promises.add(again.promise());
        });
    }

    /** Status 0: it is not known what became of it. */
    private record Answer(int status, @Nullable Promise promise) {}

    private static Answer postLarge(Plant plant, int replica, Random random) {
        byte[] noise = new byte[600];
        StringBuilder text = new StringBuilder(LARGE + 1000);
        text.append(
                "{\"SchemaVersion\":2,\"ArtifactType\":\"repository\",\"ArtifactName\":\"large\",\"Results\":[],\"Noise\":[\"\"");
        while (text.length() < LARGE) {
            random.nextBytes(noise);
            text.append(",\"").append(Base64.getEncoder().encodeToString(noise)).append('"');
        }
        byte[] body = text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        try {
            Api.Answer answer = new Api(plant.replicas().get(replica).port(), Plant.TOKEN).post("/api/v1/scans", body);
            if (answer.status() != 202 && answer.status() != 200) {
                return new Answer(answer.status(), null);
            }
            return new Answer(
                    answer.status(),
                    new Promise(
                            Sha256.of(body),
                            answer.text("/id"),
                            answer.number("/receipt/index"),
                            answer.number("/receipt/position")));
        } catch (UncheckedIOException unknown) {
            return new Answer(0, null);
        }
    }
}
