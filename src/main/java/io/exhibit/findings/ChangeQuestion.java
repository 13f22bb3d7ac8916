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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question to the list of changes, read and checked: what has happened after since, up to and with asOf. kind null: all of it. */
record ChangeQuestion(
        String scope, Instant since, AsOf asOf, @Nullable ChangeKind kind, Cursor before, ChangeParameters asked) {

    private static final Duration USUAL = Duration.ofDays(7);

    private static final Duration LONGEST = Duration.ofDays(366);

    /** What a request for the list may say, as it came. */
    record ChangeParameters(
            @Nullable String scope,
            @Nullable String since,
            @Nullable String kind,
            @Nullable String asOf,
            @Nullable String cursor) {}

    static ChangeQuestion of(ChangeParameters asked, Clock clock) {
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        Instant since = since(Text.given(asked.since()), asOf, clock);
        if (!since.isBefore(asOf.at()) || since.isBefore(asOf.at().minus(LONGEST))) {
            throw new InvalidRequest(
                    "since is a day or an instant before asOf, and at most " + LONGEST.toDays() + " days before it.");
        }
        return new ChangeQuestion(
                Scope.parse(asked.scope() == null ? "" : asked.scope()).text(),
                since,
                asOf,
                kind(asked.kind()),
                asked.cursor() == null || asked.cursor().isBlank() ? Cursor.START : Cursor.read(asked.cursor()),
                asked);
    }

    /** Unless it is said: the end of the day a week before, as the form shows it. */
    private static Instant since(@Nullable String said, AsOf asOf, Clock clock) {
        String usual =
                LocalDate.ofInstant(asOf.at().minus(USUAL), ZoneOffset.UTC).toString();
        try {
            return AsOf.read(said == null ? usual : said, clock).at();
        } catch (InvalidRequest unreadable) {
            throw new InvalidRequest("since is a day (2026-11-21) or an instant (2026-11-21T14:05:00Z).");
        }
    }

    private static @Nullable ChangeKind kind(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Arrays.stream(ChangeKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("kind is one of "
                        + Arrays.stream(ChangeKind.values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The same question elsewhere, of another kind, or further on; without a cursor from the beginning. */
    String link(String path, @Nullable ChangeKind of, @Nullable Cursor cursor) {
        return Address.of(path)
                .with("scope", asked.scope())
                .with("since", asked.since())
                .with("kind", of)
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
    }

    /** The same of the whole bank, from the beginning. */
    public String whole() {
        return Address.of("/changes")
                .with("since", asked.since())
                .with("kind", kind)
                .with("asOf", asked.asOf())
                .text();
    }

    /** What its figures depend on beside the time up to which. */
    String counted() {
        return scope + " since " + since;
    }

    ChangeQuestion at(AsOf then) {
        return new ChangeQuestion(scope, since, then, kind, before, asked);
    }

    /** For the field of the form. */
    public LocalDate sinceDay() {
        return LocalDate.ofInstant(since, ZoneOffset.UTC);
    }
}
