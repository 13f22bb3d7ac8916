package io.exhibit.intake;

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
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final List<Loop> loops = new ArrayList<>();
    private volatile boolean running;

    InterpretationLoops(List<Interpreter> interpreters, Interpretation interpretation) {
        interpreters.forEach(interpreter -> loops.add(new Loop(interpreter, interpretation)));
    }

    /** Something was accepted: no need to wait for the next look. Other replicas find it by looking. */
    void wake() {
        loops.forEach(loop -> loop.bell.release());
    }

    @Override
    public void start() {
        running = true;
        loops.forEach(loop -> loop.thread.start());
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
        private final Thread thread;

        private Loop(Interpreter interpreter, Interpretation interpretation) {
            this.interpreter = interpreter;
            this.interpretation = interpretation;
            this.thread = new Thread(
                    this::run, "interpret-" + interpreter.kind().name().toLowerCase(Locale.ROOT));
        }

        private void run() {
            while (running) {
                try {
                    if (interpretation.next(interpreter) == 0) {
                        boolean rung = bell.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                        LOG.trace("Looking again, rung: {}", rung);
                        bell.drainPermits();
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException failed) {
                    LOG.error("Interpretation of {} failed; it is tried again", interpreter.kind(), failed);
                    pause();
                }
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
