package io.exhibit.findings;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A question to the register of exceptions, read and checked. */
record ExceptionQuestion(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String vulnerability,
        AsOf asOf,
        @Nullable Cursor after,
        Parameters asked) {

    /** What a request may say, as it came. */
    record Parameters(
            @Nullable String state,
            @Nullable String kind,
            @Nullable String q,
            @Nullable String asOf,
            @Nullable String cursor) {}

    static ExceptionQuestion of(Parameters asked, Clock clock) {
        String cursor = Text.given(asked.cursor());
        return new ExceptionQuestion(
                state(Text.given(asked.state())),
                Text.given(asked.kind()),
                Text.given(asked.q()),
                AsOf.read(asked.asOf(), clock),
                cursor == null ? null : Cursor.read(cursor),
                asked);
    }

    /** The same question elsewhere or further on; without a cursor from the beginning. */
    String link(String path, @Nullable Cursor cursor) {
        return Address.of(path)
                .with("state", state)
                .with("kind", kind)
                .with("q", vulnerability)
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
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
