package io.exhibit.bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Trivy reports of 10,000 findings, two at once. */
final class ReportImports {

    private static final int ROWS = 10_000;

    private final Machine machine;
    private final Load load;
    private final Floor floor;
    private final AtomicInteger images = new AtomicInteger();

    ReportImports(Machine machine, Load load, Floor floor) {
        this.machine = machine;
        this.load = load;
        this.floor = floor;
    }

    void run(int rounds) throws Exception {
        Side.by(
                        machine,
                        "two Trivy reports of 10,000 findings, POST to INTERPRETED",
                        "COPY of the rows that they write")
                .run(rounds, round -> first(), round -> copied())
                .printRates(">= 0.45");
        Side.by(machine, "the same findings in two new reports", "their first import (time)")
                .run(rounds, round -> again(), round -> first())
                .printTimes("<= 0.30");
    }

    private Machine.Work first() throws Exception {
        return posted(
                Documents.report(image(images.incrementAndGet()), ROWS),
                Documents.report(image(images.incrementAndGet()), ROWS));
    }

    /** Of the last two images: other bytes, the same findings. */
    private Machine.Work again() throws Exception {
        if (images.get() == 0) {
            first().run();
        }
        return posted(longer(image(images.get() - 1)), longer(image(images.get())));
    }

    private static byte[] longer(String image) throws Exception {
        byte[] document = Documents.report(image, ROWS);
        byte[] longer = Arrays.copyOf(document, document.length + 1 + (int) (System.nanoTime() % 1000));
        Arrays.fill(longer, document.length, longer.length, (byte) '\n');
        return longer;
    }

    private static String image(int number) {
        return "bench.example/report-" + number;
    }

    private Machine.Work posted(byte[] one, byte[] other) throws Exception {
        floor.awaitReading();
        Iterator<byte[]> next = List.of(one, other).iterator();
        return () -> {
            load.run(2, "/api/v1/scans", () -> {
                synchronized (next) {
                    return next.hasNext() ? next.next() : null;
                }
            });
            floor.awaitReading();
            return 2L * ROWS;
        };
    }

    private Machine.Work copied() throws Exception {
        String targets = "(SELECT id FROM estate.target WHERE name IN ('" + image(images.get() - 1) + "', '"
                + image(images.get()) + "'))";
        String findings = "SELECT id FROM findings.finding WHERE target_id IN " + targets;
        Machine.Work finding =
                floor.copy("findings.finding", "SELECT * FROM findings.finding WHERE target_id IN " + targets);
        Machine.Work episode =
                floor.copy("findings.episode", "SELECT * FROM findings.episode WHERE finding_id IN (" + findings + ")");
        Machine.Work deadline = floor.copy(
                "findings.deadline", "SELECT * FROM findings.deadline WHERE finding_id IN (" + findings + ")");
        return () -> {
            episode.run();
            deadline.run();
            return finding.run();
        };
    }
}
