package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a definition says, term by term in words, so that two versions can be held against each other. */
final class PolicyTerms {

    private static final Map<String, String> BASES = Map.of(
            "FIX_RELEASED", "the release of the fix, as a report states it; estimated by our own scans where none does",
            "FIX_SEEN", "the first scan of ours that showed the vulnerability and a fix");

    private static final String UNSAID =
            "Nobody: this version was made before there was this clock. The default applies until a version that names it is approved.";

    private static final String SOURCE = ", who says so";

    private PolicyTerms() {}

    /** A term, what the version in force says of it, and what the other one does; empty: nothing. */
    record Difference(String term, String now, String then) {}

    static Map<String, String> of(Policy.Kind kind, JsonNode definition) {
        return switch (kind) {
            case PATCH_DEADLINES -> deadlines(definition);
            case RISK_RANKING -> ranking(definition);
            case EXCEPTIONS -> exceptions(definition);
        };
    }

    static List<Difference> between(Map<String, String> now, Map<String, String> then) {
        Map<String, String> all = new LinkedHashMap<>(now);
        then.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .map(term -> new Difference(term, now.getOrDefault(term, ""), then.getOrDefault(term, "")))
                .filter(one -> !one.now().equals(one.then()))
                .toList();
    }

    /** What the days of a framework count from, in words. */
    static String basis(JsonNode rules) {
        String basis = rules.path("basis").asString("");
        return BASES.getOrDefault(basis, basis);
    }

    static String exploitedSource(JsonNode profiles) {
        return profiles.path(Profile.KEV.name()).path("source").asString(UNSAID);
    }

    private static Map<String, String> deadlines(JsonNode definition) {
        JsonNode profiles = definition.path("profiles");
        Map<String, String> terms = new LinkedHashMap<>();
        for (Profile profile : PolicyDeadlines.FRAMEWORKS) {
            JsonNode rules = profiles.path(profile.name());
            PatchClock.RANKS.forEach(rank ->
                    terms.put(profile.title() + ", " + PolicyEntries.lower(rank), days(rules.path("days"), rank)));
            terms.put(profile.title() + ", days count from", basis(rules));
            terms.put(profile.title() + SOURCE, rules.path("source").asString(""));
        }
        PatchPolicy.Exploited exploited = Policies.exploited(profiles);
        terms.put("KEV, where the internet does not reach it", exploited.days() + " days");
        terms.put("KEV, else", exploited.exposedDays() + " days");
        terms.put("KEV" + SOURCE, exploitedSource(profiles));
        for (Stricter one : Stricter.of(definition)) {
            String term = one.profile().title() + ", for " + Stricter.words(one.scope());
            terms.put(term, one.daysInWords());
            terms.put(term + SOURCE, one.source());
        }
        terms.putAll(PolicyVendors.terms(definition));
        return terms;
    }

    private static Map<String, String> ranking(JsonNode definition) {
        RankingMethod method = Policies.rankingMethod(0, definition);
        Map<String, String> terms = new LinkedHashMap<>();
        terms.put(
                "Lowest CVSS score that is critical", method.bands().critical().toPlainString());
        terms.put("Lowest CVSS score that is high", method.bands().high().toPlainString());
        terms.put("Lowest CVSS score that is medium", method.bands().medium().toPlainString());
        for (int n = 0; n < method.raises().size(); n++) {
            terms.put("Raise " + (n + 1), method.raises().get(n).words());
        }
        Severity exploited = method.exploited();
        terms.put(
                "What is known to be exploited",
                exploited == null ? "is ranked like anything else" : "is at least " + PolicyEntries.lower(exploited));
        return terms;
    }

    private static Map<String, String> exceptions(JsonNode definition) {
        Map<String, String> terms = new LinkedHashMap<>();
        PatchClock.RANKS.forEach(rank -> terms.put(
                "An exception, " + PolicyEntries.lower(rank), "at most " + days(definition.path("days"), rank)));
        terms.put("Approvals", definition.path("approvals").asString(""));
        terms.put("Who says so", definition.path("source").asString(""));
        return terms;
    }

    private static String days(JsonNode days, Severity rank) {
        return days.path(rank.name()).asString("no") + " days";
    }
}
