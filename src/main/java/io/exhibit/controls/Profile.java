package io.exhibit.controls;

import java.util.List;
import java.util.OptionalLong;

/** The numbers that checks use for a family of frameworks: PCI, DORA or FFIEC_OCC, of one version of the parameter file. */
public record Profile(String id, String name, int version, List<Parameter> parameters) {

    /** The value of a parameter that every profile has. */
    public long value(String name) {
        return find(name).orElseThrow(() -> new BadData("parameters.yaml", id + " has no " + name));
    }

    /** The value of a parameter that only some profiles have. */
    public OptionalLong find(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .mapToLong(Parameter::value)
                .findFirst();
    }
}
