package io.exhibit.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Version 7 UUIDs (RFC 9562): ordered by the millisecond they were made in, random below it. */
public final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    public static UUID next(Clock clock) {
        return at(clock.instant());
    }

    public static UUID at(Instant instant) {
        long time = instant.toEpochMilli() << 16;
        long high = time | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
