package io.exhibit.scans;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan that has just been read. Its rows are those of the transaction's own table pg_temp.observed with this n. What is not among
 * them is gone only when the scan is conclusive, and only within the classes it covers.
 *
 * @param madeAt when it was made, as its report says, and never after its receipt; the receipt where the report does not say
 * @param overtaken a conclusive scan of the same target that was made later is on record already: this one tells of the past
 */
public record ReadScan(
        UUID id,
        int n,
        UUID targetId,
        @Nullable UUID imageId,
        Instant recordedAt,
        Instant madeAt,
        boolean overtaken,
        boolean conclusive,
        Set<String> classes) {

    public ReadScan {
        classes = Set.copyOf(classes);
    }
}
