package io.exhibit.alerts;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a list of alerts is asked for: the same for the page, the file and the API. Null: any, or now. */
record AlertQuery(
        String scope,
        @Nullable Instant asOf,
        @Nullable Priority priority,
        @Nullable String alertClass,
        @Nullable AlertState state,
        String search,
        @Nullable Cursor cursor) {

    /** The class of alerts whose rule the mapping does not know. */
    static final String UNMAPPED = "none";

    private static final int LONGEST_SEARCH = 200;

    static AlertQuery of(AlertFilter filter, Clock clock) {
        String search = text(filter.q());
        if (search.length() > LONGEST_SEARCH) {
            throw new InvalidRequest("A search may have at most " + LONGEST_SEARCH + " characters.");
        }
        String scope = text(filter.scope());
        String alertClass = text(filter.alertClass());
        String cursor = text(filter.cursor());
        return new AlertQuery(
                Scope.parse(scope.isEmpty() ? "all" : scope).text(),
                time(filter.asOf(), clock),
                word(Priority.class, "priority", text(filter.priority())),
                alertClass.isEmpty() ? null : alertClass,
                word(AlertState.class, "state", text(filter.state())),
                search,
                cursor.isEmpty() ? null : place(cursor));
    }

    AlertQuery after(@Nullable Cursor place) {
        return new AlertQuery(scope, asOf, priority, alertClass, state, search, place);
    }

    /** Null: now. */
    static @Nullable Instant time(@Nullable String asOf, Clock clock) {
        AsOf time = AsOf.read(asOf, clock);
        if (!SensorTime.isPlausible(time.at())) {
            throw new InvalidRequest("asOf lies between the years 2000 and 2100.");
        }
        return time.isNow() ? null : time.at();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace("\0", "").strip();
    }

    private static <E extends Enum<E>> @Nullable E word(Class<E> kind, String name, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Enum.valueOf(kind, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("There is no such " + name + ".");
        }
    }

    private static Cursor place(String text) {
        Cursor cursor = Cursor.read(text);
        if (!SensorTime.isPlausible(cursor.at())) {
            throw new InvalidRequest("The cursor is not one that a list gave out.");
        }
        return cursor;
    }
}
