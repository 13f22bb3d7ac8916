package io.exhibit.controls;

import io.exhibit.controls.FrameworkFile.ControlEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes frameworks of their files and refuses what a catalogue must not contain. */
final class FrameworkReader {

    private final Map<String, CheckDefinition> checks;
    private final Map<String, Profile> profiles;
    private final boolean own;

    FrameworkReader(Map<String, CheckDefinition> checks, Map<String, Profile> profiles) {
        this(checks, profiles, false);
    }

    /** Own: of the bank, which may name controls before it maps checks to them. */
    FrameworkReader(Map<String, CheckDefinition> checks, Map<String, Profile> profiles, boolean own) {
        this.checks = checks;
        this.profiles = profiles;
        this.own = own;
    }

    Framework read(String name, FrameworkFile file) {
        refuseBlanks(name, file.id(), file.name(), file.version(), file.publisher(), file.nature(), file.notice());
        Profile profile = Optional.ofNullable(profiles.get(file.profile()))
                .orElseThrow(() -> new BadData(name, "there is no profile " + file.profile()));
        if ((file.status() == Standing.WITHDRAWN) != (file.effectiveTo() != null)) {
            throw new BadData(name, "a framework says when it was withdrawn exactly when it was");
        }
        FrameworkId id = new FrameworkId(file.id());
        return new Framework(
                id,
                file.name(),
                file.version(),
                List.copyOf(file.aliases()),
                file.publisher(),
                file.nature(),
                profile,
                file.naturalScope(),
                file.status(),
                Effective.read(file.effectiveFrom()),
                day(file.effectiveTo()),
                file.checkedOn(),
                file.source().title(),
                file.source().url(),
                file.notice().strip(),
                controls(name, id, file));
    }

    private List<Control> controls(String name, FrameworkId framework, FrameworkFile file) {
        List<Control> controls = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (ControlEntry entry : file.controls()) {
            if (!codes.add(entry.code())) {
                throw new BadData(name, "control " + entry.code() + " is there twice");
            }
            controls.add(control(name, new ControlId(framework, entry.code()), file.status(), entry));
        }
        return List.copyOf(controls);
    }

    private Control control(String name, ControlId id, Standing framework, ControlEntry entry) {
        refuseBlanks(name + " " + id.code(), entry.title(), entry.text(), entry.paragraph(), entry.effectiveFrom());
        Standing standing = entry.effectiveTo() == null ? framework : Standing.WITHDRAWN;
        List<CheckUse> uses = uses(name + " " + id.code(), entry.checks());
        if (standing == Standing.WITHDRAWN ? !uses.isEmpty() : uses.isEmpty() && !own) {
            throw new BadData(name + " " + id.code(), "a control in force has checks, a withdrawn one has none");
        }
        return new Control(
                id,
                entry.title(),
                entry.text(),
                entry.paragraph(),
                Effective.read(entry.effectiveFrom()),
                day(entry.effectiveTo()),
                standing,
                uses,
                entry.manual() == null ? List.of() : List.copyOf(entry.manual()),
                entry.limits(),
                entry.references() == null ? Map.of() : new LinkedHashMap<>(entry.references()),
                successors(entry));
    }

    private List<CheckUse> uses(String where, @Nullable Map<String, String> given) {
        List<CheckUse> uses = new ArrayList<>();
        (given == null ? Map.<String, String>of() : given).forEach((check, rationale) -> {
            CheckDefinition definition = checks.get(check);
            if (definition == null) {
                throw new BadData(where, "there is no check " + check);
            }
            refuseBlanks(where + " " + check, rationale);
            uses.add(new CheckUse(definition, rationale));
        });
        return List.copyOf(uses);
    }

    private static List<ControlId> successors(ControlEntry entry) {
        return (entry.successors() == null ? List.<String>of() : entry.successors())
                .stream().map(FrameworkReader::successor).toList();
    }

    private static ControlId successor(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length < 2) {
            throw new BadData(text, "is no framework and code, such as DORA A8");
        }
        return new ControlId(new FrameworkId(parts[0]), parts[1]);
    }

    private static @Nullable Effective day(@Nullable String text) {
        return text == null ? null : Effective.read(text);
    }

    private static void refuseBlanks(String where, @Nullable String... texts) {
        if (Stream.of(texts).anyMatch(DataFiles::saysNothing)) {
            throw new BadData(where, "a text that must be there is empty");
        }
    }
}
