package io.exhibit.alerts;

import io.exhibit.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** The id of an alert: a version 7 UUID whose random part is made from its submission, so that reading again gives the same. */
final class AlertId {

    private AlertId() {}

    /** Orders by arrival, then by submission, then by place in it. */
    static UUID of(Instant received, UUID submission, int position) {
        ByteBuffer name = ByteBuffer.allocate(16)
                .putLong(submission.getMostSignificantBits())
                .putLong(submission.getLeastSignificantBits());
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name.array()).bytes());
        long high = (received.toEpochMilli() << 16) | 0x7000L | (hash.getShort() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | ((hash.getLong() >>> 2) & 0x3FFF_FFFF_FF00_0000L) | position;
        return new UUID(high, low);
    }
}
