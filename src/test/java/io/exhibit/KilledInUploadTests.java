package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the process is killed with one report half sent and another one just acknowledged: a real process, a real kill. */
class KilledInUploadTests {

    private static final String TOKEN = "token-of-the-test-that-kills-its-server";

    @TempDir
    Path data;

    @TempDir
    Path temporary;

    private int port;
    private Api api;
    private Process server;

    @BeforeEach
    void start() throws IOException {
        port = Launched.freePort();
        api = new Api(port, TOKEN);
        server = launch();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(30, SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Test
    void keepsWhatItAcknowledgedOnceAndNothingOfTheRest() throws Exception {
        byte[] large = report("large", 8 * 1024 * 1024);
        byte[] small = report("small", 0);
        String acknowledged;
        try (Socket sender = new Socket("localhost", port)) {
            sender.getOutputStream().write(head(large.length));
            sender.getOutputStream().write(large, 0, large.length / 2);
            Api.Answer answer = api.post("/api/v1/scans", small);
            assertThat(answer.status()).isEqualTo(202);
            acknowledged = answer.text("/statusUrl");
            server.destroyForcibly().waitFor();
        }
        assertThat(leftBehind()).isEmpty();

        server = launch();

        assertThat(api.get(acknowledged + "?wait=30s").text("/state")).isEqualTo("INTERPRETED");
        Api.Answer again = api.post("/api/v1/scans", small);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/statusUrl")).isEqualTo(acknowledged);
        Api.Answer whole = api.post("/api/v1/scans?wait=30s", large);
        assertThat(whole.status()).isEqualTo(202);
        assertThat(whole.text("/state")).isEqualTo("INTERPRETED");
        assertThat(whole.number("/receipt/index"))
                .as("the entry after the one that was acknowledged")
                .isGreaterThan(again.number("/receipt/index"));
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(path -> path.toString().endsWith(".spool")).toList();
        }
    }

    private static byte[] report(String name, int filling) {
        return "{\"SchemaVersion\":2,\"ArtifactType\":\"repository\",\"ArtifactName\":\"%s\",\"Results\":[]}%s"
                .formatted(name, " ".repeat(filling))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(int length) {
        return """
                POST /api/v1/scans HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(TOKEN, length).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private Process launch() throws IOException {
        Path log = temporary.resolve("server.log");
        // Not where the sources are: the class path of a test has the working directory in it.
        ProcessBuilder builder = Launched.exhibit(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary))
                .directory(temporary.toFile())
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        String.valueOf(port),
                        "EXHIBIT_DATA_DIR",
                        data.toString(),
                        "EXHIBIT_TEST_OWNDATABASE",
                        "true",
                        "EXHIBIT_BOOTSTRAP_TOKEN",
                        TOKEN));
        Process process = builder.start();
        Launched.awaitReady(process, port, log);
        return process;
    }
}
