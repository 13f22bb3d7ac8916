package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Counts;
import io.exhibit.assessment.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What we know in the words that OSCAL has, and in properties of ours where it has none. */
final class OscalWords {

    /** The names of our properties mean something here only. */
    static final String OURS = "urn:exhibit:oscal";

    private OscalWords() {}

    static List<Map<String, Object>> counts(CheckResult check) {
        Counts counts = check.counts();
        return List.of(
                property("result", check.result().name()),
                property("check-version", String.valueOf(check.version())),
                property("items", String.valueOf(counts.population())),
                property("satisfied", String.valueOf(counts.satisfied())),
                property("compensated", String.valueOf(counts.compensated())),
                property("violated", String.valueOf(counts.violated())),
                property("insufficient", String.valueOf(counts.insufficient())),
                property("not-applicable", String.valueOf(counts.notApplicable())));
    }

    /** What cannot be told is not satisfied, for another reason than a failure. */
    static Map<String, Object> status(Result result) {
        return switch (result) {
            case SATISFIED -> Map.of("state", "satisfied", "reason", "pass");
            case SATISFIED_COMPENSATED -> Map.of("state", "satisfied", "reason", "other");
            case NOT_SATISFIED -> Map.of("state", "not-satisfied", "reason", "fail");
            case INSUFFICIENT_EVIDENCE, NOT_APPLICABLE, NOT_EVALUATED ->
                Map.of("state", "not-satisfied", "reason", "other");
        };
    }

    static Map<String, Object> property(String name, String value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("ns", OURS);
        property.put("value", value);
        return property;
    }
}
