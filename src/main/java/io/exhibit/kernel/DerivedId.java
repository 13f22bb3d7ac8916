package io.exhibit.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of what is made from the ledger: shaped like {@link UuidV7}, with a hash of the thing's own name in the place of chance, so that
 * making it again gives the same id.
 */
public final class DerivedId {

    private DerivedId() {}

    /** The id of the thing with that name; at: when it became known, to the millisecond. */
    public static UUID of(Instant at, String kind, Object name) {
        byte[] hashed = (kind + ' ' + name).getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(hashed).bytes());
        long high = (at.toEpochMilli() << 16) | 0x7000L | (hash.getShort() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (hash.getLong() >>> 2);
        return new UUID(high, low);
    }
}
