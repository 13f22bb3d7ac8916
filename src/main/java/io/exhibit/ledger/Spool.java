package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Bytes on their way into the ledger: small ones in memory, larger ones in a temporary file, hashed as they come. */
public final class Spool implements AutoCloseable {

    private static final int IN_MEMORY = 64 * 1024;

    private final Sha256 sha256;
    private final long size;
    private final byte[] memory;
    private final @Nullable Path file;

    private Spool(Sha256 sha256, long size, byte[] memory, @Nullable Path file) {
        this.sha256 = sha256;
        this.size = size;
        this.memory = memory;
        this.file = file;
    }

    /** Reads the stream to its end, at most limit bytes; more is {@link TooLarge} and nothing is left behind. */
    public static Spool read(InputStream in, long limit) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] start = in.readNBytes((int) Math.min(IN_MEMORY, limit + 1));
        digest.update(start);
        if (start.length > limit) {
            throw new TooLarge(limit);
        }
        if (start.length < IN_MEMORY) {
            return new Spool(Sha256.ofBytes(digest.digest()), start.length, start, null);
        }
        Path file = Files.createTempFile("exhibit-", ".spool");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(start);
            long size = start.length + copy(in, out, digest, limit - start.length);
            return new Spool(Sha256.ofBytes(digest.digest()), size, new byte[0], file);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static long copy(InputStream in, OutputStream out, MessageDigest digest, long limit) throws IOException {
        byte[] buffer = new byte[IN_MEMORY];
        long copied = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            copied += n;
            if (copied > limit) {
                throw new TooLarge(limit + IN_MEMORY);
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
        return copied;
    }

    public Sha256 sha256() {
        return sha256;
    }

    public long size() {
        return size;
    }

    public InputStream open() {
        try {
            return file == null ? new ByteArrayInputStream(memory) : Files.newInputStream(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    byte[] first(int length) {
        try (InputStream in = open()) {
            return in.readNBytes(length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
