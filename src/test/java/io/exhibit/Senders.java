package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.exhibit.Plant.Promise;
import io.exhibit.kernel.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Machines that send each thing one to five times at once to any replica, and again until it was acknowledged. */
final class Senders implements AutoCloseable {

    private static final int MACHINES = 8;

    /** Milliseconds at most between two things of a machine: what is to start again beside them needs the processor, too. */
    private static final int PAUSE = 40;

    private static final long PATIENCE = 120_000_000_000L;

    private final List<Api> doors;
    private final long seed;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger putOff = new AtomicInteger();
    private final ConcurrentLinkedQueue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final ExecutorService machines = Executors.newFixedThreadPool(MACHINES);
    private final ExecutorService copies = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    Senders(Plant plant, long seed) {
        this.doors = plant.replicas().stream()
                .map(replica -> new Api(replica.port(), Plant.TOKEN))
                .toList();
        this.seed = seed;
        for (int machine = 0; machine < MACHINES; machine++) {
            int number = machine;
            running.add(machines.submit(() -> {
                Random random = new Random(seed + number);
                while (!stopped) {
                    send(random, sent.incrementAndGet());
                    Thread.sleep(random.nextInt(PAUSE));
                }
                return null;
            }));
        }
    }

    /** All that was promised, once every sender has its answer; ends with what a sender ran into. */
    List<Promise> stop() throws Exception {
        stopped = true;
        for (Future<?> machine : running) {
            machine.get();
        }
        return List.copyOf(promises);
    }

    /** Whether a sender has given up: {@link #stop} says over what. */
    boolean gaveUp() {
        return !stopped && running.stream().anyMatch(Future::isDone);
    }

    /** Until something was acknowledged that was not before; ends with what a sender ran into. */
    void getThrough() throws Exception {
        int before = acknowledged();
        await().atMost(120, SECONDS).until(() -> gaveUp() || acknowledged() >= before + 30);
        if (gaveUp()) {
            stop();
        }
    }

    /** How often senders were asked to come again. */
    int putOff() {
        return putOff.get();
    }

    int acknowledged() {
        return promises.size();
    }

    private void send(Random random, int number) throws Exception {
        boolean scan = random.nextInt(5) == 0;
        byte[] body = (scan ? report(number, random) : event(number)).getBytes(StandardCharsets.UTF_8);
        String door = scan ? "/api/v1/scans" : "/api/v1/events";
        List<Future<Promise>> answers = new ArrayList<>();
        for (int copy = random.nextInt(1, 6); copy > 0; copy--) {
            int first = random.nextInt(doors.size());
            answers.add(copies.submit(() -> untilAcknowledged(door, body, first)));
        }
        Promise promise = answers.getFirst().get();
        for (Future<Promise> answer : answers) {
            if (!answer.get().equals(promise)) {
                throw new AssertionError("One thing was promised twice: " + promise + ", " + answer.get());
            }
        }
        promises.add(promise);
    }

    private Promise untilAcknowledged(String door, byte[] body, int first) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        int attempt = first;
        String last = "";
        while (System.nanoTime() < end) {
            try {
                Api.Answer answer = doors.get(attempt++ % doors.size()).post(door, body);
                if (answer.status() == 202 || answer.status() == 200) {
                    return new Promise(
                            Sha256.of(body),
                            answer.text("/id"),
                            answer.number("/receipt/index"),
                            answer.number("/receipt/position"));
                }
                putOff.incrementAndGet();
                last = answer.status() + " " + answer.body();
                if (answer.status() != 503 && answer.status() != 429) {
                    throw new AssertionError("Neither kept nor asked to come again: " + last);
                }
            } catch (UncheckedIOException unknown) {
                last = unknown.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Nobody acknowledged within two minutes; the last answer was " + last);
    }

    private String event(int number) {
        return """
                {"rule":"Terminal shell in container","priority":"Notice","time":"2026-11-21T10:00:00Z","source":"syscall",\
                "output":"run %d number %d","output_fields":{"k8s.ns.name":"ns-%d"}}""".formatted(seed, number, number % 7);
    }

    private String report(int number, Random random) {
        return """
                {"SchemaVersion":2,"CreatedAt":"2026-11-%02dT10:00:00Z","ArtifactName":"app-%d:1.%d","ArtifactType":"container_image",
                 "Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Vulnerabilities":[
                  {"VulnerabilityID":"CVE-2026-%d","PkgName":"p","InstalledVersion":"1","Severity":"HIGH","Title":"run %d number %d"}]}]}
                """.formatted(
                random.nextInt(1, 21), random.nextInt(3), random.nextInt(3), random.nextInt(1000, 1005), seed, number);
    }

    @Override
    public void close() {
        stopped = true;
        machines.shutdownNow();
        copies.shutdownNow();
    }
}
