package io.exhibit.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A thousand alerts a request, as a forwarder sends them, from two connections. */
final class BulkAlerts {

    private static final int REQUESTS = 30;
    private static final int EVENTS = 1000;
    private static final int CONNECTIONS = 2;

    private final Machine machine;
    private final Load load;
    private final Floor floor;

    BulkAlerts(Machine machine, Load load, Floor floor) {
        this.machine = machine;
        this.load = load;
        this.floor = floor;
    }

    void run(int rounds) throws Exception {
        String copy = "COPY of their rows, 1,000 a commit, 2 connections";
        Side.by(machine, "alerts, 1,000 a request, 2 connections, acknowledged", copy)
                .run(rounds, round -> posted("bulk" + round, false), round -> copied("bulk" + round))
                .printRates(">= 0.65");
        Side.by(machine, "the same, to INTERPRETED", copy)
                .run(rounds, round -> posted("read" + round, true), round -> copied("read" + round))
                .printRates(">= 0.45");
    }

    private Machine.Work posted(String world, boolean untilRead) throws Exception {
        floor.awaitReading();
        List<byte[]> bodies = new ArrayList<>();
        for (int n = 0; n < REQUESTS; n++) {
            bodies.add(Documents.events(world + "." + n, EVENTS));
        }
        Iterator<byte[]> next = bodies.iterator();
        return () -> {
            load.run(CONNECTIONS, "/api/v1/events", () -> {
                synchronized (next) {
                    return next.hasNext() ? next.next() : null;
                }
            });
            if (untilRead) {
                floor.awaitReading();
            }
            return (long) REQUESTS * EVENTS;
        };
    }

    private Machine.Work copied(String world) throws Exception {
        floor.awaitReading();
        return floor.copyInParts(
                "alerts.alert", "SELECT * FROM alerts.alert WHERE output LIKE '%world=" + world + ".%'", EVENTS);
    }
}
