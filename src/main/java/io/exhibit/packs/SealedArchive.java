package io.exhibit.packs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive of a sealed pack, copied to where its parts can be reached; the copy is gone when it is closed. */
final class SealedArchive implements AutoCloseable {

    private final Path copy;
    private final ZipFile archive;

    private SealedArchive(Path copy, ZipFile archive) {
        this.copy = copy;
        this.archive = archive;
    }

    static SealedArchive open(InputStream sealed) throws IOException {
        Path copy = Files.createTempFile("exhibit-sealed-", ".zip");
        try (InputStream in = sealed) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return new SealedArchive(copy, new ZipFile(copy.toFile()));
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(copy);
            throw failed;
        }
    }

    boolean has(String path) {
        return archive.getEntry(path) != null;
    }

    InputStream read(String path) throws IOException {
        ZipEntry entry = archive.getEntry(path);
        if (entry == null) {
            throw new FileNotFoundException(path);
        }
        return archive.getInputStream(entry);
    }

    @Override
    public void close() {
        try {
            archive.close();
            Files.deleteIfExists(copy);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
