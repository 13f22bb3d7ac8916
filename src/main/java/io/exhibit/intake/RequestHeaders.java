package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of its body in headers: the digest (RFC 9530, SHA-256 over the body as it comes over the wire), its own name
 * for the request, and its number for the delivery.
 */
record RequestHeaders(
        @Nullable Sha256 digest,
        @Nullable String idempotencyKey,
        @Nullable Numbering numbering) {

    private static final Pattern KEY = Pattern.compile("\"?([\\x21\\x23-\\x7e]{1,255})\"?");
    private static final Pattern DIGEST = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):");

    static RequestHeaders of(HttpServletRequest request) {
        return new RequestHeaders(
                digest(request.getHeader("Content-Digest")),
                key(request.getHeader("Idempotency-Key")),
                Numbering.of(request));
    }

    void check(Sha256 received) {
        if (digest != null && !digest.equals(received)) {
            throw new InvalidRequest("The body does not have the SHA-256 that Content-Digest gives it: what came is "
                    + received.hex() + ". It was changed or cut short on its way; send it again.");
        }
    }

    private static @Nullable Sha256 digest(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = DIGEST.matcher(header);
        if (!matcher.find()) {
            throw new InvalidRequest("Content-Digest is checked by SHA-256 only, written sha-256=:<base64>:.");
        }
        return Sha256.ofBytes(Base64.getDecoder().decode(matcher.group(1)));
    }

    private static @Nullable String key(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = KEY.matcher(header.strip());
        if (!matcher.matches()) {
            throw new InvalidRequest("Idempotency-Key has 1 to 255 visible ASCII characters.");
        }
        return matcher.group(1);
    }
}
