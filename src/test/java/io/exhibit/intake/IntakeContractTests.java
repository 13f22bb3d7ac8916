package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Wire;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every status of the contract over real HTTP, with limits that a test can reach. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "exhibit.intake.requests-in-flight=6",
            "exhibit.intake.bytes-in-flight=128MB",
            "exhibit.intake.grace=2s",
            "exhibit.intake.longest=8s",
            "exhibit.intake.event-requests-per-second=1",
            "exhibit.intake.event-requests-at-once=2",
            "server.tomcat.connection-timeout=4s"
        })
class IntakeContractTests {

    private static final String REPORT =
            "{\"SchemaVersion\":2,\"ArtifactName\":\"contract\",\"ArtifactType\":\"repository\",\"Results\":[]}";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    private String token;
    private Api ci;
    private final String world = "contract" + System.nanoTime();

    @BeforeEach
    void signIn() {
        token = tokens.issue(
                "contract",
                EnumSet.of(Permission.SCANS_WRITE, Permission.EVENTS_WRITE),
                Duration.ofDays(1),
                Actor.SYSTEM);
        ci = new Api(port, token);
    }

    @Test
    void answers202ThenAnswers200() {
        assertThat(post(REPORT).status()).isEqualTo(202);
        Api.Answer again = post(REPORT);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .contains("true");
    }

