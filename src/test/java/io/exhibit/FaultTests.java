package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Plant.Promise;
import io.exhibit.Plant.Replica;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two replicas under load while everything that can die dies, clocks are set, and an older database is put back. Whatever was
 * acknowledged is there at its place, once; the ledger is sound; the tables are what it says. bin/faults does the same many times over.
 */
@Tag("alone")
class FaultTests {

    private static final int ROUNDS = Integer.getInteger("exhibit.faults", 1);
    private static final int CUTS = 25;
    private static final int TERMINATIONS = 5;
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(-10),
            Duration.ofDays(1),
            Duration.ofDays(-1),
            Duration.ofSeconds(-1));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path root;

    @Test
    void keepsWhatItAcknowledgedWhateverDies() throws Exception {
        int acknowledged = 0;
        try (Plant plant = new Plant(root)) {
            List<Promise> all = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                all.addAll(go(plant, round));
                Aftermath.check(plant, all, "round " + round);
            }
            acknowledged = all.size();
            assertThat(Aftermath.differences(plant)).isEmpty();
        }
        Tally.enter("kill -9 of replicas and signers", ROUNDS, 3L * ROUNDS, acknowledged);
        Tally.enter("kill -9 of PostgreSQL", ROUNDS, 4L * ROUNDS, acknowledged);
        Tally.enter("connections terminated, bodies cut", ROUNDS, (long) (TERMINATIONS + CUTS) * ROUNDS, acknowledged);
        Tally.enter("clocks set", ROUNDS, (STEPS.size() + 2L) * ROUNDS, acknowledged);
        Tally.enter("older database put back", ROUNDS, ROUNDS, acknowledged);
    }

    /** The faults of a round, with senders at work all the time; between two faults something gets through. */
    private static List<Promise> go(Plant plant, long seed) throws Exception {
        Random random = new Random(seed);
        Path older;
        List<Promise> promises;
        try (Senders senders = new Senders(plant, seed)) {
            senders.getThrough();
            Replica one = plant.replicas().get(random.nextInt(2));
            one.kill();
            senders.getThrough();
            one.start();
            cutBodies(plant, random);
            senders.getThrough();
            plant.killPostgres();
            senders.getThrough();
            for (int times = 0; times < TERMINATIONS; times++) {
                plant.terminateConnections();
                Thread.sleep(random.nextInt(300));
            }
            senders.getThrough();
            setClocks(plant, senders, random);
            older = plant.backup();
            senders.getThrough();
            for (Replica replica : plant.replicas()) {
                replica.kill();
            }
            plant.killPostgres();
            plant.startAll();
            senders.getThrough();
            promises = senders.stop();
        }
        anOlderDatabaseIsRefused(plant, older);
        return promises;
    }

    /** Each jump is an entry of the ledger, and no time in it goes back. */
    private static void setClocks(Plant plant, Senders senders, Random random) throws Exception {
        JdbcClient jdbc = JdbcClient.create(plant.database());
        long before = jumps(jdbc);
        int made = 0;
        for (Duration step : STEPS) {
            plant.replicas().get(random.nextInt(2)).setClock(step);
            senders.getThrough();
            Thread.sleep(1500);
            made++;
        }
        for (Replica replica : plant.replicas()) {
            replica.setClock(Duration.ZERO);
        }
        senders.getThrough();
        long entered = before + made;
        await().atMost(60, SECONDS).until(() -> jumps(jdbc) >= entered);
    }

    private static long jumps(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM ledger.entry WHERE kind = 'clock.stepped'")
                .query(Long.class)
                .single();
    }

    /** Nothing is acknowledged and nothing signed on it, whoever watches is told; with the newer one all goes on. */
    private static void anOlderDatabaseIsRefused(Plant plant, Path older) throws Exception {
        JdbcClient jdbc = JdbcClient.create(plant.database());
        await().atMost(60, SECONDS)
                .until(() -> Aftermath.isSo(
                        jdbc,
                        "SELECT (SELECT max(size) FROM ledger.checkpoint) = (SELECT count(*) FROM ledger.entry)"));
        long newest = signed(jdbc);
        Api api = new Api(plant.replicas().getFirst().port(), Plant.TOKEN);
        plant.putBack(older);
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> Aftermath.isSo(jdbc, "SELECT EXISTS (SELECT 1 FROM ledger.alarm)"));
        long size = signed(jdbc);
        assertThat(size).isLessThan(newest);
        Api.Answer refused = api.post("/api/v1/events", "{\"rule\":\"late\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/type")).isEqualTo("/problems/ledger-halted");
        assertThat(api.get("/actuator/health").status()).isEqualTo(503);
        Thread.sleep(5000);
        assertThat(signed(jdbc)).as("signatures after it").isEqualTo(size);
        plant.takeUpAgain();
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> api.get("/actuator/health").status() == 200);
        assertThat(signed(jdbc)).isGreaterThanOrEqualTo(newest);
    }

    private static long signed(JdbcClient jdbc) {
        return jdbc.sql("SELECT max(size) FROM ledger.checkpoint")
                .query(Long.class)
                .single();
    }

    /** Bodies that end somewhere, some with a farewell and some without. */
    private static void cutBodies(Plant plant, Random random) throws IOException {
        byte[] body = "{\"rule\":\"cut\",\"output\":\"%s\"}"
                .formatted("x".repeat(5000))
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < CUTS; cut++) {
            int port = plant.replicas().get(random.nextInt(2)).port();
            try (Socket socket = new Socket("localhost", port)) {
                socket.setSoLinger(random.nextBoolean(), 0);
                socket.getOutputStream()
                        .write(("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + Plant.TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: "
                                        + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body, 0, random.nextInt(body.length));
            }
        }
    }
}
