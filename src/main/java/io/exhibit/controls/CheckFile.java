package io.exhibit.controls;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shape of the file of checks. */
record CheckFile(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) List<CheckDefinition> checks) {

    Map<String, CheckDefinition> byId(String file) {
        Map<String, CheckDefinition> byId = new LinkedHashMap<>();
        for (CheckDefinition check : checks) {
            if (Stream.of(check.id(), check.name(), check.question(), check.needs())
                    .anyMatch(DataFiles::saysNothing)) {
                throw new BadData(file, "check " + check.id() + " leaves a field empty");
            }
            if (byId.put(check.id(), check) != null) {
                throw new BadData(file, "check " + check.id() + " is there twice");
            }
        }
        return byId;
    }
}
