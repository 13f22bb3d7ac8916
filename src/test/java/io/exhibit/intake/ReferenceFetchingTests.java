package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exhibit.Desk;
import io.exhibit.access.Role;
import io.exhibit.intake.ReferenceFeed.Standing;
import io.exhibit.intake.ReferenceFetching.Wanted;
import io.exhibit.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reference data that Exhibit fetches by itself, from a server that behaves in every way. */
@SpringBootTest
@AutoConfigureMockMvc
class ReferenceFetchingTests {

    private static final String RELEASES = "{\"releases\":{\"1\":{\"eol\":\"2026-01-01\"},\"2\":{\"eol\":false}}}";
    private static final Duration ALWAYS = Duration.ZERO;
    private static final Duration SELDOM = Duration.ofDays(1);

    @Autowired
    private ReferenceFeeds feeds;

    @Autowired
    private ReferenceLooks looks;

    @Autowired
    private ObjectProvider<ReferenceSource> sources;

    @Autowired
    private DiskGuard disk;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    private final String product = "fetched-" + System.nanoTime();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void loadsWhatItFetchesAsIfItHadBeenPostedAndSaysFromWhere(@Autowired BeanFactory beans) {
        answer("/ok", RELEASES.getBytes(StandardCharsets.UTF_8), "\"v1\"");
        fetch(at("/ok"), SELDOM);
        assertThat(standing(at("/ok"))).satisfies(it -> {
            assertThat(it.outcome()).isEqualTo("LOADED");
            assertThat(it.succeededAt()).isNotNull();
            assertThat(it.reason()).isEmpty();
        });
        assertThat(detail())
                .contains("\"fetched\"", at("/ok"), "\"status\":200", "\"fetchedAt\"", "\"etag\":\"\\\"v1\\\"\"");
        String sha256 = Sha256.of(RELEASES.getBytes(StandardCharsets.UTF_8)).hex();
        assertThat(new Desk(beans).get(Role.AUDITOR, "/evidence/" + sha256).status())
                .isEqualTo(200);
        assertThat(new Desk(beans).get(Role.AUDITOR, "/reference").text())
                .contains("exhibit, from " + at("/ok"), "no address is set");
    }

    @Test
    void asksAgainOnlyForWhatIsNewAndOnlyWhenItIsTime() {
        answer("/ok", RELEASES.getBytes(StandardCharsets.UTF_8), "\"v1\"");
        fetch(at("/ok"), SELDOM);
        fetch(at("/ok"), SELDOM);
        assertThat(asked).hasSize(1);
        fetch(at("/ok"), ALWAYS);
        assertThat(asked.getLast())
                .containsEntry("If-none-match", "\"v1\"")
                .containsEntry("If-modified-since", "Sun, 01 Nov 2026 00:00:00 GMT");
        assertThat(standing(at("/ok")).outcome()).isEqualTo("UNCHANGED");
        fetch(at("/ok") + "?elsewhere", SELDOM);
        assertThat(asked.getLast()).as("another address knows nothing of it").doesNotContainKey("If-none-match");
        assertThat(standing(at("/ok")).outcome()).as("the same bytes again").isEqualTo("UNCHANGED");
        assertThat(loads()).isEqualTo(1);
    }

    @Test
    void keepsThatItLookedAlsoWhereNothingWasNewOnceAnHour() {
        answer("/ok", RELEASES.getBytes(StandardCharsets.UTF_8), "\"v1\"");
        fetch(at("/ok"), SELDOM);
        fetch(at("/ok"), ALWAYS);
        assertThat(looks()).isEqualTo(1);
        sql("UPDATE intake.reference_look SET looked_at = looked_at - interval '2 hours' WHERE product = :product");
        fetch(at("/ok"), ALWAYS);
        assertThat(standing(at("/ok")).outcome()).isEqualTo("UNCHANGED");
        assertThat(looks()).as("not modified").isEqualTo(2);
        sql("UPDATE intake.reference_look SET looked_at = looked_at - interval '2 hours' WHERE product = :product");
        fetch(at("/ok") + "?elsewhere", SELDOM);
        assertThat(looks()).as("the same bytes").isEqualTo(3);
    }

