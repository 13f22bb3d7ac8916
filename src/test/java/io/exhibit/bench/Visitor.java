package io.exhibit.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser's manners: signs in by the form, keeps the cookie, sends the CSRF token. */
final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String base;

    Visitor(int port, String signIn) {
        this.base = "http://localhost:" + port;
        String email = signIn.substring(0, signIn.indexOf(':'));
        post("/sign-in", "/sign-in", Map.of("username", email, "password", signIn.substring(email.length() + 1)));
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    void enterSystem(String code) {
        post(
                "/systems/new",
                "/systems",
                Map.of(
                        "code",
                        code,
                        "name",
                        code,
                        "owner",
                        "Bench",
                        "ownerEmail",
                        "b@exhibit.example",
                        "description",
                        "",
                        "cardholderData",
                        "true",
                        "criticalFunction",
                        "true"));
    }

    private void post(String form, String action, Map<String, String> fields) {
        Matcher token = CSRF.matcher(get(form));
        if (!token.find()) {
            throw new IllegalStateException("There is no form at " + form);
        }
        String body = fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        send(HttpRequest.newBuilder(URI.create(base + action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(response.request() + " was answered with " + response.statusCode());
            }
            return response.body();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
