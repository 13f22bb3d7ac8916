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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Times the main journeys beside their floors, in one run, and prints medians and ratios, row by row. Arguments: rounds, port, parts with commas. */
@Console(why = "a benchmark's output is what its caller reads")
final class Bench {

    private static final String TOKEN = "bench-token-bench-token-bench-token-bench";
    private static final String ADMIN = "bench@exhibit.example:bench-password-of-the-bench";

    private final int rounds;
    private final Api api;
    private final Floor floor;
    private final Visitor visitor;
    private final Machine machine;

    private Bench(int rounds, int port, Floor floor, Machine machine) {
        this.rounds = rounds;
        this.api = new Api(port, TOKEN);
        this.floor = floor;
        this.visitor = new Visitor(port, ADMIN);
        this.machine = machine;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8099;
        Set<String> only = arguments.length > 2 ? Set.of(arguments[2].split(",", -1)) : Set.of();
        Path data = Files.createTempDirectory("exhibit-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("cluster"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("shared_buffers", "2GB")
                .start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Process server = Server.start(port, url, ADMIN, TOKEN, data.resolve("signer"));
            try {
                Server.awaitReady(port);
                long postmaster = Long.parseLong(Files.readAllLines(data.resolve("cluster/postmaster.pid"))
                        .getFirst());
                Machine machine = new Machine(server.pid(), postmaster);
                new Bench(rounds, port, new Floor(url), machine).run(only, port, url);
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private void run(Set<String> only, int port, String url) throws Exception {
        Load load = new Load(port, TOKEN);
        Map<String, Machine.Work> parts = new LinkedHashMap<>();
        parts.put("single", () -> {
            new SingleAlerts(machine, load).run(rounds);
            return 0;
        });
        parts.put("bulk", () -> {
            new BulkAlerts(machine, load, floor).run(rounds);
            return 0;
        });
        parts.put("reports", () -> {
            new ReportImports(machine, load, floor).run(rounds);
            return 0;
        });
        parts.put("ledger", () -> {
            new LedgerReading(machine, floor, url).run(rounds);
            return 0;
        });
        parts.put("pages", () -> {
            journeys();
            return 0;
        });
        parts.put("uploads", () -> {
            new LargeUploads(machine, load).run();
            return 0;
        });
        if (only.contains("estate")) {
            new EstatePages(visitor, new LargeEstate(url)).run();
        }
        Side.printHead();
        for (Map.Entry<String, Machine.Work> part : parts.entrySet()) {
            if (only.isEmpty() || only.contains(part.getKey())) {
                part.getValue().run();
            }
        }
    }

    private void journeys() throws Exception {
        System.out.println();
        System.out.println("| what | median | beside | median | times the floor |");
        System.out.println("|---|---|---|---|---|");
        pack();
        pages();
    }

    private void pack() throws Exception {
        interpreted("/api/v1/scans?wait=60s&system=bench", Documents.report("bench.example/pack", 5000));
        visitor.enterSystem("bench");
        List<Double> drafted = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            drafted.add(seconds(this::draftOne));
            Machine.Work copy = floor.copy(
                    "findings.finding",
                    "SELECT f.* FROM findings.finding f JOIN estate.target t ON t.id = f.target_id"
                            + " WHERE t.claimed_system = 'bench'");
            written.add(seconds(copy::run));
        }
        row("pack of 5,000 findings, asked for to draft", drafted, "COPY of the findings", written);
    }

    private void draftOne() throws InterruptedException {
        String ask = "{\"framework\":\"pci-dss\",\"system\":\"bench\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}";
        Api.Answer asked = api.post("/api/v1/packs", ask.getBytes(StandardCharsets.UTF_8));
        require(
                asked.status() == 202,
                "A pack was answered with " + asked.response().body());
        String url = asked.response().headers().firstValue("Location").orElseThrow();
        String state = "REQUESTED";
        while (!state.equals("DRAFT")) {
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
                Side.median(times),
                beside,
                Side.median(floors),
                Side.median(times) / Side.median(floors)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
