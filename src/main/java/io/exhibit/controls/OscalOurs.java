package io.exhibit.controls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What we know of frameworks and controls and OSCAL has no place for: properties in a namespace of ours. */
final class OscalOurs {

    private static final String NAMESPACE = "urn:exhibit:oscal";

    private OscalOurs() {}

    static Map<String, Object> property(String name, String value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("ns", NAMESPACE);
        property.put("value", value);
        return property;
    }

    static Map<String, Object> property(String name, String value, String remarks) {
        Map<String, Object> property = property(name, value);
        property.put("remarks", remarks);
        return property;
    }

    static Optional<String> find(JsonNode holder, String name) {
        return all(holder, name)
                .map(property -> property.path("value").asString("").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** The checks that are mapped to a control, each with why. */
    static Map<String, String> checks(JsonNode control) {
        Map<String, String> checks = new LinkedHashMap<>();
        all(control, "check")
                .forEach(property -> checks.put(
                        property.path("value").asString(""),
                        property.path("remarks").asString("")));
        return checks;
    }

    /** Ids elsewhere that cover the same ground, by where they are. */
    static Map<String, List<String>> references(JsonNode control) {
        Map<String, List<String>> references = new LinkedHashMap<>();
        all(control, "reference")
                .forEach(property -> references
                        .computeIfAbsent(property.path("remarks").asString(""), elsewhere -> new ArrayList<>())
                        .add(property.path("value").asString("")));
        return references;
    }

    private static Stream<JsonNode> all(JsonNode holder, String name) {
        return holder.path("props")
                .valueStream()
                .filter(property -> property.path("ns").asString("").equals(NAMESPACE)
                        && property.path("name").asString("").equals(name));
    }
}
