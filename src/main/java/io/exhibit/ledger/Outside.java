package io.exhibit.ledger;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks somebody outside, at an address that the operator set: no redirects, an answer of bounded size, and an end to waiting. */
final class Outside {

    /** The largest answer that is read, in bytes; usual ones have 5,000. */
    static final int LONGEST = 1 << 16;

    private Outside() {}

    /** What was answered; nothing of it is believed yet. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String type, byte[] body) {}

    /** An address as it was set, with something behind it or not. */
    static URI address(String set, String behind) throws Unusable {
        try {
            URI address = URI.create(set.strip() + behind);
            boolean usual = ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
            if (usual) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new Unusable("the address that is set is none of https or http, or has a user in it");
    }

    /** A client for each question: none is left over, and whatever hangs ends with it. */
    static Answer post(URI address, String type, byte[] body, Duration patience) throws Unusable {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            // The client's own limit ends with the headers; this one is for all of the answer.
            HttpResponse<byte[]> answer = http.sendAsync(
                            request,
                            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String answered = answer.headers().firstValue("Content-Type").orElse("");
            return new Answer(answer.statusCode(), answered, answer.body());
        } catch (TimeoutException late) {
            throw new Unusable("no whole answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new Unusable(told(failed.getCause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unusable("Exhibit was stopping");
        } finally {
            http.shutdownNow();
        }
    }

    private static String told(@Nullable Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return "it did not answer in time";
        }
        return failure instanceof ConnectException
                ? "it could not be reached"
                : "it ended the connection, or answered more than " + LONGEST + " bytes";
    }
}
