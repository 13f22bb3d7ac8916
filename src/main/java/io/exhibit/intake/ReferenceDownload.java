package io.exhibit.intake;

import io.exhibit.intake.ReferenceFeed.Validators;
import io.exhibit.ledger.Spool;
import io.exhibit.ledger.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks an address that the operator set for a catalogue: https, bounded in bytes and time, and never led to another host. */
final class ReferenceDownload {

    private static final int MOST_REDIRECTS = 3;
    private static final int LONGEST_VALIDATOR = 1000;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ReferenceDownload() {}

    /** What came: bytes, or null when the server says that they are those that it gave last. */
    record Answer(int status, @Nullable Spool bytes, Validators said) {}

    /** It did not come; the words are for people. */
    static final class NotFetched extends Exception {

        private static final long serialVersionUID = 1L;

        NotFetched(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static URI address(String url) throws NotFetched {
        try {
            URI address = new URI(url);
            boolean named = address.getHost() != null && address.getUserInfo() == null;
            boolean safe = "https".equals(address.getScheme())
                    || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
            if (named && safe) {
                return address;
            }
        } catch (java.net.URISyntaxException malformed) {
            // Told below.
        }
        throw new NotFetched("the address that is set is not https, or has a user in it");
    }

    /** A client for each question: whatever hangs ends with it, headers and body alike. */
    static Answer get(String url, Validators known, long largest, Duration patience) throws NotFetched {
        URI address = address(url);
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        FutureTask<Answer> asked = new FutureTask<>(() -> ask(http, address, known, largest));
        Thread.ofVirtual().name("reference-download").start(asked);
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new NotFetched("no whole answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw told(failed.getCause(), largest);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotFetched("Exhibit was stopping");
        } finally {
            http.shutdownNow();
        }
    }

    private static Answer ask(HttpClient http, URI first, Validators known, long largest)
            throws IOException, InterruptedException, NotFetched {
        URI address = first;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "Exhibit");
            if (known.etag() != null) {
                request.header("If-None-Match", known.etag());
            }
            if (known.lastModified() != null) {
                request.header("If-Modified-Since", known.lastModified());
            }
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (!REDIRECTS.contains(answer.statusCode())) {
                    return answer(answer, body, largest);
                }
            }
            address = led(address, answer);
        }
        throw new NotFetched("it leads on and on (" + MOST_REDIRECTS + " redirects)");
    }

    private static URI led(URI from, HttpResponse<?> answer) throws NotFetched {
        String to = answer.headers().firstValue("Location").orElse("");
        URI next = address(resolved(from, to));
        if (!from.getScheme().equals(next.getScheme())
                || !from.getHost().equalsIgnoreCase(next.getHost())
                || from.getPort() != next.getPort()) {
            throw new NotFetched(
                    "it leads to another host (" + next.getHost() + "), which is not followed: set that address");
        }
        return next;
    }

    private static String resolved(URI from, String to) throws NotFetched {
        try {
            return from.resolve(to).toString();
        } catch (IllegalArgumentException malformed) {
            throw new NotFetched("it leads to what is no address");
        }
    }

    private static Answer answer(HttpResponse<?> answer, InputStream body, long largest)
            throws IOException, NotFetched {
        Validators said = new Validators(header(answer, "ETag"), header(answer, "Last-Modified"));
        return switch (answer.statusCode()) {
            case 200 -> new Answer(200, Spool.read(body, largest), said);
            case 304 -> new Answer(304, null, said);
            default -> throw new NotFetched("it answered with status " + answer.statusCode());
        };
    }

    private static @Nullable String header(HttpResponse<?> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .filter(value -> value.length() <= LONGEST_VALIDATOR)
                .orElse(null);
    }

    private static NotFetched told(@Nullable Throwable failure, long largest) {
        return switch (failure) {
            case NotFetched known -> known;
            case TooLarge _ -> new NotFetched("it answered more than " + largest + " bytes");
            case HttpTimeoutException _ -> new NotFetched("it did not answer in time");
            case ConnectException _ -> new NotFetched("it could not be reached");
            case javax.net.ssl.SSLException _ ->
                new NotFetched("its certificate is not trusted, or it does not speak TLS");
            case null, default -> new NotFetched("it ended the connection");
        };
    }
}
