package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A file under a pack's root that is digested and counted while it is written. */
final class DigestingFile extends FilterOutputStream {

    private final String path;
    private final MessageDigest digest;
    private long size;

    private DigestingFile(String path, OutputStream out, MessageDigest digest) {
        super(new DigestOutputStream(out, digest));
        this.path = path;
        this.digest = digest;
    }

    static DigestingFile create(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return new DigestingFile(path, new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), Sha256.digest());
    }

    /** Digests a file that something else wrote. */
    static PackFile of(Path root, String path, long rows) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return new PackFile(path, size, Sha256.ofBytes(digest.digest()), rows);
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        size++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        size += length;
    }

    /** What was written; to be asked once, after closing. */
    PackFile written(long rows) {
        return new PackFile(path, size, Sha256.ofBytes(digest.digest()), rows);
    }
}
