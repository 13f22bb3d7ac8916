package io.exhibit.findings;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A question to the register of escalations, read and checked; before: only entries below that one. */
record EscalationQuestion(
        @Nullable String state,
        @Nullable String level,
        @Nullable String vulnerability,
        AsOf asOf,
        long before,
        Parameters asked) {

    /** What a request may say, as it came. */
    record Parameters(
            @Nullable String state,
            @Nullable String level,
            @Nullable String q,
            @Nullable String asOf,
            @Nullable String before) {}

    static EscalationQuestion of(Parameters asked, Clock clock) {
        return new EscalationQuestion(
                one(EscalationRow.State.values(), "state", Text.given(asked.state())),
                one(EscalationLevel.values(), "level", Text.given(asked.level())),
                Text.given(asked.q()),
                AsOf.read(asked.asOf(), clock),
                entry(Text.given(asked.before())),
                asked);
    }

    public boolean isNarrowed() {
        return state != null || level != null || vulnerability != null;
    }

    /** The same question elsewhere or further on; without an entry from the beginning. */
    String link(String path, @Nullable Long below) {
        return Address.of(path)
                .with("state", state)
                .with("level", level)
                .with("q", vulnerability)
                .with("asOf", asked.asOf())
                .with("before", below)
                .text();
    }

    private static @Nullable String one(Enum<?>[] words, String name, @Nullable String word) {
        String upper = word == null ? null : word.toUpperCase(Locale.ROOT);
        if (upper != null && Arrays.stream(words).noneMatch(one -> one.name().equals(upper))) {
            throw new InvalidRequest(name + " is one of " + Arrays.toString(words) + ".");
        }
        return upper;
    }

    private static long entry(@Nullable String text) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidRequest("before is an entry of the ledger.");
        }
        return Long.parseLong(text);
    }
}
