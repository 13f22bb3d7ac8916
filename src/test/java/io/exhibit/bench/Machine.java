package io.exhibit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the application and its database use of the processor, as Linux counts it, and of memory. */
final class Machine {

    private static final double MICROS_A_TICK = 1e6 / 100;

    private final long application;
    private final long postmaster;

    Machine(long application, long postmaster) {
        this.application = application;
        this.postmaster = postmaster;
    }

    /** One side of a comparison in one round: how long, for how many items, and the processor's time for it. */
    record Sample(double seconds, long items, double cpuMicros) {

        double rate() {
            return items / seconds;
        }

        double cpuPerItem() {
            return cpuMicros / items;
        }
    }

    /** Something to measure; it answers how many items that was. */
    interface Work {
        long run() throws Exception;
    }

    Sample measure(Work work) throws Exception {
        double cpu = cpuMicros();
        long start = System.nanoTime();
        long items = work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Sample(seconds, items, cpuMicros() - cpu);
    }

    /** The high-water mark of the application's resident memory. */
    long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + application + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private double cpuMicros() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                            .filter(path -> path.getFileName().toString().matches("\\d+"))
                            .mapToLong(this::ticks)
                            .sum()
                    * MICROS_A_TICK;
        }
    }

    /** Those of a process that is one of ours, with those of its children that have ended; else none. */
    private long ticks(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            long id = Long.parseLong(process.getFileName().toString());
            long parent = Long.parseLong(fields.get(1));
            if (id != application && id != postmaster && parent != postmaster) {
                return 0;
            }
            return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
