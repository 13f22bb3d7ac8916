package io.exhibit.intake;

import io.exhibit.kernel.Passing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps interpreting, one thread a kind, so that a large report does not hold up alerts. */
@Component
class InterpretationLoops implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InterpretationLoops.class);
    private static final int EVENT_REQUESTS_TOGETHER = 200;
    /** As often may the process end while it reads many documents, before it reads them one by one, and then that one not at all. */
    private static final int DEATHS_TOGETHER = 3;

    private static final int DEATHS_ALONE = 6;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final List<Loop> loops = new ArrayList<>();
    private volatile boolean running;

    private final QuarantineEntries entries;

    InterpretationLoops(List<Interpreter> interpreters, Interpretation interpretation, QuarantineEntries entries) {
        this.entries = entries;
        interpreters.forEach(interpreter -> loops.add(new Loop(interpreter, interpretation)));
    }

    /** Something was accepted: no need to wait for the next look. Other replicas find it by looking. */
    void wake() {
        loops.forEach(loop -> loop.bell.release());
    }

    @Override
    public void start() {
        running = true;
        loops.forEach(Loop::start);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        for (Loop loop : loops) {
            try {
                loop.thread.join(STOPPING);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the writer, which wakes it; before the pool. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private final class Loop {

        private final Interpreter interpreter;
        private final Interpretation interpretation;
        private final Semaphore bell = new Semaphore(0);
        private Thread thread;

        private Loop(Interpreter interpreter, Interpretation interpretation) {
            this.interpreter = interpreter;
            this.interpretation = interpretation;
            this.thread = worker();
        }

        /** A stopped context may be started again, a thread may not. */
        private void start() {
            thread = worker();
            thread.start();
        }

        private Thread worker() {
            return new Thread(
                    this::run, "interpret-" + interpreter.kind().name().toLowerCase(Locale.ROOT));
        }

        private void run() {
            while (running) {
                try {
                    int done = step();
                    entries.catchUp(interpreter.kind());
                    if (done == 0) {
                        boolean rung = bell.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                        LOG.trace("Looking again, rung: {}", rung);
                        bell.drainPermits();
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException later) {
                    LOG.error("Interpretation of {} does not get on; it is tried again", interpreter.kind(), later);
                    pause();
                    survived();
                }
            }
        }

        /** Many together, else one alone, else that one aside: a document must not stop those behind it. */
        private int step() {
            int attempts = interpretation.begin(interpreter);
            if (attempts == 0) {
                return 0;
            }
            if (attempts > DEATHS_ALONE) {
                LOG.error(
                        "Exhibit ended {} times over the next document of {}; it is put aside",
                        attempts,
                        interpreter.kind());
                return interpretation.setAside(interpreter);
            }
            boolean alone = !interpreter.kind().isMany() || attempts > DEATHS_TOGETHER;
            try {
                return interpretation.next(interpreter, alone ? 1 : EVENT_REQUESTS_TOGETHER);
            } catch (RuntimeException failed) {
                rethrowIfPassing(failed);
                LOG.error("Interpretation of {} failed; one at a time now", interpreter.kind(), failed);
            }
            try {
                return interpretation.next(interpreter, 1);
            } catch (RuntimeException failed) {
                rethrowIfPassing(failed);
                return interpretation.setAside(interpreter);
            }
        }

        /** The database is away or in somebody's way: no fault of the document's. */
        private static void rethrowIfPassing(RuntimeException failed) {
            if (Passing.isPassing(failed)) {
                throw failed;
            }
        }

        private void survived() {
            try {
                interpretation.survived(interpreter);
            } catch (RuntimeException stillAway) {
                LOG.debug("The database is still away", stillAway);
            }
        }

        private void pause() {
            try {
                Thread.sleep(Duration.ofSeconds(2));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
