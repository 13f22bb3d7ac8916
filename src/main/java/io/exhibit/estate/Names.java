package io.exhibit.estate;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Names in a snapshot: short enough to be kept whole, because a name that was cut could be that of another thing. */
final class Names {

    private static final int LONGEST = 512;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private Names() {}

    /** The value as a name; null for null and for what is no text. */
    static @Nullable String text(JsonParser parser, String what) throws Unreadable {
        String text = Json.text(parser);
        if (text != null && text.length() > LONGEST) {
            throw new Unreadable("too-large", what + " has more than " + LONGEST + " characters.");
        }
        return text == null ? null : text.strip();
    }

    static String textOr(JsonParser parser, String what, String otherwise) throws Unreadable {
        String text = text(parser, what);
        return text == null ? otherwise : text;
    }

    static boolean isDigest(@Nullable String text) {
        return text != null && DIGEST.matcher(text).matches();
    }
}
