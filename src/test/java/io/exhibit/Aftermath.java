package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.exhibit.Plant.Promise;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.LedgerCheck;
import io.exhibit.rebuild.Comparison;
import io.exhibit.rebuild.Rebuild;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has to be so after every fault. */
final class Aftermath {

    private Aftermath() {}

    /** Everything promised is there at its place, once; the ledger is sound, signed and without a gap; everything was read. */
    static void check(Plant plant, List<Promise> promises, String when) throws IOException {
        JdbcClient jdbc = JdbcClient.create(plant.database());
        List<Promise> kept = jdbc.sql("SELECT sha256, id, entry_index, position FROM intake.submission")
                .query((row, n) ->
                        new Promise(Sha256.ofBytes(row.getBytes(1)), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
        assertThat(kept).as("%s: what was acknowledged, at its place", when).containsAll(promises);
        assertThat(kept.stream().map(Promise::sha256).collect(Collectors.toSet()))
                .as("nothing twice")
                .hasSameSizeAs(kept);
        assertThat(isSo(jdbc, "SELECT count(*) = max(index) + 1 AND min(index) = 0 FROM ledger.entry"))
                .as("indexes without gaps")
                .isTrue();
        assertThat(isSo(jdbc, "SELECT EXISTS (SELECT 1 FROM ledger.checkpoint)"))
                .isTrue();
        assertThat(LedgerCheck.run(plant.database(), plant.logKey()).failure()).isNull();
        assertThat(jdbc.sql("SELECT reason FROM ledger.alarm")
                        .query(String.class)
                        .list())
                .isEmpty();
        await().atMost(120, SECONDS).until(() -> isSo(jdbc, """
                        SELECT NOT EXISTS (SELECT 1 FROM intake.submission s
                                            WHERE NOT EXISTS (SELECT 1 FROM intake.interpretation i
                                                               WHERE i.submission_id = s.id AND i.state = 'INTERPRETED'))
                        """));
        assertThat(isSo(jdbc, """
                        SELECT (SELECT count(*) FROM alerts.alert) = (SELECT count(*) FROM intake.submission WHERE kind = 'EVENTS')
                        """)).as("each event once").isTrue();
    }

    /** Tables that are not what follows from the ledger. */
    static List<Comparison> differences(Plant plant) throws IOException {
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

    static boolean isSo(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(Boolean.class).single();
    }
}
