package io.exhibit.packs;

import java.util.Locale;

/** Text from outside with its invisible characters made visible, so that what is read is what is there. */
final class Visible {

    private Visible() {}

    /** Controls, direction marks and other characters that show nothing become their code in brackets; line breaks and tabs stay. */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return marked(text);
            }
        }
        return text;
    }

    /** The same on one line: line breaks and tabs become spaces. */
    static String line(String text) {
        return text(text.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }

    private static String marked(String text) {
        var result = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (hides(point)) {
                result.append("\u27E6U+")
                        .append(String.format(Locale.ROOT, "%04X", point))
                        .append('\u27E7');
            } else {
                result.appendCodePoint(point);
            }
        });
        return result.toString();
    }

    private static boolean hides(int point) {
        if (point == '\n' || point == '\t') {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
