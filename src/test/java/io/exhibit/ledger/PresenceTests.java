package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** What a process enters of its own accord. */
class PresenceTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private String catalogue = "digest-1";
    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("exhibit.entity", "A Bank")
            .withProperty("exhibit.packs.signature.keystore", "/etc/exhibit/packs.p12")
            .withProperty("exhibit.packs.signature.passphrase", "top-secret")
            .withProperty("exhibit.bootstrap.token", "top-secret");

    @BeforeEach
    void open() {
        DataSource source = TestDatabase.another("presence_" + NUMBER.incrementAndGet());
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Test
    void entersStartStopAndSettingsThatChanged() {
        at(NOON).started();
        at(NOON).started();
        environment.setProperty("exhibit.entity", "Another Bank");
        Presence last = at(NOON);
        last.started();
        last.stop();
        assertThat(kinds())
                .containsExactly(
                        "app.started", "config.changed", "app.started", "app.started", "config.changed", "app.stopped");
        assertThat(details())
                .contains("A Bank", "Another Bank", "exhibit.node/", "/etc/exhibit/packs.p12")
                .doesNotContain("top-secret");
    }

    @Test
    void entersACatalogueThatChanged() {
        at(NOON).started();
        at(NOON).started();
        catalogue = "digest-2";
        at(NOON).started();
        assertThat(kinds())
                .containsExactly("app.started", "config.changed", "app.started", "app.started", "config.changed");
        assertThat(details()).contains("\"catalogue\":\"digest-1\"", "\"catalogue\":\"digest-2\"");
    }

    @Test
    void aHeartbeatFollowsOnlyWhenNothingHappened() {
        Presence presence = at(NOON);
        presence.beat();
        assertThat(kinds()).as("before the start is over").isEmpty();
        presence.started();
        presence.beat();
        Presence later = at(NOON.plus(Duration.ofMinutes(11)));
        later.started();
        later.beat();
        assertThat(kinds()).doesNotContain("heartbeat");
        Presence quiet = running(NOON.plus(Duration.ofMinutes(22)));
        quiet.beat();
        quiet.beat();
        running(NOON.plus(Duration.ofMinutes(22))).beat();
        assertThat(kinds()).as("one for all replicas").containsOnlyOnce("heartbeat");
    }

    @Test
    void aHaltedLedgerKeepsNobodyFromStarting() {
        new Alarm(jdbc, Clock.systemUTC()).raise("on purpose");
        Presence presence = at(NOON);
        presence.started();
        presence.beat();
        presence.stop();
        assertThat(kinds()).isEmpty();
    }

    private Presence running(Instant now) {
        Presence presence = presence(now, false);
        presence.started();
        return presence;
    }

    private Presence at(Instant now) {
        return presence(now, true);
    }

    private Presence presence(Instant now, boolean starts) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Ledger ledger = new Ledger(jdbc, clock);
        NodeKey node = new NodeKey(new NodeKey.Settings(folder.toString()), ledger, jdbc, transaction);
        var bases = new StaticListableBeanFactory(Map.of("basis", (Basis) () -> Map.of("catalogue", catalogue)));
        var build = new StaticListableBeanFactory(Map.of()).getBeanProvider(BuildProperties.class);
        return new Presence(
                new Presence.Settings(Duration.ofMinutes(10), starts),
                ledger,
                node,
                new NodeSettings(ledger, jdbc, environment, build, bases.getBeanProvider(Basis.class)),
                jdbc,
                clock,
                transaction);
    }

    private List<String> kinds() {
        return jdbc.sql("SELECT kind FROM ledger.entry ORDER BY index")
                .query(String.class)
                .list();
    }

    private String details() {
        return String.join(
                "\n",
                jdbc.sql("SELECT convert_from(detail, 'UTF8') FROM ledger.entry")
                        .query(String.class)
                        .list());
    }
}
