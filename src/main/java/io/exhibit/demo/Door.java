package io.exhibit.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Exhibit's own doors for machines, called as a pipeline calls them: over HTTP, with a token. */
final class Door implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    Door(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Posts a document and waits until it is interpreted or in quarantine, whichever is expected. */
    void post(String path, Map<String, String> said, byte[] document, String expected) {
        String query = said.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = sent(path + "?wait=60s&" + query, document);
        String state = response.statusCode() / 100 == 2
                ? JSON.readTree(response.body()).path("state").asString("")
                : "";
        if (!state.equals(expected)) {
            throw refused(response);
        }
    }

    /** Posts reference data, which is loaded when it is answered. */
    void load(String path, byte[] catalogue) {
        HttpResponse<String> response = sent(path, catalogue);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
    }

    private static IllegalStateException refused(HttpResponse<String> response) {
        return new IllegalStateException(
                "A document of the demonstration was answered with " + response.statusCode() + " " + response.body());
    }

    private HttpResponse<String> sent(String address, byte[] document) {
        return send(HttpRequest.newBuilder(URI.create(base + address))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Exhibit is stopped while the demonstration is loaded", stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
