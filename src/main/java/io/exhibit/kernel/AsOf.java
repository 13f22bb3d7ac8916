package io.exhibit.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The time of which something is asked: now, unless a day (its end, UTC) or an instant was given. */
public record AsOf(Instant at, boolean isNow) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Reads a request parameter; null and blank mean now. */
    public static AsOf read(@Nullable String text, Clock clock) {
        if (text == null || text.isBlank()) {
            return new AsOf(clock.instant(), true);
        }
        AsOf asOf = parse(text);
        if (asOf.at.isBefore(EARLIEST) || asOf.at.isAfter(LATEST)) {
            throw new InvalidRequest("asOf lies between 1970 and 2200.");
        }
        return asOf;
    }

    private static AsOf parse(String text) {
        try {
            return new AsOf(text.length() <= 10 ? endOf(LocalDate.parse(text)) : Instant.parse(text), false);
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest("asOf is a day (2026-11-21) or an instant (2026-11-21T14:05:00Z).");
        }
    }

    /** now, or the day or minute it is about. */
    public String words() {
        if (isNow) {
            return "now";
        }
        return at.equals(endOf(LocalDate.ofInstant(at, ZoneOffset.UTC))) ? Written.day(at) : Written.minute(at);
    }

    /** The last moment that the database can tell from the next day. */
    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);
    }
}
