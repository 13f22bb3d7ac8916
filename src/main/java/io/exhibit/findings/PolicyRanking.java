package io.exhibit.findings;

import io.exhibit.findings.RankingMethod.When;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The form of the ranking method. */
final class PolicyRanking {

    /** So many raises may be given, in their order. */
    static final int MOST_RAISES = 6;

    private static final int CVSS = 10;
    private static final List<Severity> BANDS = List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM);

    private static final String NEAR =
            "The more severe of the scanner's severity and the band of the CVSS v3 base score; ";
    private static final String FAR =
            "then raised in the order given. Only people lower a rank, for a time. No severity, no score and not known to be exploited: not ranked.";

    private PolicyRanking() {}

    static Map<String, String> fields(JsonNode definition) {
        Map<String, String> fields = new LinkedHashMap<>();
        BANDS.forEach(rank -> fields.put(
                "band." + rank, definition.path("bands").path(rank.name()).asString("")));
        JsonNode raises = definition.path("raises");
        for (int n = 0; n < MOST_RAISES; n++) {
            for (String part : List.of("when", "least", "from", "upTo")) {
                fields.put("raise." + n + "." + part, raises.path(n).path(part).asString(""));
            }
        }
        fields.put("exploited", definition.path("exploited").asString(""));
        return fields;
    }

    static Map<String, Object> definition(PolicyEntries entries) {
        Map<String, Object> bands = bands(entries);
        List<Map<String, Object>> raises = raises(entries);
        Severity exploited = exploited(entries);
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("inputs", inputs(raises, exploited));
        definition.put("rule", NEAR + (raises.isEmpty() && exploited == null ? "neither known: not ranked." : FAR));
        definition.put("bands", bands);
        definition.put("raises", raises);
        if (exploited != null) {
            definition.put("exploited", exploited.name());
        }
        return definition;
    }

    private static Map<String, Object> bands(PolicyEntries entries) {
        Map<String, Object> bands = new LinkedHashMap<>();
        BigDecimal above = null;
        for (Severity rank : BANDS) {
            String what = "Lowest CVSS score that is " + PolicyEntries.lower(rank);
            BigDecimal score = entries.number("band." + rank, what, 1, CVSS);
            if (above != null && score.compareTo(above) >= 0) {
                throw new InvalidRequest(what + ": " + score + " is not below that of the rank above it.");
            }
            bands.put(rank.name(), score);
            above = score;
        }
        bands.put(Severity.LOW.name(), 0);
        return bands;
    }

    private static List<Map<String, Object>> raises(PolicyEntries entries) {
        List<Map<String, Object>> raises = new ArrayList<>();
        Set<When> seen = EnumSet.noneOf(When.class);
        for (int n = 0; n < MOST_RAISES; n++) {
            if (!entries.text("raise." + n + ".when").isEmpty()) {
                When when = entries.choice("raise." + n + ".when", "Raise " + (n + 1), When.class);
                if (!seen.add(when) && when != When.EPSS) {
                    throw new InvalidRequest("Raise " + (n + 1) + ": what it is raised by is in the list already.");
                }
                raises.add(raise(entries, n, when));
            }
        }
        return raises;
    }

    private static Map<String, Object> raise(PolicyEntries entries, int n, When when) {
        String what = "Raise " + (n + 1);
        String field = "raise." + n + ".";
        Severity from = entries.choice(field + "from", what + ", from", Severity.class);
        Severity upTo = entries.choice(field + "upTo", what + ", up to", Severity.class);
        if (from == Severity.UNKNOWN || from.compareTo(upTo) <= 0) {
            throw new InvalidRequest(what + ": it raises from a rank up to a more severe one.");
        }
        Map<String, Object> raise = new LinkedHashMap<>();
        raise.put("when", when.name());
        if (when == When.EPSS) {
            raise.put("least", entries.number(field + "least", what + ", EPSS score", 3, 1));
        }
        raise.put("from", from.name());
        raise.put("upTo", upTo.name());
        return raise;
    }

    private static @Nullable Severity exploited(PolicyEntries entries) {
        if (entries.text("exploited").isEmpty()) {
            return null;
        }
        Severity least = entries.choice("exploited", "Known to be exploited", Severity.class);
        if (least == Severity.UNKNOWN) {
            throw new InvalidRequest("Known to be exploited: choose one of the list.");
        }
        return least;
    }

    private static List<String> inputs(List<Map<String, Object>> raises, @Nullable Severity exploited) {
        List<String> inputs = new ArrayList<>(List.of("scanner severity", "CVSS v3 base score"));
        if (exploited != null) {
            inputs.add("known to be exploited (KEV)");
        }
        raises.stream()
                .map(raise -> When.valueOf(String.valueOf(raise.get("when"))).input())
                .distinct()
                .forEach(inputs::add);
        return inputs;
    }
}
