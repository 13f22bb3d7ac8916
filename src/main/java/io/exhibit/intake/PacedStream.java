package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A body as it comes over the wire: refused when it comes too slowly, when there is no room for it, or when it breaks off. */
final class PacedStream extends FilterInputStream {

    private static final double NANOS = 1e9;

    private final IntakeLimits limits;
    private final Admission.Pass pass;
    private final long since = System.nanoTime();
    private long bytes;

    PacedStream(InputStream in, IntakeLimits limits, Admission.Pass pass) {
        super(in);
        this.limits = limits;
        this.pass = pass;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Each read waits no longer than the server's own time limit. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkPace();
        try {
            int n = super.read(target, offset, length);
            bytes += Math.max(n, 0);
            pass.reached(bytes);
            return n;
        } catch (SocketTimeoutException stopped) {
            throw new TooSlow();
        } catch (IOException cut) {
            throw new InvalidRequest("The body breaks off before its end, or its chunks are not as they should be.");
        }
    }

    private void checkPace() {
        long passed = System.nanoTime() - since;
        boolean slow = passed > limits.grace().toNanos()
                && bytes < limits.slowestPerSecond().toBytes() * (passed / NANOS);
        if (slow || passed > limits.longest().toNanos()) {
            throw new TooSlow();
        }
    }
}
