package io.exhibit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The PostgreSQL that all tests of a run share: started when the first test asks for it, gone with the run.
 *
 * <p>Each test makes its own rows with its own ids; nothing is truncated, nothing depends on order. As in production the tables belong
 * to one role and the application connects as another. With {@code SPRING_DATASOURCE_URL} (or the system property) that database and
 * its one role are used instead.
 */
public final class TestDatabase {

    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";
    private static @Nullable PGSimpleDataSource superuser;
    private static @Nullable DataSource migrated;
    private static volatile boolean contexts;

    private TestDatabase() {}

    /** For tests of SQL alone, without Spring: with the rights that the application has, all migrations applied. */
    public static JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** Unpooled: each connection is a new one, so that tests can hold several. All migrations are applied. */
    public static synchronized DataSource dataSource() {
        if (migrated == null) {
            PGSimpleDataSource source = maintenance();
            migrate(source);
            migrated = application(source);
        }
        return migrated;
    }

    /** A role that may do everything, for what the application must not be able to do. */
    public static synchronized PGSimpleDataSource maintenance() {
        start();
        return superuser == null
                ? source(setting(URL), setting(USER), setting("spring.datasource.password"))
                : superuser;
    }

    /** The database of that connection, as the application connects to it. */
    public static PGSimpleDataSource application(PGSimpleDataSource source) {
        return superuser == null ? source : source(source.getUrl(), "exhibit_app", "exhibit_app");
    }

    /** A new and empty database of that name on the same server, with all migrations, for tests that do to it what nobody should. */
    public static synchronized DataSource another(String name) {
        PGSimpleDataSource other = empty(name);
        migrate(other);
        return other;
    }

    /** A new database of that name on the same server, without anything in it. */
    public static synchronized PGSimpleDataSource empty(String name) {
        PGSimpleDataSource source = maintenance();
        JdbcClient.create(source)
                .sql("CREATE DATABASE " + name + (superuser == null ? "" : " OWNER exhibit"))
                .update();
        String url = String.valueOf(source.getUrl()).replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        return source(url, source.getUser(), source.getPassword());
    }

    private static void migrate(PGSimpleDataSource source) {
        PGSimpleDataSource owner = superuser == null ? source : source(source.getUrl(), "exhibit", "exhibit");
        Flyway.configure().dataSource(owner).load().migrate();
    }

    private static PGSimpleDataSource source(@Nullable String url, @Nullable String user, @Nullable String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Makes the database known to every application context of this run. */
    static synchronized void startForContexts() {
        contexts = true;
        start();
    }

    private static synchronized void start() {
        if (System.getProperty(URL) == null && System.getenv("SPRING_DATASOURCE_URL") == null) {
            EmbeddedPostgres postgres = launch();
            PGSimpleDataSource made = source(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            superuser = made;
            List.of(
                            "CREATE ROLE exhibit LOGIN PASSWORD 'exhibit'",
                            "CREATE ROLE exhibit_app LOGIN PASSWORD 'exhibit_app'",
                            "ALTER DATABASE postgres OWNER TO exhibit")
                    .forEach(sql -> JdbcClient.create(made).sql(sql).update());
            Map.of(
                            URL,
                            String.valueOf(made.getUrl()),
                            USER,
                            "exhibit_app",
                            "spring.datasource.password",
                            "exhibit_app",
                            DatabaseOwner.USER,
                            "exhibit",
                            DatabaseOwner.PASSWORD,
                            "exhibit")
                    .forEach(System::setProperty);
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

    private static @Nullable String setting(String property) {
        String value = System.getProperty(property);
        return value == null ? System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_')) : value;
    }
}
