package io.exhibit.kernel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How days, times and figures are written, the same on pages, in files and in packs. Always UTC, always English. */
public final class Written {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

    private Written() {}

    /** 21 Nov 2026. Null is written as unknown. */
    public static String day(@Nullable Instant at) {
        return at == null ? "unknown" : DAY.format(at);
    }

    /** 2026-11-21 14:05 UTC. Null is written as unknown. */
    public static String minute(@Nullable Instant at) {
        return at == null ? "unknown" : MINUTE.format(at);
    }

    /** 184,203. */
    public static String count(long figure) {
        return String.format(Locale.ENGLISH, "%,d", figure);
    }

    /** payments@sha256:9f86d0818840…: a name in a sentence, where the first digits of a digest have to do. */
    public static String brief(String name) {
        return DIGEST.matcher(name).replaceAll("$1…");
    }

    /** 1 day, 3 days: a figure with the noun that fits it. */
    public static String count(long figure, String one, String many) {
        return count(figure) + " " + (figure == 1 ? one : many);
    }
}
