package io.exhibit.intake;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps following the numbers of senders, apart from the reading of what they sent: a gap must not wait for a long report. */
@Component
class NumberingLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NumberingLoop.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration BETWEEN_ENTRIES = Duration.ofSeconds(10);
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final Gaps gaps;
    private final GapEntries entries;
    private volatile boolean running;
    private Thread thread = new Thread(this::run, "follow-numbers");

    NumberingLoop(Gaps gaps, GapEntries entries) {
        this.gaps = gaps;
        this.entries = entries;
    }

    private void run() {
        long entered = System.nanoTime() - BETWEEN_ENTRIES.toNanos();
        while (running) {
            try {
                int followed = gaps.isBehind() ? gaps.follow(Place.END) : 0;
                if (System.nanoTime() - entered >= BETWEEN_ENTRIES.toNanos()) {
                    entries.catchUp();
                    entered = System.nanoTime();
                }
                if (followed == 0) {
                    Thread.sleep(IDLE);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException later) {
                LOG.error("The numbers of senders are not followed; it is tried again", later);
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(IDLE.multipliedBy(4));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::run, "follow-numbers");
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join(STOPPING);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the pool of connections, which it needs. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
