package io.exhibit.bench;

import io.exhibit.kernel.Console;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The pages of the morning, at a hundredth of a large estate and at the whole of it. */
@Console(why = "a benchmark's output is what its caller reads")
final class EstatePages {

    private static final int VISITS = 20;
    private static final long WHOLE = Long.getLong("exhibit.estate", 10_000_000);
    private static final int PART = 100;

    private static final List<String> PATHS = List.of(
            "/",
            "/?scope=system:system-4",
            "/?asOf=2025-11-22",
            "/timeline",
            "/timeline?scope=tag:cardholder-data",
            "/timeline?rank=CRITICAL&state=LATE",
            "/timeline?asOf=2025-11-22",
            "/timeline?asOf=2025-11-22&known=now",
            "/findings",
            "/findings?state=OPEN&rank=CRITICAL",
            "/findings?q=CVE-2025-20077",
            "/findings?q=component-77",
            "/findings?scope=system:system-4",
            "/findings?asOf=2025-11-22",
            "/findings?asOf=2025-11-22&known=now",
            "/findings?due=late",
            "/findings?due=late&owner=Owner+6",
            "/exploited?here=all",
            "/progress",
            "/components?name=component-77",
            "/components?name=*nent-77",
            "/vendors",
            "/vendors?asOf=2025-11-22",
            "/conflicts?asOf=2025-11-22",
            "/deployments",
            "/deployments/never-run",
            "/images");

    private final Visitor visitor;
    private final LargeEstate estate;

    EstatePages(Visitor visitor, LargeEstate estate) {
        this.visitor = visitor;
        this.estate = estate;
    }

    /** How long visits took, in milliseconds; first: the one before those that count. */
    private record Times(double first, double median, double slow) {}

    void run() throws Exception {
        Map<String, Times> part = visits(WHOLE / PART);
        Map<String, Times> whole = visits(WHOLE);
        System.out.println();
        System.out.println(String.format(
                Locale.ROOT,
                "| page | p50 at %,d findings | p95 | p50 at %,d | p95 (goal <= 150 ms) | first visit | times p50 (goal <= 3) |",
                WHOLE / PART,
                WHOLE));
        System.out.println("|---|---|---|---|---|---|---|");
        part.forEach((path, times) -> print(path, times, Objects.requireNonNull(whole.get(path))));
    }

    private Map<String, Times> visits(long findings) throws Exception {
        long begun = System.nanoTime();
        estate.fill(findings);
        System.err.println(
                findings + " findings filled in after " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
        Map<String, Times> visits = new LinkedHashMap<>();
        for (String path : PATHS) {
            double first = milliseconds(path);
            List<Double> times = new ArrayList<>();
            for (int n = 0; n < VISITS; n++) {
                times.add(milliseconds(path));
            }
            Collections.sort(times);
            visits.put(path, new Times(first, times.get(VISITS / 2), times.get(VISITS * 95 / 100)));
        }
        return visits;
    }

    private double milliseconds(String path) {
        long begun = System.nanoTime();
        visitor.get(path);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void print(String path, Times part, Times whole) {
        System.out.println(String.format(
                Locale.ROOT,
                "| `%s` | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.1f |",
                path,
                part.median(),
                part.slow(),
                whole.median(),
                whole.slow(),
                whole.first(),
                whole.median() / part.median()));
    }
}
