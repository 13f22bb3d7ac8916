package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Period;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** A question to the timeline, read and checked: which findings, whose deadline, over which period, as of when. */
record TimelineQuestion(
        String scope,
        Profile profile,
        @Nullable String rank,
        State state,
        Period period,
        AsOf asOf,
        @Nullable Cursor after,
        TimelineGroup.@Nullable One of,
        TimelineParameters asked) {

    static final Set<String> RANKS = Set.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE");

    private static final int LONGEST_YEARS = 5;

    /** Which findings are shown, by how they stand at the time of the question. */
    enum State {
        OPEN("open"),
        LATE("open, past the deadline"),
        SOON("open, due in 14 days"),
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

    static TimelineQuestion of(TimelineParameters asked, Clock clock, BiFunction<String, AsOf, Profile> usual) {
        AsOf asOf = AsOf.read(asked.asOf(), asked.known(), clock);
        String scope = Scope.parse(asked.scope() == null ? "" : asked.scope()).text();
        String cursor = given(asked.cursor());
        return new TimelineQuestion(
                scope,
                one(Profile.class, asked.profile(), "profile", () -> usual.apply(scope, asOf)),
                rank(asked.rank()),
                one(State.class, asked.state(), "state", () -> State.OPEN),
                period(asked, asOf.at()),
                asOf,
                cursor == null ? null : Cursor.read(cursor),
                TimelineGroup.one(asked.of()),
                asked);
    }

    /** One finding, whatever its state, by one clock, over a period wide enough for its life. */
    static TimelineQuestion about(Profile profile, Period life, AsOf asOf) {
        var nothing = new TimelineParameters(null, null, null, null, null, null, null, null, null, null);
        return new TimelineQuestion("all", profile, null, State.ALL, life, asOf, null, null, nothing);
    }

    /** The same question with one thing changed; the cursor never survives a change. */
    public String link(String path, String name, @Nullable String value) {
        var values = new LinkedHashMap<String, @Nullable String>();
        values.put("scope", asked.scope());
        values.put("profile", asked.profile());
        values.put("rank", asked.rank());
        values.put("state", asked.state());
        values.put("from", asked.from());
        values.put("to", asked.to());
        values.put("asOf", asked.asOf());
        values.put("known", asked.known());
        values.put("of", asked.of());
        values.put(name, value);
        var address = UriComponentsBuilder.fromPath(path);
        for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
            if (given(entry.getValue()) != null) {
                address.queryParam(entry.getKey(), entry.getValue());
            }
        }
        return address.build().encode().toUriString();
    }

    /** All that its figures depend on but the time: not the state, nor the place in the list. */
    String counted() {
        return String.join(
                " ",
                scope,
                profile.name(),
                rank == null ? "any" : rank,
                of == null ? "all" : of.text(),
                period.from().toString(),
                period.to().toString());
    }

    /** The same at another time. */
    TimelineQuestion at(AsOf then) {
        return new TimelineQuestion(scope, profile, rank, state, period, then, after, of, asked);
    }

    Instant dueFrom() {
        return state == State.SOON ? asOf.at() : Instant.EPOCH;
    }

    Instant dueBefore() {
        return switch (state) {
            case LATE -> asOf.at();
            case SOON -> asOf.at().plus(TimelineStanding.SOON);
            case OPEN, CLOSED, ALL -> TimelineSql.NEVER.plusSeconds(1);
        };
    }

    /** The period's ends as days, for the fields of the form. */
    public LocalDate fromDay() {
        return LocalDate.ofInstant(period.from(), ZoneOffset.UTC);
    }

    public LocalDate toDay() {
        return LocalDate.ofInstant(lastDay(), ZoneOffset.UTC);
    }

    public Instant lastDay() {
        return period.to().minusSeconds(1);
    }

    private static Period period(TimelineParameters asked, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate from = day(asked.from(), "from", today.minusMonths(5).withDayOfMonth(1));
        LocalDate to =
                day(asked.to(), "to", today.plusMonths(2).withDayOfMonth(1).minusDays(1));
        if (to.isBefore(from) || from.plusYears(LONGEST_YEARS).isBefore(to)) {
            throw new InvalidRequest(
                    "The period begins before it ends and is at most " + LONGEST_YEARS + " years long.");
        }
        return new Period(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static LocalDate day(@Nullable String text, String name, LocalDate otherwise) {
        String day = given(text);
        try {
            return day == null ? otherwise : LocalDate.parse(day);
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest(name + " is a day such as 2026-11-21.");
        }
    }

    static @Nullable String rank(@Nullable String text) {
        String rank = upper(text);
        if (rank != null && !RANKS.contains(rank)) {
            throw new InvalidRequest("rank is one of " + String.join(", ", List.copyOf(RANKS)) + ".");
        }
        return rank;
    }

    private static <E extends Enum<E>> E one(Class<E> type, @Nullable String text, String name, Supplier<E> otherwise) {
        String word = upper(text);
        if (word == null) {
            return otherwise.get();
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidRequest(name + " is one of " + Arrays.toString(type.getEnumConstants()) + "."));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable String upper(@Nullable String text) {
        String word = given(text);
        return word == null ? null : word.toUpperCase(Locale.ROOT);
    }
}
