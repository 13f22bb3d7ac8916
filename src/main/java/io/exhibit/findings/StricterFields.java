package io.exhibit.findings;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The rows of the form for what has fewer days than the general ones, and what they may say. */
final class StricterFields {

    /** So many rows may be given. */
    static final int MOST = 24;

    /** What a row is for: one system, whose code stands beside it. */
    static final String ONE_SYSTEM = "system";

    private static final List<String> PARTS = List.of("scope", "system", "profile", "source");
    private static final String CODE = "[a-z0-9][a-z0-9-]{0,62}";

    private StricterFields() {}

    static Map<String, String> fields(JsonNode definition) {
        List<Stricter> entries = Stricter.of(definition);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int n = 0; n < MOST; n++) {
            for (String part : PARTS) {
                fields.put(name(n, part), "");
            }
            for (Severity rank : PatchClock.RANKS) {
                fields.put(days(n, rank), "");
            }
            if (n < entries.size()) {
                fill(fields, n, entries.get(n));
            }
        }
        return fields;
    }

    private static void fill(Map<String, String> fields, int n, Stricter entry) {
        boolean one = entry.scope().startsWith(Stricter.SYSTEM);
        fields.put(name(n, "scope"), one ? ONE_SYSTEM : entry.scope());
        fields.put(name(n, "system"), one ? entry.scope().substring(Stricter.SYSTEM.length()) : "");
        fields.put(name(n, "profile"), entry.profile().name());
        fields.put(name(n, "source"), entry.source());
        entry.days().forEach((rank, days) -> fields.put(days(n, rank), String.valueOf(days)));
    }

    /** One past the last row in which something stands. */
    static int filled(Map<String, String> fields) {
        int filled = 0;
        for (int n = 0; n < MOST; n++) {
            if (isFilled(new PolicyEntries(fields), n)) {
                filled = n + 1;
            }
        }
        return filled;
    }

    /** What was entered, each against the general days of its clock; refused with which row is wrong and why. */
    static List<Map<String, Object>> entries(PolicyEntries entries, PatchPolicy general) {
        List<Map<String, Object>> stricter = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < MOST; n++) {
            if (isFilled(entries, n)) {
                String what = "Stricter days " + (n + 1);
                String scope = scope(entries, n, what);
                Profile profile = entries.choice(name(n, "profile"), what + ", clock", Profile.class);
                if (!seen.add(scope + " " + profile)) {
                    throw new InvalidRequest(
                            what + ": that clock has days for " + Stricter.words(scope) + " in a row above.");
                }
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("scope", scope);
                entry.put("profile", profile.name());
                entry.put("days", days(entries, n, what, profile, general));
                entry.put(
                        "source", entries.said(name(n, "source"), "Say who says so, for s" + what.substring(1) + "."));
                stricter.add(entry);
            }
        }
        return stricter;
    }

    private static String scope(PolicyEntries entries, int n, String what) {
        String scope = entries.text(name(n, "scope"));
        String code = entries.text(name(n, "system"));
        if (scope.equals(ONE_SYSTEM)) {
            if (!code.matches(CODE)) {
                throw new InvalidRequest(what + ": give the code of the system.");
            }
            return Stricter.SYSTEM + code;
        }
        if (!code.isEmpty()) {
            throw new InvalidRequest(what + ": a code is for one system only.");
        }
        if (!scopes().contains(scope)) {
            throw new InvalidRequest(what + ": choose what it is for.");
        }
        return scope;
    }

    /** What a system may be in scope as. */
    static List<String> scopes() {
        List<String> scopes = Scope.general().stream()
                .filter(scope -> !scope.equals(Scope.ALL))
                .map(Scope::text)
                .collect(Collectors.toCollection(ArrayList::new));
        scopes.add(Stricter.EXPOSED);
        return scopes;
    }

    private static Map<String, Object> days(
            PolicyEntries entries, int n, String what, Profile profile, PatchPolicy general) {
        Map<Severity, Integer> days = new EnumMap<>(Severity.class);
        for (Severity rank : PatchClock.RANKS) {
            if (!entries.text(days(n, rank)).isEmpty()) {
                days.put(rank, entries.days(days(n, rank), what + ", " + PolicyEntries.lower(rank)));
            }
        }
        if (days.isEmpty()) {
            throw new InvalidRequest(what + ": give days for at least one rank.");
        }
        if (profile == Profile.KEV) {
            alike(days, what);
        }
        Map<String, Object> checked = new LinkedHashMap<>();
        int before = 0;
        for (Severity rank : PatchClock.RANKS) {
            int usual = usual(general, profile, rank);
            int number = days.getOrDefault(rank, usual);
            checkFewer(what + ", " + PolicyEntries.lower(rank), days.containsKey(rank), number, usual);
            if (number < before) {
                throw new InvalidRequest(what + ", " + PolicyEntries.lower(rank) + ": " + number
                        + " days are fewer than the rank above it has.");
            }
            before = number;
            if (days.containsKey(rank)) {
                checked.put(rank.name(), number);
            }
        }
        return checked;
    }

    /** Its rank is nothing to that clock. */
    private static void alike(Map<Severity, Integer> days, String what) {
        Set<Integer> numbers = Set.copyOf(days.values());
        if (numbers.size() > 1) {
            throw new InvalidRequest(what + ": KEV has the same days for every rank. Give one number.");
        }
        PatchClock.RANKS.forEach(rank -> days.put(rank, numbers.iterator().next()));
    }

    private static int usual(PatchPolicy general, Profile profile, Severity rank) {
        return profile == Profile.KEV
                ? general.exploited().days()
                : general.days(profile, rank).orElseThrow();
    }

    private static void checkFewer(String what, boolean given, int number, int usual) {
        if (given && number >= usual) {
            throw new InvalidRequest(what + ": " + number + " days are not fewer than the " + usual
                    + " that apply everywhere. Longer times for some are not foreseen: ask for exceptions.");
        }
    }

    private static boolean isFilled(PolicyEntries entries, int n) {
        return PARTS.stream().anyMatch(part -> !entries.text(name(n, part)).isEmpty())
                || PatchClock.RANKS.stream()
                        .anyMatch(rank -> !entries.text(days(n, rank)).isEmpty());
    }

    private static String name(int n, String part) {
        return "stricter." + n + "." + part;
    }

    private static String days(int n, Severity rank) {
        return name(n, "days." + rank.name());
    }
}
