package io.exhibit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What was tried, for the table that bin/faults ends with. A test enters its line after its last check: who gets there missed nothing. */
public final class Tally {

    private static final Path FILE = Path.of("target", "faults.tsv");

    private Tally() {}

    /** So many faults, with so many acknowledged requests that were looked for afterwards. */
    public static void enter(String what, int rounds, long faults, long acknowledged) {
        try {
            Files.writeString(
                    FILE,
                    String.format(Locale.ROOT, "%s\t%d\t%d\t%d\t0\n", what, rounds, faults, acknowledged),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
