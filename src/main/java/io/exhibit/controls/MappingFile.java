package io.exhibit.controls;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The shape of a mapping file of runtime alerts, and what must hold in it. */
record MappingFile(
        @JsonProperty(required = true) int version,

        @JsonProperty(value = "effective_from", required = true)
        LocalDate effectiveFrom,

        @JsonProperty(required = true) List<String> telemetry,
        @JsonProperty(required = true) List<Klass> classes) {

    /** One class with the rules that raise it and the controls it bears on. */
    record Klass(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String meaning,
            @JsonProperty(required = true) List<String> rules,
            @JsonProperty(required = true) List<Bearing> controls) {}

    /** One control a class bears on. */
    record Bearing(
            @JsonProperty(required = true) String framework,
            @JsonProperty(required = true) String control,
            @JsonProperty(required = true) AlertBearing.Strength bearing,
            @JsonProperty(required = true) String rationale) {

        AlertBearing read() {
            return new AlertBearing(new ControlId(new FrameworkId(framework), control), bearing, rationale);
        }
    }

    void check(String file) {
        Set<String> rules = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Klass klass : classes) {
            if (!klass.id().startsWith("RT-") || !ids.add(klass.id())) {
                throw new BadData(file, "class " + klass.id() + " is not RT-… or is there twice");
            }
            klass.rules().stream().filter(rule -> !rules.add(rule)).findFirst().ifPresent(rule -> {
                throw new BadData(file, "rule " + rule + " is in two classes");
            });
            checkBearings(file, klass);
        }
        if (!rules.containsAll(telemetry)) {
            throw new BadData(file, "telemetry names a rule that no class has");
        }
    }

    private static void checkBearings(String file, Klass klass) {
        if (klass.name().isBlank()
                || klass.meaning().isBlank()
                || klass.controls().isEmpty()) {
            throw new BadData(file, "class " + klass.id() + " lacks a name, a meaning or a control");
        }
        klass.controls().stream()
                .filter(bearing -> bearing.rationale().isBlank())
                .findFirst()
                .ifPresent(bearing -> {
                    throw new BadData(file, klass.id() + " bears on " + bearing.control() + " without a rationale");
                });
    }
}
