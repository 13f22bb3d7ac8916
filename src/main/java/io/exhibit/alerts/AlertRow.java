package io.exhibit.alerts;

import io.exhibit.kernel.Cursor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One alert of a list, as stored, with what people had done with it by the time asked for. */
record AlertRow(
        UUID id,
        Instant recordedAt,
        @Nullable Instant occurredAt,
        String sensor,
        String rule,
        Priority priority,
        @Nullable String alertClass,
        int mappingVersion,
        AlertState state,
        String source,
        String hostname,
        String output,
        String cluster,
        String namespace,
        String pod,
        String container,
        String imageRepository,
        String imageTag,
        String imageDigest,
        String process,
        String userName,
        @Nullable String systemCode,
        @Nullable String systemName,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable Disposition disposition,
        @Nullable String reason,
        UUID submissionId,
        int position,
        long entryIndex) {

    Cursor cursor() {
        return new Cursor(recordedAt, id);
    }
}
