package io.exhibit.bench;

import io.exhibit.Api;
import io.exhibit.kernel.Console;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Times the main journeys beside their floors, in one run, and prints medians and ratios, row by row. Arguments: rounds, port. */
@Console(why = "a benchmark's output is what its caller reads")
final class Bench {

    private static final String TOKEN = "bench-token-bench-token-bench-token-bench";
    private static final String ADMIN = "bench@exhibit.example:bench-password-of-the-bench";

    private final int rounds;
    private final Api api;
    private final Floor floor;
    private final Visitor visitor;

    private Bench(int rounds, int port, String database) {
        this.rounds = rounds;
        this.api = new Api(port, TOKEN);
        this.floor = new Floor(database);
        this.visitor = new Visitor(port, ADMIN);
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8099;
        Path data = Files.createTempDirectory("exhibit-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Process server = Server.start(port, url, ADMIN, TOKEN);
            try {
                Server.awaitReady(port);
                Bench bench = new Bench(rounds, port, url);
                bench.run();
                bench.print(Server.peakMegabytes(server));
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private void run() throws Exception {
        System.out.println("| what | median | beside | median | times the floor |");
        System.out.println("|---|---|---|---|---|");
        report(-1);
        for (int round = 0; round < rounds; round++) {
            report(round);
        }
        summarize();
        alertsInOneBody();
        alertsOneByOne();
        pack();
        pages();
    }

    private final List<Double> first = new ArrayList<>();
    private final List<Double> again = new ArrayList<>();
    private final List<Double> raw = new ArrayList<>();

    /** A report of 10,000 findings, the same rows in other bytes, and the floor. Round -1 warms up. */
    private void report(int round) throws Exception {
        String image = "bench.example/report-" + (round + 1);
        byte[] document = Documents.report(image, 10_000);
        double imported = seconds(() -> interpreted("/api/v1/scans?wait=60s", document));
        byte[] other = new byte[document.length + 1];
        System.arraycopy(document, 0, other, 0, document.length);
        other[document.length] = '\n';
        double repeated = seconds(() -> interpreted("/api/v1/scans?wait=60s", other));
        String target = "(SELECT id FROM estate.target WHERE name = '" + image + "')";
        long copy = floor.copy("findings.finding", "SELECT * FROM findings.finding WHERE target_id = " + target)
                + floor.copy(
                        "findings.episode",
                        "SELECT e.* FROM findings.episode e JOIN findings.finding f ON f.id = e.finding_id WHERE f.target_id = "
                                + target)
                + floor.copy(
                        "findings.deadline",
                        "SELECT d.* FROM findings.deadline d JOIN findings.finding f ON f.id = d.finding_id WHERE f.target_id = "
                                + target);
        if (round >= 0) {
            first.add(imported);
            again.add(repeated);
            raw.add(copy / 1e9);
        }
    }

    private void summarize() {
        row("Trivy report of 10,000 findings, POST to INTERPRETED", first, "COPY of the rows it wrote", raw);
        row("the same findings in a new report", again, "their first import", first);
    }

    private void alertsInOneBody() throws Exception {
        List<Double> durable = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            String world = "bulk" + round;
            byte[] document = Documents.events(world, 5000);
            double taken = seconds(() -> interpreted("/api/v1/events?wait=60s", document));
            long copy = floor.copy(
                    "alerts.alert_other", "SELECT * FROM alerts.alert WHERE output LIKE '%world=" + world + " %'");
            if (round >= 0) {
                durable.add(taken);
                copied.add(copy / 1e9);
            }
        }
        row("5,000 alerts as NDJSON, POST to INTERPRETED", durable, "COPY of the rows it wrote", copied);
    }

    private void alertsOneByOne() throws Exception {
        List<Double> durable = new ArrayList<>();
        List<Double> nothing = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            String world = "single" + round;
            double stored = seconds(() -> hammer("/api/v1/events", world));
            double floored = seconds(() -> hammer("/bench/nothing", world));
            if (round >= 0) {
                durable.add(stored);
                nothing.add(floored);
            }
        }
        row(
                "2,000 alerts one by one from 16 connections, acknowledged",
                durable,
                "an endpoint that stores nothing",
                nothing);
    }

    private void hammer(String path, String world) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int n = 0; n < 2000; n++) {
                byte[] event = Documents.event(world, n);
                calls.add(() -> api.post(path, event).status());
            }
            for (Future<Integer> status : pool.invokeAll(calls)) {
                require(status.get() == 202, "An event was answered with " + status.get());
            }
        }
    }

    private void pack() throws Exception {
        interpreted("/api/v1/scans?wait=60s&system=bench", Documents.report("bench.example/pack", 5000));
        visitor.enterSystem("bench");
        List<Double> sealed = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            sealed.add(seconds(this::sealOne));
            written.add(floor.copy(
                            "findings.finding",
                            "SELECT f.* FROM findings.finding f JOIN estate.target t ON t.id = f.target_id"
                                    + " WHERE t.claimed_system = 'bench'")
                    / 1e9);
        }
        row("pack of 5,000 findings, asked for to sealed", sealed, "COPY of the findings", written);
    }

    private void sealOne() throws InterruptedException {
        String ask = "{\"framework\":\"pci-dss\",\"system\":\"bench\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}";
        Api.Answer asked = api.post("/api/v1/packs", ask.getBytes(StandardCharsets.UTF_8));
        require(
                asked.status() == 202,
                "A pack was answered with " + asked.response().body());
        String url = asked.response().headers().firstValue("Location").orElseThrow();
        String state = "REQUESTED";
        while (!state.equals("SEALED")) {
            require(!state.equals("FAILED"), "The pack failed");
            Thread.sleep(100);
            state = api.get(url).text("/state");
        }
    }

    private void pages() throws Exception {
        for (int n = 0; n < 10; n++) {
            interpreted("/api/v1/scans?wait=60s", Documents.report("bench.example/many-" + n, 10_000));
        }
        long findings = floor.count("SELECT count(*) FROM findings.finding");
        List<Double> bare = visits("/sign-in");
        String size = String.format(Locale.ROOT, " at %,d findings", findings);
        row("home" + size, visits("/"), "the sign-in page", bare);
        row("patch timeline" + size, visits("/timeline"), "the sign-in page", bare);
        row("findings" + size, visits("/findings"), "the sign-in page", bare);
    }

    private List<Double> visits(String path) throws Exception {
        visitor.get(path);
        List<Double> visits = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            visits.add(seconds(() -> visitor.get(path)));
        }
        return visits;
    }

    private void interpreted(String path, byte[] document) {
        Api.Answer answer = api.send(api.request(path)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofByteArray(document)));
        require(
                answer.text("/state").equals("INTERPRETED"),
                "Not interpreted: " + answer.response().body());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void row(String what, List<Double> times, String beside, List<Double> floors) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.3f s | %s | %.3f s | %.1f |",
                what,
                median(times),
                beside,
                median(floors),
                median(times) / median(floors)));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private void print(long peak) {
        System.out.println();
        System.out.println(
                "Peak memory of the application (-Xmx512m): " + peak + " MiB resident. Rounds: " + rounds + ".");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
