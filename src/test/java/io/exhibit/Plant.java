package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two replicas of Exhibit on one PostgreSQL, each a process of its own that can be killed, both with a signer on one folder. */
final class Plant implements AutoCloseable {

    static final String TOKEN = "token-of-the-plant-that-is-broken-on-purpose";

    private final Path root;
    private final DataDirectory data;
    private final PostgresServer postgres;
    private final List<Replica> replicas = new ArrayList<>();

    Plant(Path root) throws IOException {
        this.root = root;
        this.data = DataDirectory.hold(data(root));
        this.postgres = PostgresServer.start(data);
        JdbcClient.create(database("postgres")).sql("CREATE DATABASE exhibit").update();
        for (String name : List.of("first", "second")) {
            replicas.add(new Replica(name, Launched.freePort()));
        }
        startAll();
    }

    /** Where the database of a plant is. */
    static Path data(Path root) {
        return root.resolve("data");
    }

    /** Where bodies pass through the second replica of a plant. */
    static Path temporary(Path root) {
        return root.resolve("second-temporary");
    }

    /** One of them. */
    final class Replica {

        private final String name;
        private final int port;
        private Process process;

        private Replica(String name, int port) throws IOException {
            this.name = name;
            this.port = port;
            Files.createDirectories(root.resolve(name + "-temporary"));
            setClock(Duration.ZERO);
            this.process = launch();
        }

        int port() {
            return port;
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        private void begin() throws IOException {
            if (!process.isAlive()) {
                process = launch();
            }
        }

        void start() throws IOException {
            begin();
            Launched.awaitReady(process, port, log());
        }

        /** Sets its clock so far away from the right time; nobody sets it gently. */
        void setClock(Duration away) throws IOException {
            Path next = root.resolve(name + ".clock.next");
            Files.writeString(next, away.toString());
            Files.move(next, clock(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        private Path clock() {
            return root.resolve(name + ".clock");
        }

        private Path log() {
            return root.resolve(name + ".log");
        }

        private Process launch() throws IOException {
            // Not where the sources are: the class path of a test has the working directory in it.
            ProcessBuilder builder = Launched.exhibit(List.of(
                            "-Xmx384m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djava.io.tmpdir=" + root.resolve(name + "-temporary")))
                    .directory(root.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
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
                            signer().toString(),
                            "EXHIBIT_TEST_CLOCK",
                            clock().toString(),
                            "EXHIBIT_BOOTSTRAP_TOKEN",
                            TOKEN));
            return builder.start();
        }
    }

    /** All that do not run, side by side. */
    void startAll() throws IOException {
        for (Replica replica : replicas) {
            replica.begin();
        }
        for (Replica replica : replicas) {
            replica.start();
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

    /** Kills the server's first process as the machine's power would, nothing is said to anybody, and starts it again. */
    void killPostgres() throws Exception {
        endPostgres();
        postgres.launch();
    }

    private void endPostgres() throws Exception {
        String pid = Files.readAllLines(pidFile()).getFirst().strip();
        List<ProcessHandle> children = ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        new ProcessBuilder("kill", "-9", pid).start().waitFor();
        await().atMost(60, SECONDS).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What a supervisor does: starts it when it has ended, because it could not go on. Says whether it had. */
    boolean startPostgres() throws IOException {
        boolean runs = Files.exists(pidFile())
                && ProcessHandle.of(Long.parseLong(
                                Files.readAllLines(pidFile()).getFirst().strip()))
                        .isPresent();
        if (!runs) {
            postgres.launch();
        }
        return !runs;
    }

    /** Puts the write-ahead log on another file system. */
    void moveWal(Path elsewhere) throws Exception {
        postgres.close();
        Path wal = cluster().resolve("pg_wal");
        run("cp", "-a", wal + "/.", elsewhere.toString());
        run("rm", "-r", wal.toString());
        Files.createSymbolicLink(wal, elsewhere);
        postgres.launch();
    }

    /** A copy of the data directory while the server works, as its documentation says (25.3.4). */
    Path backup() throws Exception {
        Path copy = root.resolve("backup");
        run("rm", "-rf", copy.toString());
        try (Connection connection = database("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('older', true)");
            run("cp", "-a", cluster().toString(), copy.toString());
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                row.next();
                Files.writeString(copy.resolve("backup_label"), row.getString(1));
            }
        }
        run(
                "cp",
                "-aT",
                cluster().resolve("pg_wal").toString(),
                copy.resolve("pg_wal").toString());
        Files.delete(copy.resolve("postmaster.pid"));
        return copy;
    }

    /** Works with that copy from now on; what was there is kept aside. */
    void putBack(Path copy) throws Exception {
        endPostgres();
        Files.move(cluster(), aside());
        Files.move(copy, cluster());
        postgres.launch();
    }

    /** Works again with what was put aside. */
    void takeUpAgain() throws Exception {
        endPostgres();
        run("rm", "-r", cluster().toString());
        Files.move(aside(), cluster());
        Files.deleteIfExists(pidFile());
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

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // A file of the server's may go while it is copied: its log has it.
        if (process.waitFor() != 0 && !said.contains("No such file")) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private Path cluster() {
        return data.resolve("cluster");
    }

    private Path aside() {
        return data.resolve("aside");
    }

    private Path pidFile() {
        return cluster().resolve("postmaster.pid");
    }

    private Path signer() {
        return root.resolve("signer");
    }

    /** What an answer to an upload promised. */
    record Promise(Sha256 sha256, String id, long index, long position) {}
}
