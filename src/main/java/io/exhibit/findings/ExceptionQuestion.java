package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A question to the register of exceptions, read and checked. ends: only what ends within so many days. */
record ExceptionQuestion(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String vulnerability,
        @Nullable Integer ends,
        AsOf asOf,
        @Nullable Cursor after,
        Parameters asked) {

    /** What a request may say, as it came. */
    record Parameters(
            @Nullable String state,
            @Nullable String kind,
            @Nullable String q,
            @Nullable String ends,
            @Nullable String scope,
            @Nullable String asOf,
            @Nullable String cursor) {}

    static ExceptionQuestion of(Parameters asked, Clock clock) {
        String cursor = Text.given(asked.cursor());
        return new ExceptionQuestion(
                state(Text.given(asked.state())),
                Text.given(asked.kind()),
                Text.given(asked.q()),
                ends(Text.given(asked.ends())),
                AsOf.read(asked.asOf(), clock),
                cursor == null ? null : Cursor.read(cursor),
                asked);
    }

    String scope() {
        return Scope.parse(asked.scope() == null ? "" : asked.scope()).text();
    }

    /** The last moment of what ends in these days; null: all are asked for. */
    @Nullable
    Instant until() {
        return ends == null ? null : asOf.at().plus(Duration.ofDays(ends));
    }

    /** What ends soon is listed by its last day, and all else by when it was asked for, the newest first. */
    boolean endsFirst() {
        return ends != null;
    }

    /** After which row the list goes on. */
    Cursor begin() {
        return after != null ? after : endsFirst() ? Cursor.EARLIEST : Cursor.START;
    }

    /** Where it goes on after this row. */
    Cursor after(ExceptionRow row) {
        return new Cursor(endsFirst() ? row.standing().expiresAt() : row.ask().createdAt(), row.id());
    }

    boolean isNarrowed() {
        return state != null || kind != null || vulnerability != null || ends != null || !scope().equals("all");
    }

    /** The same question elsewhere or further on; without a cursor from the beginning. */
    String link(String path, @Nullable Cursor cursor) {
        return Address.of(path)
                .with("state", state)
                .with("kind", kind)
                .with("q", vulnerability)
                .with("ends", ends)
                .with("scope", asked.scope())
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
    }

    private static @Nullable Integer ends(@Nullable String days) {
        if (days == null) {
            return null;
        }
        if (!days.matches("[1-9][0-9]{0,2}")) {
            throw new InvalidRequest("ends is a number of days, from 1 to 999.");
        }
        return Integer.valueOf(days);
    }

    private static @Nullable String state(@Nullable String word) {
        String upper = word == null ? null : word.toUpperCase(Locale.ROOT);
        if (upper != null
                && Arrays.stream(ExceptionState.values())
                        .noneMatch(state -> state.name().equals(upper))) {
            throw new InvalidRequest("state is one of " + Arrays.toString(ExceptionState.values()) + ".");
        }
        return upper;
    }
}
