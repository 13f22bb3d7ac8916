package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A body as it comes over the wire: refused when it comes too slowly, when there is no room for it, or when it breaks off. */
final class PacedStream extends Counted {

    private static final double NANOS = 1e9;

    private final IntakeLimits limits;
    private final Admission.Pass pass;
    private final long since = System.nanoTime();

    PacedStream(InputStream in, IntakeLimits limits, Admission.Pass pass) {
        super(in);
        this.limits = limits;
        this.pass = pass;
    }

    /** Each read waits no longer than the server's own time limit. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkPace();
        try {
            int n = super.read(target, offset, length);
            pass.reached(count());
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
                && count() < limits.slowestPerSecond().toBytes() * (passed / NANOS);
        if (slow || passed > limits.longest().toNanos()) {
            throw new TooSlow();
        }
    }
}
