package io.exhibit.packs;

import io.exhibit.ledger.Checkpoints;
import io.exhibit.packs.PackQueue.Claim;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes up packs, one after the other, as long as the application runs. */
@Component
class PackWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PackWorker.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private final PackQueue queue;
    private final PackMaking making;
    private final PackFinishing finishing;
    private final CoverageFigures figures;
    private final Checkpoints checkpoints;
    private final Clock clock;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    PackWorker(
            PackQueue queue,
            PackMaking making,
            PackFinishing finishing,
            CoverageFigures figures,
            Checkpoints checkpoints,
            Clock clock) {
        this.queue = queue;
        this.making = making;
        this.finishing = finishing;
        this.figures = figures;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /** Something was asked for: no need to wait for the next look. */
    void wake() {
        bell.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("packs").daemon().start(this::run);
    }

    /** What is being worked on is given back, and taken up again by the next start or another replica. */
    @Override
    public void stop() {
        running = false;
        Thread worker = thread;
        if (worker != null) {
            worker.interrupt();
            try {
                worker.join(STOPPING);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (!work()) {
                    boolean rung = bell.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    LOG.trace("Looking again, rung: {}", rung);
                    bell.drainPermits();
                }
            } catch (InterruptedException stopped) {
                // Either the application stops, or a lease was lost; the loop's condition tells.
                LOG.debug("Interrupted, running: {}", running);
            } catch (LeaseLost lost) {
                LOG.warn("{}: this attempt is given up", lost.getMessage());
            } catch (RuntimeException failed) {
                LOG.error("Looking for packs failed; it is tried again", failed);
                pause();
            }
        }
    }

    /** Works on the next pack that is due; false when there is none. */
    boolean work() {
        Optional<Claim> next = queue.claim();
        next.ifPresent(this::work);
        return next.isPresent();
    }

    private void work(Claim claim) {
        if (mustWait(claim)) {
            queue.release(claim, "Waiting until everything received so far has been read and signed", IDLE);
            pause();
            return;
        }
        try (Workshop workshop = Workshop.open(claim.id());
                Heartbeat heartbeat = new Heartbeat(queue, claim)) {
            LOG.debug("Working with {}", heartbeat);
            if (claim.pack().isToBeSealed()) {
                finishing.finish(claim, workshop);
            } else {
                making.make(claim, workshop);
            }
        } catch (LeaseLost lost) {
            LOG.warn("{}: this attempt is given up", lost.getMessage());
        } catch (UnsoundPack unsound) {
            LOG.error("Pack {} is not sealed: {}", claim.id(), unsound.getMessage());
            queue.fail(claim, String.valueOf(unsound.getMessage()));
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError failed) {
            giveUp(claim, failed);
        }
    }

    /** A pack of what was received must not be made before it was read; after a while it is made, and says what is missing. */
    private boolean mustWait(Claim claim) {
        if (claim.pack().isToBeSealed()) {
            return false;
        }
        boolean patient = clock.instant().isBefore(claim.pack().requestedAt().plus(PATIENCE));
        long size = claim.pack().ledgerSize();
        return patient && (figures.unread(size) > 0 || isAboutToBeSigned(size));
    }

    /** Where there is a signer, what the pack rests on goes along with its signature. */
    private boolean isAboutToBeSigned(long size) {
        return checkpoints
                .newest()
                .filter(newest -> newest.checkpoint().size() < size)
                .isPresent();
    }

    private void giveUp(Claim claim, Throwable failed) {
        if (!running) {
            Thread.interrupted();
            queue.release(claim, "Stopped with the application; it is taken up again", Duration.ZERO);
            return;
        }
        LOG.error("Pack {} failed in attempt {}", claim.id(), claim.attempt(), failed);
        if (claim.pack().isLastAttempt()) {
            queue.fail(
                    claim, "The pack could not be made; the log has the cause. Ask for it again when that is mended.");
        } else {
            queue.retry(claim, "Failed once; it is tried again", IDLE.multipliedBy(5));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(IDLE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
