package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Wire;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that were made to hurt, written byte by byte: headers, methods, paths, lengths, and clients that take their time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.connection-timeout=2s")
class HostileRequestTests {

    private static final String REPORT =
            "{\"SchemaVersion\":2,\"ArtifactName\":\"wire\",\"ArtifactType\":\"repository\",\"Results\":[]}";
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
                "Host: other\\r\\nContent-Length: 2\\r\\n\\r\\n{}"
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
            "/api/v1/alerts",
            "/api/v1/controls"
        };
        for (String target : targets) {
            String canonical = asked("GET", target, "");
            assertThat(canonical).as(target).isIn("302", "401", "403");
            for (String trick : tricks(target)) {
                assertThat(asked("GET", trick, "")).as(trick).isIn(canonical, "400", "401", "403", "404", "302");
            }
            for (String method :
                    new String[] {"HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "CONNECT"}) {
                assertThat(asked(method, target, "")).as(method + " " + target).isNotIn("200", "204", "500");
            }
            for (String header : new String[] {
                "X-HTTP-Method-Override: GET",
                "X-Original-URL: /sign-in",
                "X-Rewrite-URL: /sign-in",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Prefix: /sign-in",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=127.0.0.1;host=evil.example"
            }) {
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
            "a;b\\\"c"
        };
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
