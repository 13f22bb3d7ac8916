package io.exhibit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database that a command works on: the one named in the environment, else the embedded one, started when it does not run. */
final class DatabaseAtHand implements AutoCloseable {

    private final PGSimpleDataSource source;
    private final @Nullable PostgresServer server;
    private final @Nullable DataDirectory data;

    private DatabaseAtHand(PGSimpleDataSource source, @Nullable PostgresServer server, @Nullable DataDirectory data) {
        this.source = source;
        this.server = server;
        this.data = data;
    }

    static DatabaseAtHand open() throws IOException {
        String url = System.getenv("SPRING_DATASOURCE_URL");
        if (url == null) {
            return embedded(Path.of(System.getenv().getOrDefault("EXHIBIT_DATA_DIR", "data")));
        }
        String role = System.getenv("EXHIBIT_MIGRATOR_USERNAME") == null ? "SPRING_DATASOURCE" : "EXHIBIT_MIGRATOR";
        String user = System.getenv().getOrDefault(role + "_USERNAME", "");
        String password = System.getenv().getOrDefault(role + "_PASSWORD", "");
        return new DatabaseAtHand(source(url, user, password), null, null);
    }

    private static DatabaseAtHand embedded(Path path) throws IOException {
        if (!Files.isDirectory(path.resolve("cluster"))) {
            throw new IOException("there is no data in " + path.toAbsolutePath() + "; set EXHIBIT_DATA_DIR");
        }
        try {
            DataDirectory data = DataDirectory.hold(path);
            PostgresServer server = PostgresServer.start(data);
            return new DatabaseAtHand(local(server.port(), server.password()), server, data);
        } catch (StartRefused running) {
            List<String> pid = Files.readAllLines(path.resolve("cluster/postmaster.pid"));
            String password = Files.readString(path.resolve("superuser.password"));
            return new DatabaseAtHand(local(Integer.parseInt(pid.get(3).strip()), password), null, null);
        }
    }

    private static PGSimpleDataSource local(int port, String password) {
        return source("jdbc:postgresql://127.0.0.1:" + port + "/exhibit", "postgres", password);
    }

    private static PGSimpleDataSource source(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    PGSimpleDataSource source() {
        return source;
    }

    /** A new and empty database on the same server; one of that name from before is dropped. The role must be allowed to. */
    PGSimpleDataSource beside(String suffix) {
        String name = source.getDatabaseName() + suffix;
        dropBeside(suffix);
        JdbcClient.create(source).sql("CREATE DATABASE \"" + name + '"').update();
        String url = String.valueOf(source.getUrl()).replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        return source(url, String.valueOf(source.getUser()), String.valueOf(source.getPassword()));
    }

    void dropBeside(String suffix) {
        JdbcClient.create(source)
                .sql("DROP DATABASE IF EXISTS \"" + source.getDatabaseName() + suffix + "\" WITH (FORCE)")
                .update();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (data != null) {
            data.close();
        }
    }
}
