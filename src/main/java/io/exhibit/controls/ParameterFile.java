package io.exhibit.controls;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shape of the file of profiles and their parameters. */
record ParameterFile(
        @JsonProperty(required = true) int version,

        @JsonProperty(value = "more_is_stricter", required = true)
        Set<String> moreIsStricter,

        @JsonProperty(value = "not_changed", required = true)
        Set<String> notChanged,

        @JsonProperty(value = "at_most", required = true) List<List<String>> atMost,
        @JsonProperty(required = true) List<Entry> profiles) {

    /** One profile. */
    record Entry(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<Parameter> parameters) {}

    Map<String, Profile> byId(String file) {
        Map<String, Profile> byId = new LinkedHashMap<>();
        for (Entry entry : profiles) {
            Set<String> names = new HashSet<>();
            for (Parameter parameter : entry.parameters()) {
                if (!names.add(parameter.name()) || parameter.value() <= 0 || DataFiles.saysNothing(parameter.note())) {
                    throw new BadData(
                            file,
                            entry.id() + ": " + parameter.name() + " is there twice, not positive or unexplained");
                }
                if (parameter.basis() == Parameter.Basis.DECIDED) {
                    throw new BadData(file, entry.id() + ": " + parameter.name() + " cannot be decided by a file");
                }
            }
            byId.put(entry.id(), new Profile(entry.id(), entry.name(), version, List.copyOf(entry.parameters())));
        }
        return byId;
    }

    ParameterRules rules() {
        return new ParameterRules(Set.copyOf(moreIsStricter), Set.copyOf(notChanged), List.copyOf(atMost));
    }
}
