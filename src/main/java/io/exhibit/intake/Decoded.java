package io.exhibit.intake;

import io.exhibit.ledger.Spool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body without its compression, read as it is needed, within bounds of size and ratio. */
public final class Decoded extends Counted {

    static final long LARGEST = 256L * 1024 * 1024;
    static final long FREE = 1024 * 1024;
    static final long RATIO = 100;

    private final Counted wire;

    private Decoded(Counted wire, InputStream in) {
        super(in);
        this.wire = wire;
    }

    /** What it says when it is gzip or zstd, told by its first bytes, and the bytes themselves when it is neither. */
    public static InputStream open(Spool bytes) throws IOException {
        return open(Encoding.of(bytes), bytes.open());
    }

    static InputStream open(Encoding encoding, InputStream original) throws IOException {
        if (encoding == Encoding.IDENTITY) {
            return new BufferedInputStream(original, 64 * 1024);
        }
        if (!encoding.isKnown()) {
            throw new IOException(encoding.word() + " cannot be undone here");
        }
        Counted wire = new Counted(original);
        return new Decoded(wire, encoding.unpack(wire));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, length);
        if (count() > LARGEST || (count() > FREE && count() > wire.count() * RATIO)) {
            throw new Expanding();
        }
        return n;
    }

    /** The content has no end in sight. */
    static final class Expanding extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