    @Test
    void answers411ToABodyOfUnknownLength() throws IOException {
        try (Wire wire = new Wire(port)) {
            String answer = wire.say(head("Connection: close\r\n")).rest();
            assertThat(answer).startsWith("HTTP/1.1 411").contains("/problems/length-required");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml",
                "text/xml",
                "application/vnd.cyclonedx+xml",
                "application/zip",
                "application/x-tar",
                "application/x-gtar",
                "application/x-7z-compressed",
                "application/x-bzip2",
                "application/x-xz",
                "application/vnd.rar",
                "application/vnd.oci.image.layer.v1.tar",
                "application/vnd.docker.image.rootfs.diff.tar.gzip",
                "application/java-archive",
                "application/vnd.oci.image.layer.v1.tar+gzip",
                "application/pdf",
                "text/html",
                "*/*"
            })
    void answers415ToXmlArchivesAndWhatIsNoDocument(String type) {
        Api.Answer answer = ci.send(ci.request("/api/v1/scans")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(REPORT)));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("/type")).isEqualTo("/problems/unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "compress", "zstd, gzip"})
    void answers415ToEncodingsItDoesNotUndo(String encoding) {
        assertThat(ci.send(ci.request("/api/v1/scans")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", encoding)
                                .POST(HttpRequest.BodyPublishers.ofString(REPORT)))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void answers408ToABodyThatDrips() throws Exception {
        try (Wire wire = new Wire(port)) {
            wire.say(head("Content-Length: 100000\r\n"));
            long begun = System.nanoTime();
            try {
                for (int n = 0; n < 40; n++) {
                    wire.say("{");
                    Thread.sleep(100);
                }
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(wire.rest()).startsWith("HTTP/1.1 408").contains("/problems/too-slow", "Connection: close");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void answers408ToABodyThatStopsInAFormAsWell() throws Exception {
        try (Wire plain = new Wire(port);
                Wire form = new Wire(port)) {
            plain.say(head("Content-Length: 100\r\n")).say("{");
            form.say(head("Content-Length: 1000\r\nContent-Type: multipart/form-data; boundary=b\r\n"))
                    .say("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{");
            assertThat(plain.rest()).startsWith("HTTP/1.1 408");
            assertThat(form.rest()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void answers400ToABodyThatBreaksOff() throws Exception {
        try (Wire cut = new Wire(port);
                Wire chunks = new Wire(port)) {
            assertThat(cut.say(head("Content-Length: 100\r\n"))
                            .say("{")
                            .endOutput()
                            .rest())
                    .startsWith("HTTP/1.1 400");
            assertThat(chunks.say(head("Transfer-Encoding: chunked\r\n"))
                            .say("zz\r\n{\r\n")
                            .rest())
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answers409WhileTheSameKeyIsUnderWay() throws Exception {
        String key = "Idempotency-Key: " + world + "\r\n";
        String body = REPORT + "\n";
        try (Wire first = new Wire(port)) {
            first.say(head(key + "Content-Length: " + body.length() + "\r\n")).say(body.substring(0, 10));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> keyed(REPORT).status() == 409);
            Api.Answer refused = keyed(REPORT);
            assertThat(refused.text("/type")).isEqualTo("/problems/key-in-flight");
            assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
            assertThat(first.say(body.substring(10)).status()).startsWith("HTTP/1.1 202");
        }
        assertThat(keyed(body).status()).isEqualTo(200);
    }

    @Test
    void answers429AboveTheShareOfOneTokenOnly() {
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < 60 && !statuses.contains(429); n++) {
            Api.Answer answer = ci.post("/api/v1/events", bytes("{\"n\":" + n + ",\"w\":\"" + world + "\"}"));
            statuses.add(answer.status());
            if (answer.status() == 429) {
                assertThat(answer.text("/type")).isEqualTo("/problems/too-many-requests");
                assertThat(answer.response()
                                .headers()
                                .firstValueAsLong("Retry-After")
                                .orElseThrow())
                        .isBetween(1L, 2L);
            }
        }
        assertThat(statuses).startsWith(202, 202).contains(429);
        Api other = Api.of(port, tokens, "other", Permission.EVENTS_WRITE);
        assertThat(other.post("/api/v1/events", bytes("{\"w\":\"" + world + "\"}"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void answers503WhenTooManyRequestsOrBytesAreUnderWay() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try {
            wires.add(new Wire(port).say(head("Content-Length: 120000000\r\n")));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> tooLong() == 503);
            for (int n = 0; n < 5; n++) {
                wires.add(new Wire(port).say(head("Content-Length: 100\r\n")));
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Api.Answer busy = post(REPORT + "\t");
                assertThat(busy.status()).isEqualTo(503);
                assertThat(busy.text("/type")).isEqualTo("/problems/busy");
                assertThat(busy.response().headers().firstValue("Retry-After")).isPresent();
            });
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
        // What they held is free again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Set.of(200, 202).contains(post(REPORT + "\t").status()));
    }

    private int tooLong() throws IOException {
        try (Wire wire = new Wire(port)) {
            return Integer.parseInt(wire.say(head("Content-Length: 20000000\r\nExpect: 100-continue\r\n"))
                    .status()
                    .substring(9, 12));
        }
    }

    @Test
    void manyLargeUploadsAtOnceAreKeptOrToldToComeAgain() throws Exception {
        byte[] large = new byte[12 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        Set<Integer> statuses = new TreeSet<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> uploads = new ArrayList<>();
            for (int n = 0; n < 14; n++) {
                byte[] start = bytes("{\"n\":" + n + ",\"w\":\"" + world);
                uploads.add(() -> ci.send(ci.request("/api/v1/scans?environment=" + world)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.concat(
                                        HttpRequest.BodyPublishers.ofByteArray(start),
                                        HttpRequest.BodyPublishers.ofByteArray(large))))
                        .status());
            }
            for (Future<Integer> answer : senders.invokeAll(uploads)) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).contains(202).isSubsetOf(202, 429, 503);
    }

    @Test
    void tellsItsLimitsWithTheirUnits() {
        Api.Answer limits = ci.get("/api/v1/limits");
        assertThat(limits.number("/requestsInFlight")).isEqualTo(6);
        assertThat(limits.number("/events/rate/requests")).isEqualTo(1);
        assertThat(limits.number("/events/rate/atOnce")).isEqualTo(2);
        assertThat(limits.body().at("/contentEncodings").toString()).contains("zstd");
        assertThat(limits.body().at("/notTaken").toString()).contains("XML");
        assertThat(limits.text("/units/bytesInFlight")).isEqualTo("bytes on the wire");
    }

    @Test
    void everyStatusOfTheContractIsDescribed() throws IOException {
        String text = Files.readString(Path.of("docs/api.md"));
        String table = text.substring(text.indexOf("## Every answer to a sender"), text.indexOf("## Problems"));
        for (int status : new int[] {202, 200, 400, 401, 403, 404, 408, 409, 411, 413, 415, 422, 429, 503}) {
            assertThat(Pattern.compile("(?m)^\\| " + status + " ")
                            .matcher(table)
                            .find())
                    .as("%s", status)
                    .isTrue();
        }
    }

    private Api.Answer post(String body) {
        return ci.post("/api/v1/scans?environment=" + world, bytes(body));
    }

    private Api.Answer keyed(String body) {
        return ci.send(ci.request("/api/v1/scans?environment=" + world)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", world)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String head(String headers) {
        return "POST /api/v1/scans?environment=" + world + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token + "\r\n" + headers + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
