package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who signed a report, with which certificate, until when it holds, and what an authority outside said of the time, if any did. */
record ReportSignature(
        String signer,
        Sha256 certificate,
        Instant until,
        Instant at,
        @Nullable String stampedBy,
        @Nullable Instant stampedAt) {}
