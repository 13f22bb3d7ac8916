package io.exhibit.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body without its compression, read as it is needed, within bounds of size and ratio. */
final class Decoded extends FilterInputStream {

    static final long LARGEST = 256L * 1024 * 1024;
    static final long FREE = 1024 * 1024;
    static final long RATIO = 100;

    private final Counting wire;
    private long decoded;

    private Decoded(Counting wire, InputStream in) {
        super(in);
        this.wire = wire;
    }

    static InputStream open(Encoding encoding, InputStream original) throws IOException {
        if (encoding == Encoding.IDENTITY) {
            return new BufferedInputStream(original, 64 * 1024);
        }
        if (!encoding.isKnown()) {
            throw new IOException(encoding.word() + " cannot be undone here");
        }
        Counting wire = new Counting(original);
        return new Decoded(wire, encoding.unpack(wire));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, length);
        decoded += Math.max(n, 0);
        if (decoded > LARGEST || (decoded > FREE && decoded > wire.count * RATIO)) {
            throw new Expanding();
        }
        return n;
    }

    /** The content has no end in sight. */
    static final class Expanding extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Counting extends FilterInputStream {

        private long count;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            count += Math.max(n, 0);
            return n;
        }
    }
}
