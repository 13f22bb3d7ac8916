package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * One writer for all requests: whatever waits is committed together, at once, and acknowledged after the commit, never before.
 * The queue is bounded; a full one is the sender's signal to come again.
 */
@Component
class IntakeWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeWriter.class);
    static final int WAITING = 1000;
    private static final int TOGETHER = 500;
    private static final long HEAD = 512L * 1024;
    private static final long HEAVIEST = 16 * HEAD;

    /** A commit costs more than this: who comes meanwhile shares it. */
    private static final Duration COLLECTING = Duration.ofMillis(3);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Acceptance acceptance;
    private final InterpretationLoops loops;
    private final BlockingQueue<Delivery> queue = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean running;
    private Thread writer = new Thread(this::run, "intake-writer");

    IntakeWriter(Acceptance acceptance, InterpretationLoops loops) {
        this.acceptance = acceptance;
        this.loops = loops;
    }

    /** Returns once the delivery is durable; refuses with 503 when that is not known to be so. */
    Accepted accept(Delivery delivery) {
        if (!running || !queue.offer(delivery)) {
            throw new Busy("Too many requests are waiting to be stored.");
        }
        try {
            return delivery.outcome().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Refusal refused
                    ? refused
                    : new Busy("It is not known whether the request was stored.");
        } catch (TimeoutException unknown) {
            throw new Busy("It is not known whether the request was stored.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy("Exhibit is stopping.");
        }
    }

    private void run() {
        while (running || !queue.isEmpty()) {
            try {
                Delivery first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(first);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void write(Delivery first) throws InterruptedException {
        List<Delivery> batch = new ArrayList<>();
        batch.add(first);
        Thread.sleep(COLLECTING);
        fill(batch);
        try {
            Map<Delivery, Accepted> accepted = acceptance.accept(batch);
            loops.wake();
            batch.forEach(delivery -> answer(delivery, accepted.get(delivery)));
        } catch (RuntimeException failed) {
            LOG.error("Could not store {} requests; their senders are told to come again", batch.size(), failed);
            batch.forEach(delivery -> delivery.outcome().completeExceptionally(failed));
        }
    }

    /** The beginnings of all bodies of a batch are in memory together. */
    private void fill(List<Delivery> batch) {
        long weight = weight(batch.getFirst());
        while (batch.size() < TOGETHER && weight < HEAVIEST) {
            Delivery next = queue.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            weight += weight(next);
        }
    }

    private static long weight(Delivery delivery) {
        return Math.min(delivery.body().size(), HEAD);
    }

    private static void answer(Delivery delivery, @Nullable Accepted accepted) {
        if (accepted == null) {
            delivery.outcome()
                    .completeExceptionally(new KeyReused(delivery.context().numbering() != null));
        } else {
            delivery.outcome().complete(accepted);
        }
    }

    @Override
    public void start() {
        running = true;
        writer = new Thread(this::run, "intake-writer");
        writer.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            writer.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
