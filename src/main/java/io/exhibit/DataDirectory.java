package io.exhibit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the embedded PostgreSQL keeps its data; held by one running Exhibit at a time. */
final class DataDirectory implements AutoCloseable {

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataDirectory hold(Path path) {
        Path root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            return hold(
                    root, FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory " + root + " cannot be used: " + e,
                    "Set EXHIBIT_DATA_DIR to a directory that this user may write to.");
        }
    }

    private static DataDirectory hold(Path root, FileChannel channel) throws IOException {
        if (!locked(channel)) {
            channel.close();
            throw new StartRefused(
                    "Exhibit is already running on the data directory " + root + holder(root) + ". It was left alone.",
                    "Use the one that runs, stop it first, or give this one a directory (EXHIBIT_DATA_DIR)"
                            + " and a port (SERVER_PORT) of its own.");
        }
        Files.writeString(
                root.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        return new DataDirectory(root, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String holder(Path root) throws IOException {
        Path pid = root.resolve("pid");
        return Files.exists(pid) ? " (process " + Files.readString(pid).strip() + ")" : "";
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** Gives the directory up: the next one may start. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
