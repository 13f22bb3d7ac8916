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

/** Checks the ledger from the command line, with the application running or not. Argument: the file with the log's key. */
@Console(why = "what a check came to is what its caller reads")
final class VerifyLedger {

    private VerifyLedger() {}

    /** Returns 0 when the ledger is sound, 1 when it is not, 2 when it could not be checked. */
    static int run(List<String> arguments) {
        try (DatabaseAtHand database = DatabaseAtHand.open()) {
            String key = arguments.isEmpty() ? null : Files.readString(Path.of(arguments.getFirst()));
            return check(database.source(), key);
        } catch (IOException | RuntimeException failed) {
            System.err.println("The ledger could not be checked: " + failed.getMessage());
            return 2;
        }
    }

    private static int check(DataSource source, @Nullable String key) {
        LedgerCheck.Outcome outcome = LedgerCheck.run(source, key);
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
}
