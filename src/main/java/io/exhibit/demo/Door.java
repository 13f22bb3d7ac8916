package io.exhibit.demo;

import io.exhibit.kernel.UuidV7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Exhibit's own doors for machines, called as a pipeline calls them: over HTTP, with a token. */
final class Door implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> LATER = Set.of(429, 503);
    private static final int TRIES = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;
    private final Clock clock;

    Door(String base, String token, Clock clock) {
        this.base = base;
        this.token = token;
        this.clock = clock;
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

    /** As a pipeline should: told to come again, it comes again, with the key that lets nothing be kept twice. */
    private HttpResponse<String> sent(String address, byte[] document) {
        HttpRequest request = request(address, document);
        HttpResponse<String> response = send(request);
        for (int tries = 1; LATER.contains(response.statusCode()) && tries < TRIES; tries++) {
            rest(Duration.ofSeconds(
                    response.headers().firstValueAsLong("Retry-After").orElse(1)));
            response = send(request);
        }
        return response;
    }

    private HttpRequest request(String address, byte[] document) {
        return HttpRequest.newBuilder(URI.create(base + address))
                .timeout(Duration.ofSeconds(90))
                .header("Idempotency-Key", UuidV7.next(clock).toString())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    private static IllegalStateException stopped(InterruptedException by) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Exhibit is stopped while the demonstration is loaded", by);
    }

    @Override
    public void close() {
        http.close();
    }
}
