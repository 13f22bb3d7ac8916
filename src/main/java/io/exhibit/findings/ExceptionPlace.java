package io.exhibit.findings;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Where an exception holds: a system by its code, a target by its key, or a workload; each by its whole name, never by a pattern. */
public record ExceptionPlace(Kind kind, String cluster, String namespace, String name) {

    /** What kinds of place there are. */
    public enum Kind {
        SYSTEM,
        TARGET,
        WORKLOAD
    }

    static ExceptionPlace of(JsonNode detail) {
        return new ExceptionPlace(
                Kind.valueOf(detail.get("kind").asString()),
                detail.get("cluster").asString(),
                detail.get("namespace").asString(),
                detail.get("name").asString());
    }

    Map<String, Object> toMap() {
        return Map.of("kind", kind.name(), "cluster", cluster, "namespace", namespace, "name", name);
    }
}
