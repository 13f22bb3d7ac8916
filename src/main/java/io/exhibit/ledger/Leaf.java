package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one entry: JSON with sorted keys, strings and whole numbers only (a subset of RFC 8785), ASCII. Version 2 has "m",
 * the root over the entry's items; what has none is written in version 1, as ever.
 */
record Leaf(
        long index,
        String kind,
        String by,
        Sha256 commitment,
        @Nullable Sha256 items,
        int count,
        long size,
        Instant recordedAt) {

    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    String text() {
        String root = items == null ? "" : ",\"m\":\"" + items.hex() + "\"";
        return "{\"by\":\"" + by + "\",\"c\":\"" + commitment.hex() + "\",\"i\":" + index + ",\"k\":\"" + kind + "\""
                + root
                + ",\"n\":" + count + ",\"sz\":" + size + ",\"t\":\"" + written(recordedAt) + "\",\"v\":"
                + (items == null ? 1 : 2) + "}";
    }

    static String written(Instant instant) {
        return MICROS.format(instant);
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 6962, 2.1: the hash of a leaf is over a zero byte and the leaf. */
    static Sha256 hash(byte[] leaf) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 0);
        return Sha256.ofBytes(digest.digest(leaf));
    }

    /** What the leaf says of its detail: nobody can guess the detail from it, nobody can change the detail under it. */
    static Sha256 commitment(byte[] salt, byte[] detail) {
        MessageDigest digest = Sha256.digest();
        digest.update(salt);
        return Sha256.ofBytes(digest.digest(detail));
    }
}
