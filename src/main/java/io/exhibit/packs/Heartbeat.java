package io.exhibit.packs;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a pack's lease alive while its holder is busy with one long step; stops the holder when the lease is lost. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration EVERY = PackQueue.LEASE.dividedBy(4);

    private final PackQueue queue;
    private final PackQueue.Claim claim;
    private final Thread holder = Thread.currentThread();
    private final Thread beat;

    Heartbeat(PackQueue queue, PackQueue.Claim claim) {
        this.queue = queue;
        this.claim = claim;
        this.beat = Thread.ofVirtual().name("pack-heartbeat").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                beat();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (LeaseLost lost) {
            LOG.warn("{}: the work here stops", lost.getMessage());
            holder.interrupt();
        }
    }

    private void beat() {
        try {
            queue.extend(claim);
        } catch (LeaseLost lost) {
            throw lost;
        } catch (RuntimeException failed) {
            // The lease outlives a few missed beats; the next one may get through.
            LOG.warn("The lease of pack {} could not be extended this time: {}", claim.id(), failed.toString());
        }
    }

    @Override
    public void close() {
        beat.interrupt();
        try {
            beat.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
