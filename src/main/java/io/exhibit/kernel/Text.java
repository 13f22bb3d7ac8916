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

    /** What a parameter of a request says, without U+0000 and white space around it; null: nothing. */
    public static @Nullable String given(@Nullable String parameter) {
        String given = parameter == null ? "" : parameter.replace("\0", "").strip();
        return given.isEmpty() ? null : given;
    }

    /** A pattern for LIKE that finds the text inside others, with nothing special left in it; null: nothing is looked for. */
    public static @Nullable String inside(@Nullable String text) {
        return text == null
                ? null
                : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** The text with U+0000 and unpaired surrogates replaced by U+FFFD, cut to at most longest characters. */
    public static String clean(String text, int longest) {
        String kept = text.substring(0, Math.min(text.length(), longest));
        boolean sound = kept.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        return sound ? kept : repaired(kept);
    }

    /** Paired surrogates come out of codePoints as one code point, so a surrogate among them is alone. */
    private static String repaired(String text) {
        return text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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
