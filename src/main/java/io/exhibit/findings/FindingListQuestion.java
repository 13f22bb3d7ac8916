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
        FindingListWork work,
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
        FindingListWork work = FindingListWork.of(asked);
        return new FindingListQuestion(
                Scope.parse(asked.scope() == null ? "" : asked.scope()).text(),
                // How something is handled says something only while it is open.
                handling == null ? state(asked.state(), work) : State.OPEN,
                TimelineQuestion.rank(asked.rank()),
                FindingListWork.yes("exploited", asked.exploited()),
                epss(asked.epss()),
                ExceptionFilter.read(Text.given(asked.exception())),
                handling,
                search,
                work,
                AsOf.read(asked.asOf(), asked.known(), clock),
                cursor == null ? null : Cursor.read(cursor),
                asked);
    }

    /** One system, or what one owner has: few targets of many. */
    boolean isOfFewTargets() {
        return scope.startsWith("system:") || work.owner() != null;
    }

    /** The state in words. */
    String stateWords() {
        return work.due() != null && state == State.ALL ? "open, or fixed and still running," : state.words();
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
                .with("due", asked.due())
                .with("fix", asked.fix())
                .with("owner", work.owner())
                .with("covered", asked.covered())
                .with("asOf", asked.asOf())
                .with("known", asked.known())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
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

    /** A deadline that runs is of what is open, or fixed and still runs: unless one of them is asked for, both are listed. */
    private static State state(@Nullable String text, FindingListWork work) {
        String word = Text.given(text);
        if (word == null) {
            return work.due() == null ? State.OPEN : State.ALL;
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
