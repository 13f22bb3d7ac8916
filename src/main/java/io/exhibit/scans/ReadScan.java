package io.exhibit.scans;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan that has just been read. Its rows are those of the transaction's own table pg_temp.observed with this n. What is not among
 * them is gone only when the scan is conclusive, and only within the classes it covers.
 */
public record ReadScan(
        UUID id,
        int n,
        UUID targetId,
        @Nullable UUID imageId,
        Instant recordedAt,
        boolean conclusive,
        Set<String> classes) {

    public ReadScan {
        classes = Set.copyOf(classes);
    }
}
