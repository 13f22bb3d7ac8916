package io.exhibit.controls;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** catalogue/exceptions.yaml as it is written. */
record ExceptionFile(int version, List<Kind> kinds, List<ExceptionKind.Justification> justifications) {

    record Kind(
            String id,
            String name,
            String meaning,
            @Nullable String proof,
            @Nullable Boolean justified,
            @Nullable Boolean worksheet,
            Map<String, ExceptionKind.Effect> effects) {

        ExceptionKind read() {
            return new ExceptionKind(
                    id, name, meaning, proof, Boolean.TRUE.equals(justified), Boolean.TRUE.equals(worksheet), effects);
        }
    }

    /** Every kind says what it changes under every profile, and by whose word. */
    List<ExceptionKind> read(String path, Set<String> profiles) {
        Set<String> ids = new HashSet<>();
        for (Kind kind : kinds) {
            if (!ids.add(kind.id()) || DataFiles.saysNothing(kind.name()) || DataFiles.saysNothing(kind.meaning())) {
                throw new BadData(path, "a kind is there twice, or says nothing: " + kind.id());
            }
            if (!kind.effects().keySet().equals(profiles)) {
                throw new BadData(path, kind.id() + " has to say its effect under each of " + profiles);
            }
            kind.effects().forEach((profile, effect) -> check(path, kind.id() + " under " + profile, effect));
        }
        return kinds.stream().map(Kind::read).toList();
    }

    private static void check(String path, String where, ExceptionKind.Effect effect) {
        if (!EnumSet.allOf(ExceptionKind.Strength.class).contains(effect.effect())
                || DataFiles.saysNothing(effect.why())
                || DataFiles.saysNothing(effect.source())) {
            throw new BadData(path, where + " says no effect, no reason or no source");
        }
    }
}
