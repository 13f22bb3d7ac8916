package io.exhibit.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A catalogue that Exhibit fetches by itself. product: empty where the source has one catalogue. */
public record ReferenceFeed(String source, String product, String url, Duration every) {

    /** How it went, as pages show it. triedAt null: it was not fetched yet. reason: why the last time failed, else empty. */
    public record Standing(
            String source,
            String product,
            String url,
            @Nullable Instant triedAt,
            @Nullable Instant succeededAt,
            @Nullable String outcome,
            String reason) {

        public String tone() {
            if (outcome == null) {
                return "unknown";
            }
            return outcome.equals("FAILED") ? "late" : "ok";
        }

        public String words() {
            return switch (outcome == null ? "" : outcome) {
                case "LOADED" -> "loaded";
                case "UNCHANGED" -> "nothing new";
                case "FAILED" -> "not fetched";
                default -> "not tried yet";
            };
        }
    }

    /** What a server said of the bytes that it gave last. */
    record Validators(@Nullable String etag, @Nullable String lastModified) {

        static final Validators NONE = new Validators(null, null);
    }
}
