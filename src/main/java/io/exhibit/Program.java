package io.exhibit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one of PostgreSQL's programs to its end. */
final class Program {

    private static final File NOTHING = new File("/dev/null");

    private Program() {}

    /** How the program ended, and what it printed. */
    record Outcome(int code, String output) {}

    static Outcome run(DataDirectory data, List<String> command) throws IOException {
        // To a file: a server started by the program keeps its output open, and a pipe would never end.
        Path output = data.resolve("output");
        Process process = new ProcessBuilder(unprivileged(command))
                .directory(data.resolve(".").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .start();
        try {
            int code = process.waitFor();
            return new Outcome(
                    code, Files.readString(output, StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does. */
    private static List<String> unprivileged(List<String> command) throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }
}
