package io.exhibit.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read through it; whoever extends it has one method to look at, whether bytes are read singly or not. */
class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        count += Math.max(n, 0);
        return n;
    }

    /** Bytes so far. */
    final long count() {
        return count;
    }
}
