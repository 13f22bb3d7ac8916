package io.exhibit.alerts;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sensor's own time of an event: when it can be read as an instant between 2000 and 2100, else null beside the sensor's text. */
record SensorTime(String text, @Nullable Instant at) {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Pattern SHORT_OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");

    static SensorTime read(@Nullable Object value) {
        return switch (value) {
            case null -> new SensorTime("", null);
            case String text -> new SensorTime(text, text.length() > 64 ? null : within(parse(text.strip())));
            case Integer number -> new SensorTime(number.toString(), within(epoch(number)));
            case Long number -> new SensorTime(number.toString(), within(epoch(number)));
            case BigInteger number -> new SensorTime(number.toString(), null);
            default -> new SensorTime(value.toString(), null);
        };
    }

    private static @Nullable Instant parse(String text) {
        try {
            String offset =
                    text.endsWith("Z") ? text : SHORT_OFFSET.matcher(text).replaceFirst("$1:$2");
            return OffsetDateTime.parse(offset.replace(' ', 'T'))
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Seconds, milliseconds, microseconds or nanoseconds since 1970: told apart by size, as they do not overlap within a century. */
    private static Instant epoch(long number) {
        long units = 1;
        while (number / units >= 100_000_000_000L && units < 1_000_000_000L) {
            units *= 1000;
        }
        return Instant.ofEpochSecond(
                Math.floorDiv(number, units), Math.floorMod(number, units) * (1_000_000_000L / units));
    }

    private static @Nullable Instant within(@Nullable Instant time) {
        return time != null && isPlausible(time) ? time : null;
    }

    /** Within the years that anybody can mean. */
    static boolean isPlausible(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(LAST);
    }
}
