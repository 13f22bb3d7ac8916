package io.exhibit.packs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** What is in an archive, by name. */
    static SortedMap<String, byte[]> files(byte[] archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    /** As the product writes it. */
    static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
        PackArchive archive = new PackArchive();
        files.forEach((name, bytes) -> {
            if (!name.equals(PackArchive.SUMS)) {
                archive.add(name, bytes);
            }
        });
        Path file = Files.createTempFile("pack", ".zip");
        try {
            archive.write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
