package io.exhibit.estate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a scan says of an image itself; imageId is the digest of its configuration, not of its manifest. */
public record ImageFacts(
        ImageReference reference,
        @Nullable String imageId,
        @Nullable String osFamily,
        @Nullable String osName,
        @Nullable Boolean osEndOfLife,
        @Nullable Instant builtAt) {

    /** By manifest digest where there is one, else by image id, else by tag, which can move. */
    String identity() {
        if (reference.digest() != null) {
            return reference.repository() + "@" + reference.digest();
        }
        if (imageId != null) {
            return reference.repository() + "#" + imageId;
        }
        return reference.repository() + ":" + (reference.tag() == null ? "" : reference.tag());
    }
}
