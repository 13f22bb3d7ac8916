package io.exhibit;

import io.exhibit.kernel.Sha256;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version into the data directory. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds bin, lib and share. */
    static Path unpacked(DataDirectory data) throws IOException {
        byte[] archive = archive();
        Path home = data.resolve("postgresql-" + Sha256.of(archive).hex().substring(0, 12));
        if (!Files.isDirectory(home)) {
            Path fresh = data.resolve("unpacking");
            FileSystemUtils.deleteRecursively(fresh);
            unpack(archive, fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home;
    }

    private static byte[] archive() throws IOException {
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                System.getProperty("os.name"), System.getProperty("os.arch"))) {
            return in.readAllBytes();
        } catch (IllegalStateException noneForThisMachine) {
            throw new StartRefused(
                    "There is no embedded PostgreSQL for this kind of machine (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + ").",
                    "Start a PostgreSQL 18 and set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and"
                            + " SPRING_DATASOURCE_PASSWORD.");
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString((entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
        }
    }
}
