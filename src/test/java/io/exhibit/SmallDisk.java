package io.exhibit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few megabytes, in memory, that can be filled to its last byte. */
final class SmallDisk implements AutoCloseable {

    private final Path at;

    private SmallDisk(Path at) {
        this.at = at;
    }

    /** Mounts one; where that is not allowed the test that wants it is skipped, and says so. */
    static SmallDisk mount(Path at, int megabytes) throws IOException {
        Files.createDirectories(at);
        String refused = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "tmpfs", at.toString());
        assumeThat(refused)
                .as("a file system may be mounted here (it takes root with CAP_SYS_ADMIN); without one nothing is full")
                .isEmpty();
        return new SmallDisk(at);
    }

    /** Leaves no byte; again and again, it takes what was freed meanwhile. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (at.toFile().getUsableSpace() >= block.length) {
                throw full;
            }
        }
    }

    /** Makes room. */
    void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return at.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        String refused = run("umount", "--lazy", at.toString());
        if (!refused.isEmpty()) {
            throw new IOException(refused);
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.onExit().join().exitValue() == 0 ? "" : "refused: " + said.strip();
    }
}
