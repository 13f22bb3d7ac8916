package io.exhibit.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * All members of a gzip file, one after the other, and nothing but them: bytes that belong to none are an error. The JDK's own stream
 * passes over what follows a member when it is no other, and over the others as well when they have not arrived yet.
 */
final class Gunzip extends InputStream {

    private static final int BLOCK = 64 * 1024;
    private static final int[] MAGIC = {0x1F, 0x8B, 8};
    private static final int CHECKED = 2;
    private static final int EXTRA = 4;
    private static final int NAMED = 8;
    private static final int COMMENTED = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream wire;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] block = new byte[BLOCK];

    /** What of the block is still to be read. */
    private int at;

    private int end;
    private boolean over;

    Gunzip(InputStream wire) throws IOException {
        this.wire = wire;
        header();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!over) {
            int n = inflate(target, offset, length);
            if (n > 0) {
                sum.update(target, offset, n);
                return n;
            }
            if (inflater.finished()) {
                next();
            } else {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException damaged) {
            throw new ZipException(String.valueOf(damaged.getMessage()));
        }
    }

    private void feed() throws IOException {
        if (inflater.needsDictionary()) {
            throw new ZipException("A member asks for a dictionary.");
        }
        if (isAtEnd()) {
            throw new EOFException("The last member is cut off.");
        }
        inflater.setInput(block, at, end - at);
        at = end;
    }

    /** Ends a member, and begins the next when there is one. */
    private void next() throws IOException {
        at = end - inflater.getRemaining();
        if (number(4) != sum.getValue() || number(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("The checksum of a member is another.");
        }
        over = isAtEnd();
        if (!over) {
            inflater.reset();
            sum.reset();
            header();
        }
    }

    private void header() throws IOException {
        for (int expected : MAGIC) {
            if (number(1) != expected) {
                throw new ZipException("There are bytes that belong to no member.");
            }
        }
        int flags = (int) number(1);
        if ((flags & RESERVED) != 0) {
            throw new ZipException("A member's header has flags that mean nothing.");
        }
        // Time, strength, system.
        pass(6);
        if ((flags & EXTRA) != 0) {
            pass(number(2));
        }
        skipText(flags & NAMED);
        skipText(flags & COMMENTED);
        if ((flags & CHECKED) != 0) {
            pass(2);
        }
    }

    /** It names or describes the file, and is no part of it. */
    private void skipText(int present) throws IOException {
        while (present != 0) {
            if (number(1) == 0) {
                return;
            }
        }
    }

    private void pass(long bytes) throws IOException {
        for (long n = 0; n < bytes; n++) {
            number(1);
        }
    }

    /** The least significant byte comes first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int n = 0; n < bytes; n++) {
            if (isAtEnd()) {
                throw new EOFException("A member is cut off.");
            }
            number |= (block[at++] & 0xFFL) << (8 * n);
        }
        return number;
    }

    private boolean isAtEnd() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(wire.read(block), 0);
        }
        return end == 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        wire.close();
    }
}
