package io.exhibit.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** One alert a request, as a sensor without a forwarder sends them, from 64 connections. */
final class SingleAlerts {

    private static final int CONNECTIONS = 64;
    private static final double SECONDS = 4;
    /** Until the compiler has come to an end with what a request goes through; on two cores that takes long. */
    private static final double WARMING_UP = 40;

    private final Machine machine;
    private final Load load;
    private final AtomicInteger events = new AtomicInteger();

    SingleAlerts(Machine machine, Load load) {
        this.machine = machine;
        this.load = load;
    }

    void run(int rounds) throws Exception {
        Side.by(machine, "single alerts, 64 connections, acknowledged", "authenticates, stores nothing")
                .run(rounds, round -> posts(round, "/api/v1/events"), round -> posts(round, "/api/v1/bench/nothing"))
                .printRates(">= 0.45");
        Side.by(machine, "the same", "one plain INSERT a request")
                .run(rounds, round -> posts(round, "/api/v1/events"), round -> posts(round, "/api/v1/bench/insert"))
                .printRates(">= 3");
    }

    private Machine.Work posts(int round, String path) {
        double seconds = round < 0 ? WARMING_UP : SECONDS;
        return () ->
                load.forSeconds(seconds, CONNECTIONS, path, () -> Documents.event("single", events.incrementAndGet()));
    }
}
