package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents that were made to hurt: each is kept, none of them costs more than a moment, and what follows is read. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HostileDocumentTests {

    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final int MEBIBYTE = 1024 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private final String world = "hostile" + System.nanoTime();

    @BeforeEach
    void signIn() {
        api = Api.of(port, tokens, "hostile", Permission.SCANS_WRITE, Permission.EVENTS_WRITE);
    }

    @Test
    void whatUnpacksWithoutEndIsStoppedEarly() throws IOException {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("gzip of zeros", gzip(zeros(64 * MEBIBYTE)));
        bombs.put("gzip of gzip", gzip(gzip(gzip(zeros(64 * MEBIBYTE)))));
        bombs.put("many members", repeated(gzip(zeros(2 * MEBIBYTE)), 40));
        bombs.put("zstd of zeros", Zstd.compress(zeros(64 * MEBIBYTE)));
        bombs.put("many frames", repeated(Zstd.compress(zeros(2 * MEBIBYTE)), 40));
        bombs.put("zstd with a window of 128 MiB", zstd(zeros(200 * MEBIBYTE), 27));
        bombs.put("zstd of gzip", Zstd.compress(gzip(zeros(64 * MEBIBYTE))));
        bombs.forEach((name, bomb) -> assertThat(outcome(name, bomb)).as(name).startsWith("QUARANTINED "));
    }

    @Test
    void unpackingHoldsNoMoreThanItsWindowWhateverAFrameAsksFor() throws IOException {
        byte[] bomb = zstd(zeros(200 * MEBIBYTE), 27);
        long before = used();
        for (int n = 0; n < 50; n++) {
            try (InputStream in = Decoded.open(Encoding.ZSTD, new ByteArrayInputStream(bomb))) {
                in.readNBytes(MEBIBYTE);
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("too much memory");
            }
        }
        assertThat(used() - before).isLessThan(32L * MEBIBYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void whatIsCutShortOrDamagedIsKeptUnread(String encoding) throws IOException {
        byte[] plain = report("x").getBytes(StandardCharsets.UTF_8);
        byte[] whole = encoding.equals("gzip") ? gzip(plain) : zstd(plain, 20);
        for (int length : new int[] {4, 5, 12, whole.length / 2, whole.length - 1}) {
            assertThat(outcome("cut at " + length, Arrays.copyOf(whole, length)))
                    .startsWith("QUARANTINED");
        }
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 0x55;
        assertThat(outcome("damaged", damaged)).startsWith("QUARANTINED");
    }

    @Test
    void readsZstdAsItReadsGzip() throws IOException {
        String report = report("zstd" + world);
        for (byte[] body : new byte[][] {
            Zstd.compress(report.getBytes(StandardCharsets.UTF_8)),
            zstd(report.getBytes(StandardCharsets.UTF_8), 23),
            gzip(report.getBytes(StandardCharsets.UTF_8))
        }) {
            Api.Answer answer = api.send(api.request("/api/v1/scans?wait=20s&environment=" + world)
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "zstd")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(answer.text("/state")).as(answer.response().body()).isEqualTo("INTERPRETED");
        }
    }

    @Test
    void archivesThatAreCalledJsonAreKeptAndOpenedByNobody() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("../../../../tmp/exhibit-slip"));
            out.write("x".getBytes(StandardCharsets.UTF_8));
        }
        byte[] tar = new byte[1024];
        System.arraycopy("../slip".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 7);
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
        assertThat(outcome("zip", zip.toByteArray())).startsWith("QUARANTINED");
        assertThat(outcome("tar", tar)).startsWith("QUARANTINED");
        assertThat(outcome("tar.gz", gzip(tar))).startsWith("QUARANTINED");
        assertThat(Path.of("/tmp/exhibit-slip")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "depth, too-deep",
        "closing depth, not-json",
        "digits, number-range",
        "exponent, not-json|INTERPRETED",
        "text, too-many|INTERPRETED",
        "name, too-many",
        "names, too-many",
        "empty objects, INTERPRETED|schema|unknown-format|too-many"
    })
    void jsonBeyondItsLimitsCostsAMoment(String what, String outcomes) {
        String inner = switch (what) {
            case "depth" -> "[".repeat(1_000_000);
            case "closing depth" -> "]".repeat(1_000_000);
            case "digits" -> "1".repeat(1_000_000);
            case "exponent" -> "1e400000";
            case "text" -> "\"" + "x".repeat(10_000_000) + "\"";
            case "name" -> "{\"" + "n".repeat(60_000) + "\":1}";
            case "names" -> names(1_000_000);
            default -> "[" + "{},".repeat(1_000_000) + "{}]";
        };
        assertThat(outcome(what, report("x").replace("\"Results\"", "\"Extra\":" + inner + ",\"Results\"")))
                .matches("(QUARANTINED )?(" + outcomes + ")( .*)?");
        String event = event("\"output_fields\":{\"evil\":" + inner + "}");
        Api.Answer answer = timed(what, "/api/v1/events", event.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(what).isIn(202, 200);
        assertThat(answer.text("/state")).isIn("QUARANTINED", "INTERPRETED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"SchemaVersion\":2,\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"Results\":[]}",
                "{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"Results\":[],\"Results\":[{}]}",
                "{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"Results\":[],\"\\u0052esults\":[]}",
                "{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"X\":{\"a\":1,\"a\":1},\"Results\":[]}",
                "{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"ArtifactType\":\"repository\",\"X\":[[{\"\":1,\"\":2}]],\"Results\":[]}"
            })
    void aNameThatStandsTwiceIsNotGuessedAt(String report) {
        assertThat(outcome("twice", report)).isEqualTo("QUARANTINED duplicate-key");
        String event = event(
                "\"output_fields\":{\"k8s.ns.name\":\"a\",\"k8s.ns.name\":\"" + world + report.hashCode() + "\"}");
        Api.Answer answer = api.post("/api/v1/events?wait=20s", event.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("/reason")).isEqualTo("duplicate-key");
    }

    @Test
    void textThatNoDatabaseStoresIsRepairedInWhatIsDerivedAlone() {
        for (String text : new String[] {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "\\ud83d\\ude00"}) {
            String report = report("odd " + text + world);
            assertThat(outcome(text, report)).as(text).isEqualTo("INTERPRETED");
            Api.Answer event = timed(
                    text,
                    "/api/v1/events",
                    event("\"output_fields\":{\"proc.cmdline\":\"" + text + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(event.text("/state")).as(text).isEqualTo("INTERPRETED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, bad-utf8",
        "UTF-16BE, bad-utf8",
        "UTF-16, bad-utf8|not-json",
        "UTF-32LE, bad-utf8",
        "UTF-32BE, bad-utf8"
    })
    void whatIsNotUtf8IsNotGuessedAt(String charset, String reasons) {
        assertThat(outcome(charset, report("utf").getBytes(Charset.forName(charset))))
                .matches("QUARANTINED (" + reasons + ")");
        assertThat(timed(charset, "/api/v1/events", event("\"x\":1").getBytes(Charset.forName(charset)))
                        .text("/state"))
                .isEqualTo("QUARANTINED");
    }

    @Test
    void bytesThatAreNotUtf8InTextsAreKeptUnread() {
        int[][] bad = {
            {0xFF},
            {0xFE},
            {0x80},
            {0xBF},
            {0xC0, 0x80},
            {0xC0, 0xAF},
            {0xC1, 0xBF},
            {0xE0, 0x80, 0xAF},
            {0xF0, 0x80, 0x80, 0xAF},
            {0xED, 0xA0, 0x80},
            {0xED, 0xBF, 0xBF},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF8, 0x88, 0x80, 0x80, 0x80},
            {0xC3},
            {0xE2, 0x82}
        };
        for (int[] bytes : bad) {
            StringBuilder text = new StringBuilder();
            for (int each : bytes) {
                text.append((char) each);
            }
            byte[] body = report("bytes " + text).getBytes(StandardCharsets.ISO_8859_1);
            String outcome = outcome(Arrays.toString(bytes), body);
            assertThat(outcome).as(Arrays.toString(bytes)).matches("QUARANTINED (not-json|bad-utf8)|INTERPRETED");
        }
        assertThat(jdbc.sql("SELECT count(*) FROM estate.target WHERE environment = :world AND name LIKE '%bytes%'")
                        .param("world", world)
                        .query(Long.class)
                        .single())
                .isLessThanOrEqualTo(bad.length);
    }

    /** H18: from the future, the past, no calendar at all, without a zone, in a second that leaps. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "292278994-08-17T07:12:55Z",
                "-292275055-05-16T16:47:04Z",
                "0000-00-00T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+999999999-12-31T23:59:59Z",
                "2016-12-31T23:59:60Z",
                "2026-02-30T00:00:00Z",
                "2026-11-22T00:00:00",
                "2026-11-22",
                "2026-11-22T00:00:00+99:99",
                "1763769600",
                "1969-12-31T23:59:59Z",
                "1899-12-31T23:59:59Z",
                "2100-01-01T00:00:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T25:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-22T00:00:00.9999999999Z",
                "2026-11-22 00:00:00",
                "20261122T000000Z",
                "2026-W47-7T00:00:00Z",
                "٢٠٢٦-11-22T00:00:00Z",
                "NaN",
                "tomorrow",
                ""
            })
    void noTimeOfASendersRulesOursOrEndsTheReading(String time) {
        String report =
                report("time" + time.hashCode()).replace("\"Results\"", "\"CreatedAt\":\"" + time + "\",\"Results\"");
        assertThat(outcome(time, report)).isEqualTo("INTERPRETED");
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM scans.scan c JOIN estate.target t ON t.id = c.target_id
                         WHERE t.environment = :world AND c.recorded_at NOT BETWEEN now() - interval '1 hour' AND now() + interval '1 minute'
                        """).param("world", world).query(Long.class).single())
                .isZero();
        Api.Answer event = timed(
                time,
                "/api/v1/events",
                event("\"time\":\"" + time + "\",\"w\":\"" + world + time.hashCode() + "\"")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(event.text("/state")).isEqualTo("INTERPRETED");
    }

    private String outcome(String what, String document) {
        return outcome(what, document.getBytes(StandardCharsets.UTF_8));
    }

    private String outcome(String what, byte[] document) {
        Api.Answer answer = timed(what, "/api/v1/scans", document);
        assertThat(answer.status()).as(what).isIn(200, 202);
        return (answer.text("/state") + " " + answer.text("/reason")).strip();
    }

    private Api.Answer timed(String what, String path, byte[] body) {
        long begun = System.nanoTime();
        Api.Answer answer = api.post(path + "?wait=20s&environment=" + world, body);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(MOMENT);
        return answer;
    }

    private static String report(String name) {
        return "{\"SchemaVersion\":2,\"ArtifactName\":\"" + name + "\",\"ArtifactType\":\"repository\",\"Results\":[]}";
    }

    private static String event(String members) {
        return "{\"rule\":\"Hostile\",\"priority\":\"Notice\",\"output\":\"x\","
                + (members.startsWith("\"time\"") ? members : "\"time\":\"2026-11-22T00:00:00Z\"," + members) + "}";
    }

    private static String names(int count) {
        StringBuilder object = new StringBuilder("{");
        for (int n = 0; n < count; n++) {
            object.append('"').append(n).append("\":0,");
        }
        return object.append("\"last\":0}").toString();
    }

    private static byte[] zeros(int length) {
        return new byte[length];
    }

    private static byte[] repeated(byte[] member, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 0; n < times; n++) {
            out.writeBytes(member);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] plain, int window) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out)) {
            zstd.setLong(window);
            zstd.setChecksum(true);
            zstd.write(plain);
        }
        return out.toByteArray();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
