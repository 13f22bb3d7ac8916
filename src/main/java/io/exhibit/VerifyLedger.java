package io.exhibit;

import io.exhibit.kernel.Console;
import io.exhibit.ledger.LedgerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Checks the ledger from the command line, with the application running or not. Argument: the file with the log's key. */
@Console(why = "what a check came to is what its caller reads")
final class VerifyLedger {

    private VerifyLedger() {}

    /** Returns 0 when the ledger is sound, 1 when it is not, 2 when it could not be checked. */
    static int run(List<String> arguments) {
        try {
            String key = arguments.isEmpty() ? null : Files.readString(Path.of(arguments.getFirst()));
            return System.getenv("SPRING_DATASOURCE_URL") == null ? embedded(key) : check(named(), key);
        } catch (IOException | RuntimeException failed) {
            System.err.println("The ledger could not be checked: " + failed.getMessage());
            return 2;
        }
    }

    private static int check(DataSource source, @Nullable String key) {
        LedgerCheck.Outcome outcome = LedgerCheck.over(source).run(key);
        System.out.format(
                Locale.ROOT,
                "%,d entries, %,d originals (%,d bytes) and %,d checkpoints were read again%s.%nRoot: %s%n",
                outcome.entries(),
                outcome.originals(),
                outcome.bytes(),
                outcome.checkpoints(),
                key == null ? "; signatures were not verified, no key was given" : ", signatures verified",
                outcome.root().hex());
        System.out.println(
                outcome.isSound() ? "The ledger is sound." : "THE LEDGER IS NOT SOUND. " + outcome.failure());
        return outcome.isSound() ? 0 : 1;
    }

    private static DataSource named() {
        return source(
                System.getenv("SPRING_DATASOURCE_URL"),
                System.getenv().getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
    }

    /** The embedded PostgreSQL: the one that runs, else started for this. */
    private static int embedded(@Nullable String key) throws IOException {
        Path path = Path.of(System.getenv().getOrDefault("EXHIBIT_DATA_DIR", "data"));
        if (!Files.isDirectory(path.resolve("cluster"))) {
            throw new IOException("there is no data in " + path.toAbsolutePath() + "; set EXHIBIT_DATA_DIR");
        }
        try (DataDirectory data = DataDirectory.hold(path);
                PostgresServer server = PostgresServer.start(data)) {
            return check(local(server.port(), server.password()), key);
        } catch (StartRefused running) {
            List<String> pid = Files.readAllLines(path.resolve("cluster/postmaster.pid"));
            String password = Files.readString(path.resolve("superuser.password"));
            return check(local(Integer.parseInt(pid.get(3).strip()), password), key);
        }
    }

    private static DataSource local(int port, String password) {
        return source("jdbc:postgresql://127.0.0.1:" + port + "/exhibit", "postgres", password);
    }

    private static DataSource source(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
