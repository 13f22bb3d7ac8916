package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into the ledger: small ones in memory, larger ones in a temporary file, hashed as they come. The file has no name
 * from the beginning: however the process ends, the system takes it away.
 */
public final class Spool implements AutoCloseable {

    private static final int IN_MEMORY = 64 * 1024;

    private final Sha256 sha256;
    private final long size;
    private final byte[] memory;
    private final @Nullable FileChannel file;

    private Spool(Sha256 sha256, long size, byte[] memory, @Nullable FileChannel file) {
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
        FileChannel file = nameless();
        try {
            OutputStream out = Channels.newOutputStream(file);
            out.write(start);
            long size = start.length + copy(in, out, digest, limit - start.length);
            return new Spool(Sha256.ofBytes(digest.digest()), size, new byte[0], file);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static FileChannel nameless() throws IOException {
        Path name = Files.createTempFile("exhibit-", ".spool");
        try {
            return FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(name);
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
        return file == null ? new ByteArrayInputStream(memory) : new FromStart(file);
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
                file.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Reads the file from its start, whoever else reads it. */
    private static final class FromStart extends InputStream {

        private final FileChannel file;
        private long position;

        private FromStart(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(n, 0);
            return n;
        }
    }
}
