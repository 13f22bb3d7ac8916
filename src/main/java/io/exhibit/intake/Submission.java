package io.exhibit.intake;

import io.exhibit.kernel.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One accepted request: which bytes, from which token, with which context (parameter names to values, those given only). */
public record Submission(
        UUID id,
        Kind kind,
        UUID tokenId,
        Sha256 sha256,
        long size,
        @Nullable String format,
        Map<String, String> context,
        Instant receivedAt,
        long entryIndex,
        int position) {

    /** A context parameter, empty when the sender gave none. */
    public String context(String name) {
        return context.getOrDefault(name, "");
    }
}
