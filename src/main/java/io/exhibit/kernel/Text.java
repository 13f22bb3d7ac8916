package io.exhibit.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Makes text and times from outside fit to be kept: what PostgreSQL or a reader could not take is replaced, not dropped. */
public final class Text {

    private static final char REPLACEMENT = '\uFFFD';
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Text() {}

    /** The text with U+0000 and unpaired surrogates replaced by U+FFFD, cut to at most longest characters. */
    public static String clean(String text, int longest) {
        int length = Math.min(text.length(), longest);
        StringBuilder clean = null;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean = clean == null ? new StringBuilder(text.substring(0, length)) : clean;
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? text.substring(0, length) : clean.toString();
    }

    /** An RFC 3339 time between 1990 and 2100; anything else is unknown. */
    public static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
