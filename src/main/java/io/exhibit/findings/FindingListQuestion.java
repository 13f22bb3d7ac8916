package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question to the list of findings, read and checked. */
record FindingListQuestion(
        String scope,
        State state,
        @Nullable String rank,
        boolean exploited,
        @Nullable BigDecimal epss,
        @Nullable ExceptionFilter exception,
        @Nullable Handling handling,
        @Nullable String search,
        AsOf asOf,
        @Nullable Cursor after,
        FindingListParameters asked) {

    private static final int LONGEST_SEARCH = 200;
    private static final Pattern SHARE = Pattern.compile("0(\\.[0-9]{1,3})?|1(\\.0{1,3})?");

    /** Open, closed, closed while an image that had it runs still, closed by scans that do not prove it, or any; at the time of the question. */
    enum State {
        OPEN("open"),
        CLOSED("closed"),
        RUNNING("fixed, still running"),
        UNPROVEN("closed, not proven"),
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
        String cursor = Text.given(asked.cursor());
        String search = Text.given(asked.q());
        if (search != null && search.length() > LONGEST_SEARCH) {
            throw new InvalidRequest("A search is at most " + LONGEST_SEARCH + " characters long.");
        }
        Handling handling = HandlingFilter.read(Text.given(asked.handling()));
        return new FindingListQuestion(
                Scope.parse(asked.scope() == null ? "" : asked.scope()).text(),
                // How something is handled says something only while it is open.
                handling == null ? state(asked.state()) : State.OPEN,
                TimelineQuestion.rank(asked.rank()),
                exploited(asked.exploited()),
                epss(asked.epss()),
                ExceptionFilter.read(Text.given(asked.exception())),
                handling,
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
                .with("epss", asked.epss())
                .with("exception", asked.exception())
                .with("handling", asked.handling())
                .with("q", search)
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
    }

    private static boolean exploited(@Nullable String text) {
        String word = Text.given(text);
        if (word != null && !word.equalsIgnoreCase("yes")) {
            throw new InvalidRequest("exploited is yes, or left out.");
        }
        return word != null;
    }

    private static @Nullable BigDecimal epss(@Nullable String text) {
        String number = Text.given(text);
        if (number == null) {
            return null;
        }
        if (!SHARE.matcher(number).matches()) {
            throw new InvalidRequest("epss is a number from 0 to 1 with at most three decimals, or left out.");
        }
        return new BigDecimal(number);
    }

    private static State state(@Nullable String text) {
        String word = Text.given(text);
        if (word == null) {
            return State.OPEN;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "OPEN" -> State.OPEN;
            case "CLOSED" -> State.CLOSED;
            case "RUNNING" -> State.RUNNING;
            case "UNPROVEN" -> State.UNPROVEN;
            case "ALL" -> State.ALL;
            default -> throw new InvalidRequest("state is OPEN, CLOSED, RUNNING, UNPROVEN or ALL.");
        };
    }
}
