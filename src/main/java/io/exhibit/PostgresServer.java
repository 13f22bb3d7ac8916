package io.exhibit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL server of our own: loopback only, passwords on, nothing switched off that keeps data safe. */
final class PostgresServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataDirectory data;
    private final Path home;
    private final Path cluster;
    private final int port;

    private PostgresServer(DataDirectory data, Path home, int port) {
        this.data = data;
        this.home = home;
        this.cluster = data.resolve("cluster");
        this.port = port;
    }

    static PostgresServer start(DataDirectory data) throws IOException {
        Path home = PostgresBinaries.unpacked(data);
        PostgresServer server = new PostgresServer(data, home, freePort());
        server.initialise();
        server.checkVersion();
        server.stopOrphan();
        server.launch();
        return server;
    }

    int port() {
        return port;
    }

    /** The password of the superuser {@code postgres}, for maintenance. */
    String password() throws IOException {
        return Files.readString(data.resolve("superuser.password"));
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            LOG.warn("PostgreSQL in {} did not stop cleanly: {}", data, e.toString());
        }
    }

    static String secret() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void initialise() throws IOException {
        if (Files.isDirectory(cluster)) {
            return;
        }
        LOG.info("Setting up PostgreSQL in {} (once)", data);
        Path fresh = data.resolve("initialising");
        FileSystemUtils.deleteRecursively(fresh);
        initdb(fresh, newPassword());
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path newPassword() throws IOException {
        Path password = data.resolve("superuser.password");
        Files.deleteIfExists(password);
        Files.createFile(password, DataDirectory.OWNER_ONLY);
        return Files.writeString(password, secret());
    }

    private void initdb(Path fresh, Path password) throws IOException {
        require(List.of(
                program("initdb"),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    }

    private void checkVersion() throws IOException {
        String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
        if (!version.equals("18")) {
            throw new StartRefused(
                    "The data directory " + data + " was written by PostgreSQL " + version + "; this is PostgreSQL 18.",
                    "Move the data over with pg_dump and pg_restore, or start with the Exhibit that wrote it.");
        }
    }

    /** A server whose Exhibit was killed lives on; the lock says that nobody else can be using it. */
    private void stopOrphan() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (runsOn(Files.readAllLines(pidFile).getFirst().strip())) {
            LOG.info("Stopping the PostgreSQL that an Exhibit which was killed left behind");
            stop();
        } else {
            // The number in the file may be another process by now, and PostgreSQL would then refuse to start.
            Files.delete(pidFile);
        }
    }

    private boolean runsOn(String pid) {
        try {
            return Path.of("/proc", pid, "cwd").toRealPath().equals(cluster.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Starts it, after it was stopped or has died, on the port that it had. */
    void launch() throws IOException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
                + " -c max_connections=60 -c shared_buffers=128MB -c timezone=UTC -c log_timezone=UTC"
                + " -c logging_collector=on -c log_directory=../log -c log_filename=postgresql-%a.log"
                + " -c log_truncate_on_rotation=on -c log_rotation_age=1d -c log_rotation_size=0"
                + " -c log_checkpoints=off -c log_autovacuum_min_duration=-1";
        require(List.of(
                program("pg_ctl"),
                "start",
                "--pgdata=" + cluster,
                "--wait",
                "--timeout=120",
                "--silent",
                "--log=" + data.resolve("start.log"),
                "--options=" + options));
    }

    private void stop() throws IOException {
        require(List.of(
                program("pg_ctl"), "stop", "--pgdata=" + cluster, "--mode=fast", "--wait", "--timeout=60", "--silent"));
    }

    private void require(List<String> command) throws IOException {
        Program.Outcome outcome = Program.run(data, command);
        if (outcome.code() != 0) {
            throw new StartRefused(
                    "PostgreSQL's " + Path.of(command.getFirst()).getFileName() + " failed: " + outcome.output(),
                    "Look into start.log and the folder log in " + data + ". As root, PostgreSQL needs user namespaces"
                            + " (unshare -U); where they are forbidden, start Exhibit as another user.");
        }
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
