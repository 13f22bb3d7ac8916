package io.exhibit.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** Where a list goes on: the time and id of the last row shown, as an opaque text in a URL. */
public record Cursor(Instant at, UUID id) {

    /** Before the first row of a list with the newest first. */
    public static final Cursor START =
            new Cursor(Instant.parse("9999-01-01T00:00:00Z"), UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    /** Before the first row of a list with the oldest first. */
    public static final Cursor EARLIEST = new Cursor(Instant.EPOCH, new UUID(0, 0));

    public String text() {
        String plain = at + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    public static Cursor read(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            return new Cursor(
                    Instant.parse(plain.substring(0, Math.max(space, 0))), UUID.fromString(plain.substring(space + 1)));
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw new InvalidRequest("The cursor is not one that a list gave out.");
        }
    }
}
