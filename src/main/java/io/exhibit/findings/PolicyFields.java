package io.exhibit.findings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Between the definition of a policy and the fields of its form. */
final class PolicyFields {

    private PolicyFields() {}

    /** A definition as the fields of the form, by their names. */
    static Map<String, String> of(Policy.Kind kind, JsonNode definition) {
        return switch (kind) {
            case PATCH_DEADLINES -> deadlineFields(definition);
            case RISK_RANKING -> PolicyRanking.fields(definition);
            case EXCEPTIONS -> exceptionFields(definition);
        };
    }

    /** The definition that was entered; refused with what is wrong in it. */
    static Map<String, Object> definition(Policy.Kind kind, PolicyEntries entries) {
        return switch (kind) {
            case PATCH_DEADLINES -> deadlines(entries);
            case RISK_RANKING -> PolicyRanking.definition(entries);
            case EXCEPTIONS -> exceptions(entries);
        };
    }

    private static Map<String, String> deadlineFields(JsonNode definition) {
        Map<String, String> fields = new LinkedHashMap<>(PolicyDeadlines.fields(definition.path("profiles")));
        fields.putAll(PolicyVendors.fields(definition));
        fields.putAll(StricterFields.fields(definition));
        return fields;
    }

    private static Map<String, Object> deadlines(PolicyEntries entries) {
        Map<String, Object> profiles = PolicyDeadlines.profiles(entries);
        Map<String, Object> definition = new LinkedHashMap<>(Map.of("profiles", profiles));
        definition.putAll(PolicyVendors.definition(entries));
        List<Map<String, Object>> stricter = StricterFields.entries(entries, PolicyDeadlines.general(profiles));
        if (!stricter.isEmpty()) {
            definition.put("stricter", stricter);
        }
        return definition;
    }

    static void putDays(Map<String, String> fields, String prefix, JsonNode days) {
        PatchClock.RANKS.forEach(
                rank -> fields.put(prefix + rank.name(), days.path(rank.name()).asString("")));
    }

    private static Map<String, String> exceptionFields(JsonNode definition) {
        Map<String, String> fields = new LinkedHashMap<>();
        putDays(fields, "days.", definition.path("days"));
        fields.put("approvals", definition.path("approvals").asString(""));
        fields.put("source", definition.path("source").asString(""));
        return fields;
    }

    private static Map<String, Object> exceptions(PolicyEntries entries) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put(
                "approvals",
                entries.whole(
                        "approvals", "Approvals", "compliance officers", ExceptionPolicy.FEWEST, ExceptionPolicy.MOST));
        definition.put("days", entries.daysByRank("days.", "Exceptions"));
        definition.put("source", entries.said("source", "Say who says so, for the limits."));
        return definition;
    }
}
