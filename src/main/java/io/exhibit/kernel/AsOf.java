package io.exhibit.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of which something is asked: now, unless a day (its end, UTC) or an instant was given. known: what was on record by then
 * counts; it is the same time unless a later one was given, and then it may be now.
 */
public record AsOf(Instant at, boolean isNow, Instant known, boolean isKnownNow) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String NOW = "now";

    /** As it was known at that time itself. */
    public AsOf(Instant at, boolean isNow) {
        this(at, isNow, at, isNow);
    }

    /** Reads a request parameter; null and blank mean now. */
    public static AsOf read(@Nullable String text, Clock clock) {
        if (text == null || text.isBlank()) {
            return new AsOf(clock.instant(), true);
        }
        return new AsOf(parse("asOf", text), false);
    }

    /** The same with what was known: null and blank mean at that time itself, now means today, and it is never an earlier time. */
    public static AsOf read(@Nullable String text, @Nullable String known, Clock clock) {
        AsOf asOf = read(text, clock);
        if (known == null || known.isBlank()) {
            return asOf;
        }
        Instant by = known.equals(NOW) ? LATEST : parse("known", known);
        if (by.isBefore(asOf.at)) {
            throw new InvalidRequest(
                    "known is not before asOf: what is true of a day can be asked as it was known on that"
                            + " day or later. Ask asOf an earlier day, or leave known out.");
        }
        Instant now = clock.instant();
        if (asOf.isNow) {
            return asOf;
        }
        if (by.isBefore(now)) {
            return new AsOf(asOf.at, false, by, false);
        }
        return asOf.at.isBefore(now) ? new AsOf(asOf.at, false, now, true) : asOf;
    }

    private static Instant parse(String name, String text) {
        Instant at;
        try {
            at = text.length() <= 10 ? endOf(LocalDate.parse(text)) : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest(name + " is a day (2026-11-21) or an instant (2026-11-21T14:05:00Z).");
        }
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new InvalidRequest(name + " lies between 1970 and 2200.");
        }
        return at;
    }

    /** What was recorded after the time itself counts, too. */
    public boolean isKnownLater() {
        return known.isAfter(at);
    }

    /** The same question when it is asked again at a later time. */
    public AsOf again(Instant now) {
        if (isNow) {
            return new AsOf(now, true);
        }
        return isKnownNow && isKnownLater() ? new AsOf(at, false, now, true) : this;
    }

    /** Tells this question from others, and is the same whenever it is asked again. */
    public String key() {
        return (isNow ? "" : " as of " + at) + (isKnownLater() ? " as known " + (isKnownNow ? NOW : known) : "");
    }

    /** now, or the day or minute it is about, and when that was known if that was later. */
    public String words() {
        return words(at, isNow)
                + (isKnownLater() ? ", as known " + (isKnownNow ? "today" : "on " + words(known, false)) : "");
    }

    private static String words(Instant at, boolean isNow) {
        if (isNow) {
            return NOW;
        }
        return at.equals(endOf(LocalDate.ofInstant(at, ZoneOffset.UTC))) ? Written.day(at) : Written.minute(at);
    }

    /** The last moment that the database can tell from the next day. */
    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);
    }
}
