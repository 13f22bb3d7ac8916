package io.exhibit.assessment;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What is asked about controls, as it stands in a URL. Days of a period are both in it. */
record ControlQuery(
        @Nullable String framework,
        @Nullable String scope,
        @Nullable String from,
        @Nullable String to,
        @Nullable String asOf) {

    private static final Duration YEAR = Duration.ofDays(366);
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    /** The same, read: trailing when nobody named a period. */
    record Asked(Scope scope, Period period, AsOf asOf, boolean trailing) {}

    Asked read(Clock clock, Trailing trailing) {
        Scope within = Scope.parse(plain(scope));
        AsOf known = AsOf.read(plain(asOf), clock);
        if (plain(from).isEmpty() && plain(to).isEmpty()) {
            return new Asked(within, trailing.before(known.at()), known, true);
        }
        Instant end = plain(to).isEmpty() ? known.at() : instant("to", plain(to), 1);
        Instant begin = plain(from).isEmpty() ? end.minus(YEAR) : instant("from", plain(from), 0);
        if (!begin.isBefore(end) || begin.isBefore(EARLIEST) || end.isAfter(LATEST)) {
            throw new InvalidRequest("The period has to end after it begins.");
        }
        return new Asked(within, new Period(begin, end), known, false);
    }

    /** A page with the same scope, period and time. */
    Address address(String path) {
        return Address.of(path)
                .with("scope", plain(scope))
                .with("from", plain(from))
                .with("to", plain(to))
                .with("asOf", plain(asOf));
    }

    static String plain(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static Instant instant(String name, String text, int days) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest(name + " is a day (2026-09-30) or an instant (2026-09-30T00:00:00Z).");
        }
    }
}
