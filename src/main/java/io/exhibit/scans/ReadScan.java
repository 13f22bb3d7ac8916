package io.exhibit.scans;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan that has just been read. Its rows are those of the transaction's own table pg_temp.observed with this n. What is not among
 * them is gone only when the scan is conclusive, and only within the classes it covers.
 *
 * @param tool the scanner, by its name
 * @param madeAt when it was made, as its report says, and never after its receipt; the receipt where the report does not say
 * @param overtaken a conclusive scan of the same target by the same tool that was made later is on record already, or one by another tool
 *     that was made so much later that this tool was no longer in use then: this one tells of the past
 */
public record ReadScan(
        UUID id,
        int n,
        UUID targetId,
        String tool,
        @Nullable UUID imageId,
        Instant recordedAt,
        Instant madeAt,
        boolean overtaken,
        boolean conclusive,
        Set<String> classes) {

    /** A scanner that has not scanned a target for longer is not in use there: what it alone showed is gone by the next scan. */
    public static final Duration IN_USE = Duration.ofDays(30);

    public ReadScan {
        classes = Set.copyOf(classes);
    }
}
