package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseTests {

    // One for all: unpacking and setting up takes seconds.
    @TempDir
    static Path data;

    @Test
    void keepsWhatItAcknowledged() {
        run(jdbc -> assertThat(List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums"))
                .allSatisfy(setting -> assertThat(show(jdbc, setting)).isEqualTo("on")));
    }

    @Test
    void listensToThisMachineAloneAndAsksForPasswords() {
        run(jdbc -> {
            assertThat(show(jdbc, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(jdbc.sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                            .query(Boolean.class)
                            .single())
                    .isFalse();
        });
        assertThat(data.resolve("cluster/pg_hba.conf"))
                .content()
                .containsPattern("host +all +all +127\\.0\\.0\\.1/32 +scram-sha-256")
                .doesNotContainPattern("(?m)^[^#].*trust");
    }

    @Test
    void keepsDataFromOneStartToTheNext() {
        start(context ->
                owner(context).sql("CREATE TABLE kept AS SELECT 42 AS answer").update());
        start(context -> assertThat(owner(context)
                        .sql("SELECT answer FROM kept")
                        .query(Integer.class)
                        .single())
                .isEqualTo(42));
    }

    @Test
    void leavesTheFirstAloneWhenASecondStartsOnTheSameData() {
        run(jdbc -> {
            assertThatThrownBy(() -> DataDirectory.hold(data))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("already running on the data directory " + data)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
        });
    }

    @Test
    void goesOnAfterTheApplicationWasKilled() throws Exception {
        Process application = startElsewhere();
        long orphan = postmaster();
        application.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan)).isPresent();

        run(jdbc -> {
            awaitEndOf(orphan);
            assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
        });
    }

    @Test
    void leavesAnotherProcessAloneThatCarriesTheNumberOfADeadServer() throws Exception {
        run(jdbc -> {});
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.writeString(data.resolve("cluster/postmaster.pid"), other.pid() + "\n" + data + "\n");

        run(jdbc -> assertThat(other.isAlive()).isTrue());

        other.destroy();
    }

    @Test
    void stopsThePoolThenPostgresWhenAskedToEnd() throws Exception {
        Process application = startElsewhere();
        long server = postmaster();

        application.destroy();

        assertThat(application.waitFor(10, SECONDS)).isTrue();
        awaitEndOf(server);
    }

    @Test
    void staysAwayWhenADatabaseIsNamed() {
        new ApplicationContextRunner()
                .withUserConfiguration(EmbeddedDatabase.class)
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://db/exhibit")
                .run(context -> assertThat(context).doesNotHaveBean(PostgresServer.class));
    }

    private static JdbcClient owner(ApplicationContext context) {
        return JdbcClient.create(context.getBean(DatabaseOwner.class).dataSource());
    }

    private static void run(Consumer<JdbcClient> work) {
        start(context -> work.accept(context.getBean(JdbcClient.class)));
    }

    private static void start(Consumer<ApplicationContext> work) {
        new ApplicationContextRunner()
                .withUserConfiguration(EmbeddedDatabase.class)
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class))
                .withSystemProperties("spring.datasource.url=")
                .withPropertyValues("exhibit.data-dir=" + data)
                .run(work::accept);
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SELECT current_setting(:name)")
                .param("name", setting)
                .query(String.class)
                .single();
    }

    private static Process startElsewhere() throws IOException {
        Path log = data.resolve("elsewhere.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Elsewhere.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(90, SECONDS).until(() -> Files.readString(log).contains("is up"));
        return process;
    }

    private static void awaitEndOf(long process) {
        await().atMost(5, SECONDS).until(() -> ProcessHandle.of(process).isEmpty());
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("cluster/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** The database and its pool in a process of their own, which a test may kill. */
    @Configuration(proxyBeanMethods = false)
    @Import(EmbeddedDatabase.class)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class Elsewhere {

        public static void main(String[] arguments) throws IOException, InterruptedException {
            var application = new SpringApplication(Elsewhere.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            var context = application.run(
                    "--exhibit.data-dir=" + arguments[0],
                    "--exhibit.test.own-database=true",
                    "--spring.datasource.url=");
            context.getBean(JdbcClient.class)
                    .sql("SELECT 1")
                    .query(Integer.class)
                    .single();
            Files.writeString(Path.of(arguments[0], "elsewhere.log"), "is up");
            Thread.sleep(120_000);
        }
    }
}
