package io.exhibit.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;

/** Reads parts one after another as one stream of a known size. */
final class PartStream extends InputStream {

    private final IntFunction<byte[]> parts;
    private long left;
    private byte[] current = new byte[0];
    private int position;
    private int next;

    PartStream(IntFunction<byte[]> parts, long size) {
        this.parts = parts;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        if (position == current.length) {
            current = parts.apply(next++);
            position = 0;
        }
        int n = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, n);
        position += n;
        left -= n;
        return n;
    }
}
