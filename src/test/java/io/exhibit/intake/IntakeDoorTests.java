package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Actor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the doors for machines answer, to good requests and to all others. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IntakeDoorTests {

    private static final String ONE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}\r\n";

    private static final String REPORT =
            "{\"SchemaVersion\":2,\"ArtifactName\":\"door\",\"ArtifactType\":\"repository\",\"Results\":[]}";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    private Api scanner;
    private final String world = "door" + System.nanoTime();

    @BeforeEach
    void signIn() {
        scanner = new Api(port, token(Permission.SCANS_WRITE));
    }

    @Test
    void letsNobodyInWithoutAToken() {
        for (String token : new String[] {"", "wrong", "exh_" + "a".repeat(43)}) {
            Api.Answer answer = new Api(port, token).post("/api/v1/scans", bytes(REPORT));
            assertThat(answer.status()).isEqualTo(401);
            assertProblem(answer, "unauthorized");
        }
    }

    @Test
    void letsATokenDoOnlyWhatItsScopesSay() {
        Api.Answer answer = scanner.post("/api/v1/events", bytes("{}"));
        assertThat(answer.status()).isEqualTo(403);
        assertProblem(answer, "forbidden");
    }

    @Test
    void takesTheTokenInTheHeadersThatToolsUse() {
        String token = token(Permission.SCANS_WRITE);
        String basic = Base64.getEncoder().encodeToString(("falco:" + token).getBytes(StandardCharsets.UTF_8));
        String[][] headers = {
            {"Authorization", "Token " + token}, {"X-Api-Key", token}, {"Authorization", "Basic " + basic}
        };
        for (String[] header : headers) {
            Api.Answer answer = new Api(port, "none")
                    .send(new Api(port, "none")
                            .request("/api/v1/scans?environment=" + world)
                            .setHeader("Authorization", "none")
                            .setHeader(header[0], header[1])
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(REPORT)));
            assertThat(answer.status()).as(header[0]).isIn(200, 202);
        }
    }

    @Test
    void tellsASenderOnlyOfItsOwnSubmissions() {
        String url = scanner.post("/api/v1/scans?environment=" + world, bytes(REPORT))
                .text("/statusUrl");
        assertThat(scanner.get(url).status()).isEqualTo(200);
        assertThat(new Api(port, token(Permission.SCANS_WRITE)).get(url).status())
                .isEqualTo(404);
        assertThat(new Api(port, token(Permission.READ)).get(url).status()).isEqualTo(200);
    }

    @Test
    void refusesOtherMediaTypes() {
        Api.Answer answer = scanner.send(scanner.request("/api/v1/scans")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<a/>")));
        assertThat(answer.status()).isEqualTo(415);
        assertProblem(answer, "unsupported-media-type");
    }

    @Test
    void takesWhatCurlDeclaresToBeAForm() {
        Api.Answer answer = scanner.send(scanner.request("/api/v1/scans?wait=30s&environment=" + world + "%20x")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(REPORT)));
        assertThat(answer.text("/state")).as(answer.response().body()).isEqualTo("INTERPRETED");
        assertThat(answer.number("/size")).isEqualTo(REPORT.length());
    }

    @Test
    void refusesWhatIsTooLargeAndKeepsNothing() {
        byte[] large = new byte[(int) Kind.EVENTS.limit() + 1];
        Api sensor = new Api(port, token(Permission.EVENTS_WRITE));
        Api.Answer answer = sensor.post("/api/v1/events", large);
        assertThat(answer.status()).isEqualTo(413);
        assertProblem(answer, "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?enviroment=prod", "?digest=sha256:abc", "?format=docx", "?wait=soon"})
    void refusesParametersItDoesNotUnderstand(String query) {
        Api.Answer answer = scanner.post("/api/v1/scans" + query, bytes(REPORT));
        assertThat(answer.status()).isEqualTo(400);
        assertProblem(answer, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form",
                "--b\r\nContent-Disposition: form-da",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n{}",
                "--b\r\nContent-Disposition: form-data; name=\"report\"; filename=\"a\"\r\n\r\n{}\r\n--b--\r\n",
                ONE + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\n{}\r\n--b--\r\n"
            })
    void refusesFormsThatAreBrokenOrHaveNotOneDocument(String form) {
        for (String type : new String[] {"multipart/form-data; boundary=b", "multipart/form-data"}) {
            Api.Answer answer = scanner.send(scanner.request("/api/v1/scans")
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
            assertThat(answer.status()).as(type).isEqualTo(400);
            assertProblem(answer, "invalid-request");
        }
    }

    @Test
    void checksTheDigestThatTheSenderGives() {
        byte[] body = bytes(REPORT + " ");
        String right = Base64.getEncoder().encodeToString(Sha256.of(body).bytes());
        String wrong =
                Base64.getEncoder().encodeToString(Sha256.of(bytes("other")).bytes());
        assertThat(sent(body, "Content-Digest", "sha-256=:" + right + ":").status())
                .isEqualTo(202);
        Api.Answer refused = sent(bytes(REPORT + "  "), "Content-Digest", "sha-512=:x:, sha-256=:" + wrong + ":");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/detail")).contains("does not have the SHA-256");
        assertThat(sent(body, "Content-Digest", "md5=:x:").status()).isEqualTo(400);
    }

    @Test
    void aKeyStandsForOneRequest() {
        String key = "run-4711-" + world;
        byte[] body = bytes(REPORT + "\t");
        Api.Answer first = sent(body, "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(202);
        Api.Answer again = sent(body, "Idempotency-Key", '"' + key + '"');
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        Api.Answer other = sent(bytes(REPORT + "\t\t"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertProblem(other, "key-reused");
        assertThat(sent(bytes(REPORT + "\t\t"), "Idempotency-Key", key + "-2").status())
                .isEqualTo(202);
        assertThat(sent(body, "Idempotency-Key", " ").status()).isEqualTo(400);
        assertThat(sent(body, "Idempotency-Key", "x".repeat(256)).status()).isEqualTo(400);
    }

    private Api.Answer sent(byte[] body, String header, String value) {
        return scanner.send(scanner.request("/api/v1/scans?environment=" + world)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Test
    void saysWhatMayBeSent() {
        Api.Answer limits = scanner.get("/api/v1/limits");
        assertThat(limits.status()).isEqualTo(200);
        assertThat(limits.number("/scans/bytes")).isEqualTo(Kind.SCAN.limit());
        assertThat(limits.number("/events/json/items")).isEqualTo(5000);
        assertThat(limits.number("/scans/json/depth")).isEqualTo(64);
    }

    @Test
    void takesADocumentInAForm() {
        String boundary = "----exhibit";
        String form =
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"environment\"\r\n\r\n" + world + "\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.json\"\r\n"
                        + "Content-Type: application/json\r\n\r\n" + REPORT + "\r\n--" + boundary + "--\r\n";
        Api.Answer answer = scanner.send(scanner.request("/api/v1/scans?wait=30s")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        assertThat(answer.text("/state")).isEqualTo("INTERPRETED");
        assertThat(answer.number("/size")).isEqualTo(REPORT.length());
    }

    @Test
    void readsCompressedBodies() throws IOException {
        Api.Answer answer = scanner.send(scanner.request("/api/v1/scans?wait=30s&environment=" + world)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(bytes(REPORT)))));
        assertThat(answer.text("/state")).as(answer.response().body()).isEqualTo("INTERPRETED");
    }

    @Test
    void readsTheSameBytesAlikeWhateverTheHeaderSaysOfThem() throws IOException {
        for (byte[] body : new byte[][] {bytes(REPORT), gzip(bytes(REPORT))}) {
            for (String declared : new String[] {"gzip", "identity", "x-gzip"}) {
                Api.Answer answer = scanner.send(scanner.request("/api/v1/scans?wait=30s&environment=" + world)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", declared)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
                assertThat(answer.text("/state")).as(declared).isEqualTo("INTERPRETED");
            }
        }
    }

    @Test
    void quarantinesACompressedBodyThatExpandsWithoutEnd() throws IOException {
        byte[] bomb = gzip(bytes(" ".repeat(300 * 1024 * 1024)));
        Api.Answer answer = scanner.post("/api/v1/scans?wait=60s&environment=" + world, bomb);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/state")).isEqualTo("QUARANTINED");
        assertThat(answer.text("/reason")).isEqualTo("too-large");
    }

    @Test
    void answersUnknownSubmissionsWith404() {
        assertThat(scanner.get("/api/v1/submissions/0192f000-0000-7000-8000-000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(scanner.get("/api/v1/submissions/none").status()).isEqualTo(400);
    }

    @Test
    void saysWhatKindOfProblemItIsWhoeverFindsIt() {
        Api reader = new Api(port, token(Permission.READ));
        assertProblem(reader.get("/api/v1/submissions/none"), "invalid-request");
        assertProblem(reader.get("/api/v1/nothing"), "not-found");
        assertProblem(reader.get("/api/v1/scans"), "request-refused");
        assertProblem(reader.get("/api/v1/alerts?limit=many"), "invalid-request");
        assertProblem(reader.get("/api/v1/alerts?q=%ED%A0%80"), "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/scans?image={x}", "/api/v1/submissions/%00", "http://other/api/v1/alerts"})
    void answersAProblemEvenWhereTheServerRefusesTheAddress(String target) throws IOException {
        assertThat(written("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("/problems/request-refused")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image=%zz", "image=%", "%zz=1"})
    void refusesParametersThatAreNotEncodedAsTheyShould(String query) throws IOException {
        String head = "POST /api/v1/scans?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token(Permission.SCANS_WRITE) + "\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(written(head)).startsWith("HTTP/1.1 400").contains("/problems/invalid-request");
    }

    private String written(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String token(Permission permission) {
        return tokens.issue("door test", EnumSet.of(permission), Duration.ofDays(1), Actor.SYSTEM);
    }

    private static void assertProblem(Api.Answer answer, String slug) {
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo("/problems/" + slug);
        assertThat(answer.text("/detail")).isNotBlank();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
