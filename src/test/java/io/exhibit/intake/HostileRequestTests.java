package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Wire;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that were made to hurt, written byte by byte: headers, methods, paths, lengths, and clients that take their time. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.tomcat.connection-timeout=2s", "server.tomcat.max-keep-alive-requests=1000"})
class HostileRequestTests {

    private static final String REPORT =
            "{\"SchemaVersion\":2,\"ArtifactName\":\"wire\",\"ArtifactType\":\"repository\",\"Results\":[]}";
    private static final List<String> METHODS = List.of(
            "HEAD",
            "OPTIONS",
            "TRACE",
            "PUT",
            "PATCH",
            "DELETE",
            "PROPFIND",
            "MKCOL",
            "QUERY",
            "get",
            "G\u00E9T",
            "CONNECT");
    private static final List<String> HEADERS = List.of(
            "X-HTTP-Method-Override: GET",
            "X-HTTP-Method: POST",
            "X-Method-Override: POST",
            "X-Original-URL: /sign-in",
            "X-Rewrite-URL: /sign-in",
            "X-Original-URI: /checkpoint",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Prefix: /sign-in",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-User: administrator",
            "X-Real-IP: 127.0.0.1",
            "Forwarded: for=127.0.0.1;host=evil.example",
            "Remote-User: administrator",
            "Referer: http://localhost/sign-in");

    /** Of some size, open to everybody, sent as it is. */
    private static final String ASSET = "/assets/fonts/source-sans-3/source-sans-3-latin-ext-400-normal.woff2";

    private static final int ANSWERS = 250;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    @Autowired
    private JdbcClient jdbc;

    private String token;
    private final String world = "wire" + System.nanoTime();

