package io.exhibit.controls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which class a sensor's rule belongs to, and which controls a class bears on: versioned data of our own. */
@Component
public final class AlertMapping {

    private static final String FILE = "mapping/runtime-alerts-1.yaml";

    private final int version;
    private final Map<String, String> classOfRule = new HashMap<>();
    private final Map<String, List<AlertBearing>> bearings = new HashMap<>();
    private final List<AlertClass> classes = new ArrayList<>();
    private final Set<String> telemetry;

    public AlertMapping() {
        this(FILE, DataFiles.read(FILE, MappingFile.class).content());
    }

    AlertMapping(String name, MappingFile file) {
        file.check(name);
        this.version = file.version();
        this.telemetry = Set.copyOf(file.telemetry());
        for (MappingFile.Klass klass : file.classes()) {
            classes.add(new AlertClass(klass.id(), klass.name(), klass.meaning()));
            klass.rules().forEach(rule -> classOfRule.put(rule, klass.id()));
            bearings.put(
                    klass.id(),
                    klass.controls().stream().map(MappingFile.Bearing::read).toList());
        }
    }

    /** The version to store beside what it decided. */
    public int version() {
        return version;
    }

    /** The id of the class, such as RT-SHELL; empty for a rule that the mapping does not know. */
    public Optional<String> classOf(String rule) {
        return Optional.ofNullable(classOfRule.get(rule));
    }

    /** What a class id means; empty for an id of another version or of nobody. */
    public Optional<AlertClass> describe(String classId) {
        return classes.stream().filter(known -> known.id().equals(classId)).findFirst();
    }

    /** The controls that alerts of a class bear on, each with its rationale; none for a class not known. */
    public List<AlertBearing> controlsOf(String classId) {
        return bearings.getOrDefault(classId, List.of());
    }

    /** All classes, in the order of the file. */
    public List<AlertClass> classes() {
        return List.copyOf(classes);
    }

    /** Rules by which a sensor reports its own counters: stored and counted, but no alert to take up. */
    public Set<String> telemetry() {
        return telemetry;
    }
}
