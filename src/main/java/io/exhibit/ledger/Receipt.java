package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sender can keep: the index its entry has for ever, the leaf's bytes as text, and the leaf's hash (RFC 6962). Just after
 * appending the entry's items are at hand; later {@link LedgerItems} has them.
 */
public record Receipt(
        long index,
        Sha256 leafHash,
        Instant recordedAt,
        String leaf,
        @Nullable Items items) {

    public Receipt(long index, Sha256 leafHash, Instant recordedAt, String leaf) {
        this(index, leafHash, recordedAt, leaf, null);
    }
}
