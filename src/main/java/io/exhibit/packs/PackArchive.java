package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive: entries in the order of their names, with one fixed time, so that the same files give the same bytes. */
final class PackArchive {

    static final String SUMS = "SHA256SUMS";

    private static final long TIME = Instant.parse("1980-01-02T00:00:00Z").toEpochMilli();

    private final SortedMap<String, Content> contents = new TreeMap<>();

    /** Something that goes into the archive: its digest, known before, and where its bytes are. */
    private record Content(Sha256 sha256, Source source) {}

    /** Opens the bytes of a file of the archive. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    void add(String path, Sha256 sha256, Source source) {
        contents.put(path, new Content(sha256, source));
    }

    void add(Path root, PackFile file) {
        add(file.path(), file.sha256(), () -> Files.newInputStream(root.resolve(file.path())));
    }

    void add(String path, byte[] bytes) {
        add(path, Sha256.of(bytes), () -> new ByteArrayInputStream(bytes));
    }

    /** Lines as sha256sum writes them, for every file but the list itself. */
    private String sums() {
        var sums = new StringBuilder();
        contents.forEach((path, content) ->
                sums.append(content.sha256().hex()).append("  ").append(path).append('\n'));
        return sums.toString();
    }

    void write(Path file) throws IOException {
        add(SUMS, sums().getBytes(StandardCharsets.UTF_8));
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            for (Map.Entry<String, Content> entry : contents.entrySet()) {
                zip.putNextEntry(entry(entry.getKey()));
                copy(entry.getKey(), entry.getValue(), zip);
                zip.closeEntry();
            }
        }
    }

    /** An entry with the one time that every entry has. */
    static ZipEntry entry(String path) {
        ZipEntry entry = new ZipEntry(path);
        // The format keeps local time; taking the machine's offset off makes it the same on every machine.
        entry.setTime(TIME - TimeZone.getDefault().getOffset(TIME));
        return entry;
    }

    private static void copy(String path, Content content, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = content.source().open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        if (!Sha256.ofBytes(digest.digest()).equals(content.sha256())) {
            throw new UnsoundPack(path + " does not have the digest "
                    + content.sha256().hex() + " that it is known by. The pack is not sealed.");
        }
    }
}