    @BeforeEach
    void signIn() {
        token = tokens.issue("wire", EnumSet.of(Permission.SCANS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
    }

    /** H22: two readings of where a request ends would let one sender speak in another's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\nContent-Length: 5\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Content-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\n{}",
                "Content-Length: 2\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "Content-Length: 2, 2\\r\\n\\r\\n{}",
                "Content-Length: +2\\r\\n\\r\\n{}",
                "Content-Length: -1\\r\\n\\r\\n{}",
                "Content-Length: 0x2\\r\\n\\r\\n{}",
                "Content-Length: 2a\\r\\n\\r\\n{}",
                "Content-Length: 99999999999999999999\\r\\n\\r\\n{}",
                "Content-Length : 2\\r\\n\\r\\n{}",
                "Content-Length:\\r\\n 2\\r\\n\\r\\n{}",
                "Content-Length: 2\\r\\n X: folded\\r\\n\\r\\n{}",
                "Transfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: identity\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: gzip\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding : chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: \\x0bchunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\n\\r\\nfffffffffffffffff\\r\\n{}\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\n\\r\\n2\\r\\n{}X\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\n\\r\\n0x2\\r\\n{}\\r\\n0\\r\\n\\r\\n",
                "Bad Name: x\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "X\\x00Y: x\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "X: a\\x00b\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                ": empty\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "X: a\\rb\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "Host: other\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "Transfer-Encoding: chunked, chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\r\\n\\r\\n2\\n{}\\r\\n0\\r\\n\\r\\n",
                "Transfer-Encoding: chunked\\n\\r\\n0\\r\\n\\r\\n",
                "Content-Length: 2\\n\\n{}",
                "Content-Length: 2\\r\\n\\n{}",
                "Content-Length: 2\\nX: y\\r\\n\\r\\n{}",
                "X: a\\nContent-Length: 2\\r\\n\\r\\n{}",
                "X:\\nContent-Length: 2\\r\\n\\r\\n{}",
                "Content-Length: 2\\r\\n\\r\\r\\n{}"
            })
    void aRequestWithTwoReadingsIsRefusedAndItsConnectionClosed(String rest) throws IOException {
        long before = submissions();
        try (Wire wire = new Wire(port)) {
            String said = rest.replace("\\r", "\r")
                    .replace("\\n", "\n")
                    .replace("\\x00", "\0")
                    .replace("\\x0b", "\u000b");
            String answer = wire.say(start() + said)
                    .say("GET /api/v1/limits HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .rest();
            List<String> statuses = statuses(answer);
            assertThat(statuses).as(answer).isNotEmpty();
            assertThat(statuses.getFirst()).as(answer).isIn("400", "411", "413", "501");
            assertThat(statuses)
                    .as("the second request must not be heard: %s", answer)
                    .hasSize(1);
        }
        assertThat(submissions()).isEqualTo(before);
    }

    /** H22: a line feed alone ends a line to some and not to others: no line of a head may end with it, of no request on a connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/limits HTTP/1.1\nHost: localhost\r\n\r\n",
                "GET /api/v1/limits HTTP/1.1\r\nHost: localhost\n\r\n",
                "GET /api/v1/limits HTTP/1.1\r\nHost: localhost\r\n\n",
                "GET /api/v1/limits HTTP/1.1\nHost: localhost\n\n",
                "\nGET /api/v1/limits HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX: y\nZ: z\r\n\r\n"
            })
    void aBareLineFeedInAHeadIsRefusedOnItsOwnAndBehindAnother(String head) throws IOException {
        try (Wire wire = new Wire(port)) {
            String answer = wire.say(head)
                    .say("GET /checkpoint HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .rest();
            assertThat(statuses(answer)).as(answer).containsExactly("400");
        }
        try (Wire wire = new Wire(port)) {
            String body = REPORT.replace("wire", "behind\n" + head.hashCode());
            String answer = wire.say(start() + "Content-Length: " + body.length() + "\r\n\r\n" + body + head)
                    .rest();
            assertThat(statuses(answer)).as("a body may have any: %s", answer).containsExactly("202", "400");
        }
    }

    /** H21: who sends or takes slowly holds a connection for a while, and nothing else. */
    @Test
    void slowClientsDoNotKeepOthersOut() throws Exception {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int n = 0; n < 300; n++) {
                Wire wire = new Wire(port);
                switch (n % 4) {
                    case 0 -> wire.say("POST /api/v1/sca");
                    case 1 -> wire.say(start() + "X-Slow: ");
                    case 2 -> wire.say(start() + "Content-Length: 1000\r\n\r\n{");
                    default -> assertThat(wire).isNotNull();
                }
                slow.add(wire);
            }
            Api api = new Api(port, token);
            long begun = System.nanoTime();
            assertThat(api.post("/api/v1/scans?environment=" + world, REPORT.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            // The server hangs up on all of them by itself.
            for (Wire wire : slow) {
                wire.rest();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    /** H21: answers that nobody takes. What is not taken is not waited for. */
    @Test
    void whoDoesNotReadTheAnswersLosesTheConnection() throws Exception {
        byte[] asset = new ClassPathResource("static" + ASSET).getContentAsByteArray();
        List<Wire> slow = new ArrayList<>();
        try {
            for (int n = 0; n < 8; n++) {
                String asked = "GET " + ASSET + " HTTP/1.1\r\nHost: localhost\r\n";
                slow.add(
                        new Wire(port).say((asked + "\r\n").repeat(ANSWERS - 1) + asked + "Connection: close\r\n\r\n"));
            }
            Thread.sleep(10_000);
            long begun = System.nanoTime();
            assertThat(new Api(port, token)
                            .post("/api/v1/scans?environment=" + world, REPORT.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            for (Wire wire : slow) {
                assertThat(wire.rest().length())
                        .as("of the answers, what the system's buffers held")
                        .isLessThan(asset.length * ANSWERS);
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    /** H23: however the address is written, the decision is that of the canonical one, or a refusal. */
    @Test
    void pathAndMethodTricksOpenNothing() throws IOException {
        String[] targets = {
            "/people",
            "/tokens",
            "/activity",
            "/submissions",
            "/quarantine",
            "/evidence/" + "0".repeat(64),
            "/actuator/env",
            "/actuator/heapdump",
            "/policies",
            "/findings.csv",
            "/images",
            "/systems",
            "/packs",
            "/ledger",
            "/api/v1/alerts",
            "/api/v1/controls",
            "/api/v1/consistency",
            "/api/v1/packs/" + "0".repeat(8),
            "/api/v1/submissions/" + "0".repeat(8),
            "/api/v1/receipts/0/proof"
        };
        assertThat(targets).hasSize(20);
        assertThat(tricks("/a/b").size() + METHODS.size() + HEADERS.size()).isGreaterThanOrEqualTo(60);
        for (String target : targets) {
            String canonical = asked("GET", target, "");
            assertThat(canonical).as(target).isIn("302", "401", "403");
            for (String trick : tricks(target)) {
                assertThat(asked("GET", trick, "")).as(trick).isIn(canonical, "400", "401", "403", "404", "302");
            }
            for (String method : METHODS) {
                assertThat(asked(method, target, "")).as(method + " " + target).isNotIn("200", "204", "500");
            }
            for (String header : HEADERS) {
                assertThat(asked("GET", target, header + "\r\n")).as(header).isEqualTo(canonical);
            }
        }
    }

    @Test
    void aTokenReachesNothingByATrickThatItMayNot() throws IOException {
        String bearer = "Authorization: Bearer " + token + "\r\n";
        for (String target : new String[] {"/api/v1/alerts", "/api/v1/controls", "/api/v1/consistency"}) {
            assertThat(asked("GET", target, bearer)).isEqualTo("403");
            for (String trick : tricks(target)) {
                assertThat(asked("GET", trick, bearer)).as(trick).isIn("302", "400", "401", "403", "404");
            }
            assertThat(asked("POST", target, bearer + "X-HTTP-Method-Override: GET\r\nContent-Length: 0\r\n"))
                    .isIn("403", "405");
        }
    }

    private static List<String> tricks(String target) {
        String end = target.substring(target.lastIndexOf('/') + 1);
        String begin = target.substring(0, target.lastIndexOf('/') + 1);
        return List.of(
                "/" + target,
                target + "/",
                target + "//",
                target + ";a=b",
                begin + ";a=b/" + end,
                target + "%00",
                target + "%2f",
                target + "/.",
                target + "/..;/" + end,
                begin + "%2e/" + end,
                begin + "x/%2e%2e/" + end,
                begin + "x/../" + end,
                "/sign-in/..;" + target,
                "/assets/.." + target,
                "/assets/%2e%2e" + target,
                "/assets/..%2f" + target.substring(1),
                "/problems/.." + target,
                begin + "%" + Integer.toHexString(end.charAt(0)) + end.substring(1),
                begin + "%25" + Integer.toHexString(end.charAt(0)) + end.substring(1),
                begin + end.toUpperCase(Locale.ROOT),
                target + ".json",
                target + "%20",
                target + "%0d%0aX: y",
                target.replace("/", "\\"),
                target.replace("/", "%5c"),
                target.replace("/", "%c0%af"),
                target.replace("/", "%252f"),
                "/." + target,
                "/%2e" + target,
                "/%2e%2e" + target,
                "/.;" + target,
                "/;x=/" + target.substring(1),
                target + ";.css",
                target + "/..;/",
                "http://localhost" + target,
                "http://evil.example" + target,
                target + "#");
    }

    /** H12 and H14: what a sender writes into headers and names is data, and comes back in no header and no path. */
    @Test
    void whatSendersWriteComesBackInNoHeader() throws IOException {
        String[] names = {
            "../../etc/passwd",
            "..\\..\\x",
            "/etc/passwd",
            "C:\\con",
            "nul",
            "a\\u0000b",
            "%00",
            "x".repeat(1500),
            "<script>",
            "a;b\\\"c",
            "....//....//etc/passwd",
            "%2e%2e%2fetc%2fpasswd",
            "..%c0%af..%c0%afetc/passwd",
            "~/.ssh/authorized_keys",
            "con.json",
            "lpt1",
            "file.json::$DATA",
            "\\\\evil.example\\share\\x",
            "a\u202Enosj.exe",
            ".",
            " "
        };
        assertThat(names).hasSizeGreaterThanOrEqualTo(20);
        for (String name : names) {
            String form = "--b\r\nContent-Disposition: form-data; name=\"environment\"\r\n\r\n" + world
                    + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                    + REPORT
                    + name.hashCode() + "\r\n--b--\r\n";
            try (Wire wire = new Wire(port)) {
                String answer = wire.say(start()
                                + "Content-Type: multipart/form-data; boundary=b\r\nConnection: close\r\nContent-Length: "
                                + form.length() + "\r\n\r\n" + form)
                        .rest();
                assertThat(answer).as(name).startsWith("HTTP/1.1 202").doesNotContain("passwd", "<script>");
            }
        }
        for (String trick : new String[] {"%0d%0aSet-Cookie:%20x=y", "%0aX-Evil:%201", "%E5%98%8A%E5%98%8DX-Evil:1"}) {
            String answer = raw("GET", "/api/v1/submissions/" + trick, "Authorization: Bearer " + token + "\r\n");
            assertThat(answer.lines())
                    .as(answer)
                    .noneMatch(line -> line.startsWith("X-Evil") || line.startsWith("Set-Cookie: x"));
            assertThat(raw(
                            "POST",
                            "/api/v1/scans?environment=" + trick,
                            "Authorization: Bearer " + token + "\r\nContent-Length: 2\r\n"))
                    .doesNotContain("\nX-Evil", "\nSet-Cookie: x");
        }
        for (String hidden :
                new String[] {"%E2%80%AE", "%E2%81%A6", "%E2%80%8B", "%EF%BB%BF", "%7F", "%00", "%C2%AD"}) {
            assertThat(asked(
                            "POST",
                            "/api/v1/scans?system=a" + hidden + "b",
                            "Authorization: Bearer " + token + "\r\nContent-Length: 2\r\n"))
                    .as(hidden)
                    .isEqualTo("400");
        }
        for (String key : new String[] {"a b", "a\tb", "é", "a\"b", "x".repeat(300)}) {
            try (Wire wire = new Wire(port)) {
                assertThat(wire.say(start() + "Idempotency-Key: " + key
                                        + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                                .rest())
                        .startsWith("HTTP/1.1 400");
            }
        }
    }

    /** H12: no line of the log is a sender's. */
    @Test
    void noSenderWritesALineOfTheLog(CapturedOutput log) throws IOException {
        String forged = "2026-11-22T00:00:00.000Z ERROR Forged";
        List<String> ends = List.of("\r\n", "\n", "\r", "\u0085", "\\u000d\\u000a");
        for (String end : ends) {
            String raw = end + forged;
            String escaped = URLEncoder.encode(raw, StandardCharsets.UTF_8);
            asked("GET", "/api/v1/" + escaped, "");
            asked(
                    "POST",
                    "/api/v1/scans?environment=" + escaped,
                    "Authorization: Bearer " + token + "\r\nContent-Length: 2\r\n");
            asked("GET", "/findings?" + escaped + "=" + escaped, "Authorization: Bearer " + escaped + "\r\n");
            asked("GET", "/checkpoint", "User-Agent: a" + raw + "\r\nX-Request-Id: b" + raw + "\r\n");
            Api api = new Api(port, token);
            for (String body : new String[] {
                "{\"SchemaVersion\":2,\"ArtifactName\":\"" + jsonEnd(end) + forged
                        + "\",\"ArtifactType\":\"repository\",\"Results\":[]}",
                "{\"" + jsonEnd(end) + forged + "\":1",
                raw
            }) {
                assertThat(api.post(
                                        "/api/v1/scans?wait=20s&environment=" + world,
                                        body.getBytes(StandardCharsets.UTF_8))
                                .status())
                        .isIn(200, 202);
            }
        }
        assertThat(log.getAll().split("[\r\n\u0085]", -1)).noneMatch(line -> line.startsWith(forged));
    }

    private static String jsonEnd(String end) {
        return end.replace("\r", "\\r").replace("\n", "\\n");
    }

    private String asked(String method, String target, String headers) throws IOException {
        return statuses(raw(method, target, headers)).getFirst();
    }

    private String raw(String method, String target, String headers) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.say(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                            + "\r\n")
                    .rest();
        }
    }

    private String start() {
        return "POST /api/v1/scans?environment=" + world + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token + "\r\n";
    }

    private static List<String> statuses(String answer) {
        Matcher matcher = STATUS.matcher(answer);
        List<String> statuses = new ArrayList<>();
        while (matcher.find()) {
            statuses.add(matcher.group(1));
        }
        return statuses;
    }

    private long submissions() {
        return jdbc.sql("SELECT count(*) FROM intake.submission WHERE context ->> 'environment' = :world")
                .param("world", world)
                .query(Long.class)
                .single();
    }
}
