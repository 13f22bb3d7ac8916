package io.exhibit.estate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An image and who makes it; id is null when it runs and was never scanned. */
record VendorImage(
        @Nullable UUID id,
        ImageReference reference,
        Instant firstSeenAt,
        long running,
        String origin,
        @Nullable String vendor,
        @Nullable String patterns,
        Attested attested) {

    /** Repository and tag, as people write it. */
    public String name() {
        return reference.name();
    }
}
