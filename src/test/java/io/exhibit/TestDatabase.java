package io.exhibit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The PostgreSQL that all tests of a run share: started when the first test asks for it, gone with the run.
 *
 * <p>Each test makes its own rows with its own ids; nothing is truncated, nothing depends on order. With
 * {@code SPRING_DATASOURCE_URL} (or the system property) that database is used instead.
 */
public final class TestDatabase {

    private static final String URL = "spring.datasource.url";
    private static @Nullable DataSource migrated;
    private static volatile boolean contexts;

    private TestDatabase() {}

    /** For tests of SQL alone, without Spring: all migrations are applied. */
    public static JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** Unpooled: each connection is a new one, so that tests can hold several. All migrations are applied. */
    public static synchronized DataSource dataSource() {
        if (migrated == null) {
            DataSource source = connect();
            Flyway.configure().dataSource(source).load().migrate();
            migrated = source;
        }
        return migrated;
    }

    /** A new and empty database of that name on the same server, with all migrations: for tests that do to it what nobody should. */
    public static synchronized DataSource another(String name) {
        var source = (PGSimpleDataSource) dataSource();
        JdbcClient.create(source).sql("CREATE DATABASE " + name).update();
        var other = new PGSimpleDataSource();
        other.setUrl(source.getUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
        other.setUser(source.getUser());
        other.setPassword(source.getPassword());
        Flyway.configure().dataSource(other).load().migrate();
        return other;
    }

    /** Makes the database known to every application context of this run. */
    static synchronized void startForContexts() {
        contexts = true;
        start();
    }

    private static synchronized void start() {
        if (System.getProperty(URL) == null && System.getenv("SPRING_DATASOURCE_URL") == null) {
            EmbeddedPostgres postgres = launch();
            System.setProperty(URL, postgres.getJdbcUrl("postgres", "postgres"));
            System.setProperty("spring.datasource.username", "postgres");
            System.setProperty("spring.datasource.password", "postgres");
        }
    }

    private static EmbeddedPostgres launch() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            // After the contexts: a database that goes first leaves every pool waiting. Without any, Spring has no such
            // hook.
            SpringApplication.getShutdownHandlers().add(() -> stop(postgres));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (!contexts) {
                    stop(postgres);
                }
            }));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSource connect() {
        start();
        var source = new PGSimpleDataSource();
        source.setUrl(setting(URL, "SPRING_DATASOURCE_URL"));
        source.setUser(setting("spring.datasource.username", "SPRING_DATASOURCE_USERNAME"));
        source.setPassword(setting("spring.datasource.password", "SPRING_DATASOURCE_PASSWORD"));
        return source;
    }

    private static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property);
        return value == null ? System.getenv(variable) : value;
    }
}
