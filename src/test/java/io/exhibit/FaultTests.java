package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Plant.Promise;
import io.exhibit.Plant.Replica;
import io.exhibit.ledger.LedgerCheck;
import io.exhibit.rebuild.Comparison;
import io.exhibit.rebuild.Rebuild;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two replicas under load while everything that can die dies. Whatever was acknowledged is there at its place, once; the ledger is
 * sound; the tables are what it says. bin/faults does the same many times over.
 */
@Tag("alone")
class FaultTests {

    private static final int ROUNDS = Integer.getInteger("exhibit.faults", 1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path root;

    @Test
    void keepsWhatItAcknowledgedWhateverDies() throws Exception {
        try (Plant plant = new Plant(root)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Promise> promises = go(plant, round);
                check(plant, promises, round);
            }
            JdbcClient jdbc = JdbcClient.create(plant.database());
            assertThat(differences(plant)).isEmpty();
            assertThat(jdbc.sql("SELECT count(*) FROM ledger.alarm")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    /** The faults of a round, with senders at work all the time; between two faults something gets through. */
    private static List<Promise> go(Plant plant, long seed) throws Exception {
        Random random = new Random(seed);
        try (Senders senders = new Senders(plant, seed)) {
            getThrough(senders);
            Replica one = plant.replicas().get(random.nextInt(2));
            one.kill();
            getThrough(senders);
            one.start();
            cutBodies(plant, random);
            getThrough(senders);
            plant.killPostgres();
            getThrough(senders);
            for (int times = 0; times < 5; times++) {
                plant.terminateConnections();
                Thread.sleep(random.nextInt(300));
            }
            getThrough(senders);
            for (Replica replica : plant.replicas()) {
                replica.kill();
            }
            plant.killPostgres();
            for (Replica replica : plant.replicas()) {
                replica.start();
            }
            getThrough(senders);
            return senders.stop();
        }
    }

    private static void getThrough(Senders senders) throws Exception {
        int before = senders.acknowledged();
        await().atMost(120, SECONDS).until(() -> senders.gaveUp() || senders.acknowledged() >= before + 30);
        if (senders.gaveUp()) {
            senders.stop();
        }
    }

    /** Bodies that end somewhere, some with a farewell and some without. */
    private static void cutBodies(Plant plant, Random random) throws IOException {
        byte[] body = "{\"rule\":\"cut\",\"output\":\"%s\"}"
                .formatted("x".repeat(5000))
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < 25; cut++) {
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

    private static void check(Plant plant, List<Promise> promises, long round) throws Exception {
        JdbcClient jdbc = JdbcClient.create(plant.database());
        List<Promise> kept = jdbc.sql("SELECT sha256, id, entry_index, position FROM intake.submission")
                .query((row, n) -> new Promise(
                        io.exhibit.kernel.Sha256.ofBytes(row.getBytes(1)),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4)))
                .list();
        assertThat(kept)
                .as("round %d: what was acknowledged, at its place", round)
                .containsAll(promises);
        assertThat(kept.stream().map(Promise::sha256).collect(Collectors.toSet()))
                .as("nothing twice")
                .hasSameSizeAs(kept);
        assertThat(jdbc.sql("SELECT count(*) = max(index) + 1 AND min(index) = 0 FROM ledger.entry")
                        .query(Boolean.class)
                        .single())
                .as("indexes without gaps")
                .isTrue();
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.checkpoint")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(LedgerCheck.over(plant.database()).run(plant.logKey()).failure())
                .isNull();
        await().atMost(120, SECONDS)
                .until(() -> jdbc.sql("""
                        SELECT NOT EXISTS (SELECT 1 FROM intake.submission s
                                            WHERE NOT EXISTS (SELECT 1 FROM intake.interpretation i
                                                               WHERE i.submission_id = s.id AND i.state = 'INTERPRETED'))
                        """).query(Boolean.class).single());
        assertThat(jdbc.sql("SELECT count(*) FROM alerts.alert")
                        .query(Long.class)
                        .single())
                .as("each event once")
                .isEqualTo(jdbc.sql("SELECT count(*) FROM intake.submission WHERE kind = 'EVENTS'")
                        .query(Long.class)
                        .single());
    }

    private static List<Comparison> differences(Plant plant) throws IOException {
        JdbcClient.create(plant.database("postgres"))
                .sql("CREATE DATABASE beside")
                .update();
        PGSimpleDataSource beside = plant.database("beside");
        try (ConfigurableApplicationContext context = RebuildRole.start(beside, plant.database())) {
            return context.getBean(Rebuild.class).compare().tables().stream()
                    .filter(one -> !one.isEqual())
                    .toList();
        }
    }
}
