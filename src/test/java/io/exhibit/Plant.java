package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two replicas of Exhibit on one PostgreSQL, each a process of its own that can be killed, with a signer inside the first. */
final class Plant implements AutoCloseable {

    static final String TOKEN = "token-of-the-plant-that-is-broken-on-purpose";

    private final Path root;
    private final DataDirectory data;
    private final PostgresServer postgres;
    private final List<Replica> replicas = new ArrayList<>();

    Plant(Path root) throws IOException {
        this.root = root;
        this.data = DataDirectory.hold(root.resolve("data"));
        this.postgres = PostgresServer.start(data);
        JdbcClient.create(database("postgres")).sql("CREATE DATABASE exhibit").update();
        for (String name : List.of("first", "second")) {
            Replica replica = new Replica(name, freePort());
            replica.start();
            replicas.add(replica);
        }
    }

    /** One of them. */
    final class Replica {

        private final String name;
        private final int port;
        private Process process;

        private Replica(String name, int port) throws IOException {
            this.name = name;
            this.port = port;
            this.process = launch();
        }

        int port() {
            return port;
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void start() throws IOException {
            if (!process.isAlive()) {
                process = launch();
            }
            await().atMost(300, SECONDS)
                    .ignoreExceptions()
                    .failFast("The replica ended; see " + root, () -> !process.isAlive())
                    .until(() -> new Api(port, TOKEN).get("/actuator/health").status() == 200);
        }

        private Process launch() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ExhibitApplication.class.getName());
            builder.environment()
                    .putAll(Map.of(
                            "SERVER_PORT",
                            String.valueOf(port),
                            "SPRING_DATASOURCE_URL",
                            String.valueOf(database("exhibit").getUrl()),
                            "SPRING_DATASOURCE_USERNAME",
                            "postgres",
                            "SPRING_DATASOURCE_PASSWORD",
                            postgres.password(),
                            "EXHIBIT_DATA_DIR",
                            root.resolve(name).toString(),
                            "EXHIBIT_DEMO",
                            "false",
                            "EXHIBIT_SIGNER_DIR",
                            name.equals("first") ? signer().toString() : "",
                            "EXHIBIT_BOOTSTRAP_TOKEN",
                            TOKEN));
            // Not where the sources are: the class path of a test has the working directory in it.
            return builder.directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            root.resolve(name + ".log").toFile()))
                    .start();
        }
    }

    List<Replica> replicas() {
        return replicas;
    }

    PGSimpleDataSource database() throws IOException {
        return database("exhibit");
    }

    PGSimpleDataSource database(String name) throws IOException {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + name);
        source.setUser("postgres");
        source.setPassword(postgres.password());
        return source;
    }

    /** The key that checkpoints are verified with. */
    String logKey() throws IOException {
        return Files.readString(signer().resolve("log.vkey"));
    }

    /** Kills the server's first process as the machine's power would: nothing is said to anybody. */
    void killPostgres() throws Exception {
        String pid = Files.readAllLines(data.resolve("cluster/postmaster.pid"))
                .getFirst()
                .strip();
        List<ProcessHandle> children = ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        new ProcessBuilder("kill", "-9", pid).start().waitFor();
        await().atMost(60, SECONDS).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        postgres.launch();
    }

    /** Ends every connection that anybody has to the database. */
    void terminateConnections() throws IOException {
        JdbcClient.create(database("postgres"))
                .sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'exhibit'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        for (Replica replica : replicas) {
            replica.process.destroy();
        }
        try {
            for (Replica replica : replicas) {
                if (!replica.process.waitFor(30, SECONDS)) {
                    replica.kill();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
        data.close();
    }

    private Path signer() {
        return root.resolve("signer");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** What an answer to an upload promised. */
    record Promise(Sha256 sha256, String id, long index, long position) {}
}
