package io.exhibit.packs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What tests of packs send, and how they open what they get. */
final class PackTestFiles {

    private PackTestFiles() {}

    static byte[] sample(String name) throws IOException {
        try (InputStream in = PackTestFiles.class.getResourceAsStream("/scans/" + name + ".json")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    static Path unzip(InputStream archive, Path root) throws IOException {
        try (ZipInputStream in = new ZipInputStream(archive)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = root.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(in, file);
            }
        }
        return root;
    }
}