    @Test
    void takesWhatIsCompressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(RELEASES.getBytes(StandardCharsets.UTF_8));
        }
        answer("/gzip", packed.toByteArray(), null);
        fetch(at("/gzip"), SELDOM);
        assertThat(standing(at("/gzip")).outcome()).isEqualTo("LOADED");
    }

    @Test
    void whatFailsLeavesWhatIsLoadedAndIsTriedAgainSooner() {
        answer("/ok", RELEASES.getBytes(StandardCharsets.UTF_8), "\"v1\"");
        fetch(at("/ok"), SELDOM);
        answer("/garbage", "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8), "\"bad\"");
        fetch(at("/garbage"), SELDOM);
        Standing failed = standing(at("/garbage"));
        assertThat(failed.outcome()).isEqualTo("FAILED");
        assertThat(failed.reason()).isNotBlank();
        assertThat(failed.succeededAt()).as("when it last went well").isNotNull();
        assertThat(loads()).isEqualTo(1);
        fetch(at("/garbage"), SELDOM);
        assertThat(asked).as("after a failure it is time at once here").hasSize(3);
        assertThat(asked.getLast())
                .as("nothing is believed of what was not loaded")
                .doesNotContainKey("If-none-match");
    }

    @Test
    void takesNoMoreThanACatalogueHas() {
        handle("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int n = 0; n < 6 * 1024; n++) {
                    out.write(new byte[1024]);
                }
            }
        });
        fetch(at("/large"), SELDOM);
        assertThat(standing(at("/large")).reason()).isEqualTo("it answered more than 4194304 bytes");
    }

    @Test
    void waitsForNobodyForEver() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        handle("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            over.await(30, TimeUnit.SECONDS);
        });
        long began = System.nanoTime();
        fetch(at("/slow"), SELDOM);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        over.countDown();
        assertThat(standing(at("/slow")).reason()).isEqualTo("no whole answer within 2 s");
    }

    @Test
    void isLedWithinAHostButNotToAnother() {
        answer("/ok", RELEASES.getBytes(StandardCharsets.UTF_8), null);
        redirect("/moved", "/ok");
        redirect("/away", "http://localhost:1/ok");
        redirect("/scheme", "file:///etc/passwd");
        redirect("/round", "/round");
        fetch(at("/moved"), SELDOM);
        assertThat(standing(at("/moved")).outcome()).isEqualTo("LOADED");
        assertThat(reasonOf("/away")).contains("another host (localhost)");
        assertThat(reasonOf("/scheme")).contains("not https");
        assertThat(reasonOf("/round")).contains("on and on");
    }

    @Test
    void saysWhatWentWrong() {
        handle("/denied", exchange -> exchange.sendResponseHeaders(403, -1));
        assertThat(reasonOf("/denied")).isEqualTo("it answered with status 403");
        assertThat(reasonOf("/none-such")).isEqualTo("it answered with status 404");
        server.stop(0);
        assertThat(reasonOf("/gone")).isEqualTo("it could not be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mirror.example/kev.json",
                "ftp://mirror.example/kev.json",
                "https://user:word@mirror.example/kev.json",
                "http://127.0.0.1.mirror.example/kev.json",
                "file:///etc/passwd",
                "https:///kev.json",
                "kev.json",
                "https://mirror example/"
            })
    void asksNoAddressThatIsNotHttps(String url) {
        fetch(url, SELDOM);
        assertThat(standing(url).reason()).contains("not https");
    }

    @Test
    void oneReplicaFetches() throws InterruptedException {
        Map<String, Integer> served = new ConcurrentHashMap<>();
        handle("/ok", exchange -> {
            served.merge("times", 1, Integer::sum);
            Thread.sleep(500);
            body(exchange, RELEASES.getBytes(StandardCharsets.UTF_8));
        });
        List<Thread> replicas = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            replicas.add(Thread.ofVirtual().start(() -> fetch(at("/ok"), SELDOM)));
        }
        for (Thread replica : replicas) {
            replica.join();
        }
        assertThat(served).containsEntry("times", 1);
        assertThat(standing(at("/ok")).outcome()).isEqualTo("LOADED");
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void handle(String path, Handler handler) {
        server.createContext(path, exchange -> {
            Map<String, String> headers = new ConcurrentHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            asked.add(headers);
            try (exchange) {
                handler.handle(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void answer(String path, byte[] body, @Nullable String etag) {
        handle(path, exchange -> {
            if (etag != null) {
                exchange.getResponseHeaders().set("ETag", etag);
                exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT");
            }
            if (etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                body(exchange, body);
            }
        });
    }

    private static void body(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void redirect(String path, String to) {
        handle(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String reasonOf(String path) {
        fetch(at(path), SELDOM);
        return standing(at(path)).reason();
    }

    private void fetch(String url, Duration every) {
        fetching(url, every).look();
    }

    private ReferenceFetching fetching(String url, Duration every) {
        ReferenceFetching.Settings settings = new ReferenceFetching.Settings(
                new Wanted("", SELDOM),
                new Wanted("", SELDOM),
                new Wanted(url, every),
                List.of(product),
                ALWAYS,
                Duration.ofSeconds(2));
        return new ReferenceFetching(settings, feeds, looks, sources, disk, clock);
    }

    private void sql(String statement) {
        jdbc.sql(statement).param("product", product).update();
    }

    private long looks() {
        return jdbc.sql("SELECT count(*) FROM intake.reference_look WHERE product = :product")
                .param("product", product)
                .query(Long.class)
                .single();
    }

    private Standing standing(String url) {
        return fetching(url, SELDOM).standings().getFirst();
    }

    private int loads() {
        return jdbc.sql("SELECT count(*) FROM intake.reference_load WHERE product = :product")
                .param("product", product)
                .query(Integer.class)
                .single();
    }

    private String detail() {
        return jdbc.sql("""
                SELECT convert_from(e.detail, 'UTF8')
                  FROM ledger.entry e
                  JOIN intake.reference_load l ON l.entry_index = e.index
                 WHERE l.product = :product
                """).param("product", product).query(String.class).single();
    }
}
