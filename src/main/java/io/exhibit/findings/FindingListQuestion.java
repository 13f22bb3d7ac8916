package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A question to the list of findings, read and checked. */
record FindingListQuestion(
        String scope,
        State state,
        @Nullable String rank,
        boolean exploited,
        @Nullable ExceptionFilter exception,
        @Nullable String search,
        AsOf asOf,
        @Nullable Cursor after,
        FindingListParameters asked) {

    private static final int LONGEST_SEARCH = 200;

    /** Open, closed or both, at the time of the question. */
    enum State {
        OPEN("open"),
        CLOSED("closed"),
        ALL("open and closed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static FindingListQuestion of(FindingListParameters asked, Clock clock) {
        String cursor = given(asked.cursor());
        String search = given(asked.q());
        if (search != null && search.length() > LONGEST_SEARCH) {
            throw new InvalidRequest("A search is at most " + LONGEST_SEARCH + " characters long.");
        }
        return new FindingListQuestion(
                Scope.parse(asked.scope() == null ? "" : asked.scope()).text(),
                state(asked.state()),
                TimelineQuestion.rank(asked.rank()),
                exploited(asked.exploited()),
                ExceptionFilter.read(given(asked.exception())),
                search,
                AsOf.read(asked.asOf(), clock),
                cursor == null ? null : Cursor.read(cursor),
                asked);
    }

    /** The text to look for inside other texts, with nothing special left in it. */
    @Nullable
    String pattern() {
        return search == null
                ? null
                : "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** The same question elsewhere or further on; without a cursor from the beginning. */
    String link(String path, @Nullable Cursor cursor) {
        return Address.of(path)
                .with("scope", asked.scope())
                .with("state", asked.state())
                .with("rank", asked.rank())
                .with("exploited", asked.exploited())
                .with("exception", asked.exception())
                .with("q", search)
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
    }

    private static boolean exploited(@Nullable String text) {
        String word = given(text);
        if (word != null && !word.equalsIgnoreCase("yes")) {
            throw new InvalidRequest("exploited is yes, or left out.");
        }
        return word != null;
    }

    private static State state(@Nullable String text) {
        String word = given(text);
        if (word == null) {
            return State.OPEN;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "OPEN" -> State.OPEN;
            case "CLOSED" -> State.CLOSED;
            case "ALL" -> State.ALL;
            default -> throw new InvalidRequest("state is OPEN, CLOSED or ALL.");
        };
    }

    private static @Nullable String given(@Nullable String text) {
        String given = text == null ? "" : text.replace("\0", "").strip();
        return given.isEmpty() ? null : given;
    }
}
