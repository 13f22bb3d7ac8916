package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Severity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fewer days by one clock for what a system is in scope as, or for one system. A rank without days has the general ones; the clock of
 * what is exploited has the same for every rank. source: who says so.
 */
record Stricter(String scope, Profile profile, Map<Severity, Integer> days, String source) {

    /** What nobody stated to be out of reach of the internet, as the clock of what is exploited has it. */
    static final String EXPOSED = "exposure:internet";

    static final String SYSTEM = "system:";

    Stricter {
        days = Map.copyOf(days);
    }

    /** Those of a definition, in its order. */
    static List<Stricter> of(JsonNode definition) {
        return definition.path("stricter").valueStream().map(Stricter::read).toList();
    }

    private static Stricter read(JsonNode entry) {
        Map<Severity, Integer> days = new EnumMap<>(Severity.class);
        entry.path("days").forEachEntry((rank, number) -> days.put(Severity.valueOf(rank), number.asInt()));
        return new Stricter(
                entry.path("scope").asString(),
                Profile.valueOf(entry.path("profile").asString()),
                days,
                entry.path("source").asString(""));
    }

    /** Empty: the general days. */
    Optional<Integer> of(Severity rank) {
        return Optional.ofNullable(days.get(rank));
    }

    /** Of the clock of what is exploited, which knows no ranks. */
    int ofExploited() {
        return days.values().iterator().next();
    }

    boolean allows(@Nullable Severity rank, int number) {
        return profile == Profile.KEV
                ? ofExploited() == number
                : rank != null && of(rank).filter(own -> own == number).isPresent();
    }

    /** What it is for, as a title. */
    public String title() {
        return titleOf(scope);
    }

    static String titleOf(String scope) {
        return scope.equals(EXPOSED) ? "What the internet may reach" : new Scope(scope).title();
    }

    /** The same inside of a sentence. */
    static String words(String scope) {
        String title = titleOf(scope);
        return Character.isUpperCase(title.charAt(1))
                ? title
                : Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    /** So many days for that. */
    static String words(@Nullable Integer days, String scope) {
        return days + " days for " + words(scope);
    }

    /** The days in words, the most severe rank first. */
    public String daysInWords() {
        return profile == Profile.KEV
                ? ofExploited() + " days"
                : Arrays.stream(Severity.values())
                        .filter(days::containsKey)
                        .map(rank -> PolicyEntries.lower(rank) + " " + days.get(rank) + " days")
                        .collect(Collectors.joining(", "));
    }
}
