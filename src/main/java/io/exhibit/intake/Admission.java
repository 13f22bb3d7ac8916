package io.exhibit.intake;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds how many bodies are under way at once, and how many bytes of them: memory, threads and spool are for all senders. */
@Component
class Admission {

    private static final int UNIT = 1024;

    private final Semaphore requests;
    private final Semaphore units;

    Admission(IntakeLimits limits) {
        long largest = Arrays.stream(Kind.values()).mapToLong(Kind::limit).max().orElseThrow();
        if (limits.bytesInFlight().toBytes() < largest) {
            throw new IllegalArgumentException("exhibit.intake.bytes-in-flight has to be at least " + largest
                    + " bytes: the largest body would never be let in.");
        }
        requests = new Semaphore(limits.requestsInFlight());
        units = new Semaphore((int) (limits.bytesInFlight().toBytes() / UNIT));
    }

    /** Lets a body of that length in, -1 when it does not say. Refused with 503 when there is no room for all of it. */
    Pass enter(long length) {
        if (!requests.tryAcquire()) {
            throw new Busy("Too many requests are under way.");
        }
        Pass pass = new Pass();
        try {
            pass.reached(length);
            return pass;
        } catch (Busy full) {
            pass.close();
            throw full;
        }
    }

    /** Room for one body. */
    final class Pass implements AutoCloseable {

        private int held;

        /** So many bytes have come: a body that did not say its length takes its room as it grows. */
        void reached(long bytes) {
            int wanted = (int) ((Math.max(bytes, 0) + UNIT - 1) / UNIT);
            if (wanted <= held) {
                return;
            }
            if (!units.tryAcquire(wanted - held)) {
                throw new Busy("Too many bytes are under way.");
            }
            held = wanted;
        }

        @Override
        public void close() {
            units.release(held);
            held = 0;
            requests.release();
        }
    }
}
