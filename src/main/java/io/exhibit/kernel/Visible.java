package io.exhibit.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes characters that steer or hide what a reader sees (bidi controls, zero-width, control characters) readable as ⟦U+202E⟧. */
public final class Visible {

    /** The combining grapheme joiner and the fillers of Hangul. */
    private static final String BLANK = "\u034F\u115F\u1160\u3164\uFFA0";

    private static final int FIRST_SELECTOR = 0xFE00;
    private static final int LAST_SELECTOR = 0xFE0F;
    private static final int FIRST_SUPPLEMENT = 0xE0100;
    private static final int LAST_SUPPLEMENT = 0xE01EF;

    private Visible() {}

    /** The text with every misleading character written out; line feed and tab stay, a null is an empty text. */
    public static String text(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        int first = firstMisleading(raw);
        if (first < 0) {
            return raw;
        }
        StringBuilder shown = new StringBuilder(raw.length() + 32).append(raw, 0, first);
        raw.codePoints().skip(raw.codePointCount(0, first)).forEach(point -> {
            if (misleads(point)) {
                shown.append(String.format(Locale.ROOT, "\u27E6U+%04X\u27E7", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** As {@link #text}, on one line: line breaks and tabs are written out too. */
    public static String line(@Nullable String raw) {
        return text(raw)
                .replace("\r", "\u27E6U+000D\u27E7")
                .replace("\n", "\u27E6U+000A\u27E7")
                .replace("\t", "\u27E6U+0009\u27E7");
    }

    private static int firstMisleading(String raw) {
        for (int at = 0; at < raw.length(); ) {
            int point = raw.codePointAt(at);
            if (misleads(point)) {
                return at;
            }
            at += Character.charCount(point);
        }
        return -1;
    }

    private static boolean misleads(int point) {
        if (point < 0x7F) {
            return point < 0x20 && point != '\n' && point != '\t';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> point != 0xA0;
            default -> blank(point);
        };
    }

    /** Characters of other kinds that fonts draw as nothing. */
    private static boolean blank(int point) {
        return BLANK.indexOf(point) >= 0
                || (point >= FIRST_SELECTOR && point <= LAST_SELECTOR)
                || (point >= FIRST_SUPPLEMENT && point <= LAST_SUPPLEMENT);
    }
}
