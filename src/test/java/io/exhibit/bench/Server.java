package io.exhibit.bench;

import io.exhibit.Launched;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The application under measurement: a process of its own, with the memory it is meant to run with. */
final class Server {

    private Server() {}

    static Process start(int port, String database, String admin, String token, Path signer) throws IOException {
        ProcessBuilder builder = Launched.exhibit(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        String.valueOf(port),
                        "SPRING_DATASOURCE_URL",
                        database,
                        "SPRING_DATASOURCE_USERNAME",
                        "postgres",
                        "SPRING_DATASOURCE_PASSWORD",
                        "postgres",
                        "EXHIBIT_SIGNER_DIR",
                        signer.toString(),
                        "SPRING_PROFILES_ACTIVE",
                        "bench",
                        "EXHIBIT_DEMO",
                        "false",
                        // As it is when nobody says otherwise; tests do.
                        "EXHIBIT_FIGURES_QUICK",
                        "PT0.1S",
                        "EXHIBIT_BOOTSTRAP_ADMIN",
                        admin,
                        "EXHIBIT_BOOTSTRAP_TOKEN",
                        token));
        File log = new File("target/bench-server.log");
        return builder.redirectOutput(log).start();
    }

    static void awaitReady(int port) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
                .build();
        for (int attempt = 0; attempt < 240; attempt++) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It has not opened its port.
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("The server did not come up; see target/bench-server.log");
    }
}
