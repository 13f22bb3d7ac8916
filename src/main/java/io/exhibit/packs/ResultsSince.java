package io.exhibit.packs;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What two manifests say of controls and checks. */
final class ResultsSince {

    private ResultsSince() {}

    static void compare(SealedFacts earlier, SealedFacts later, Consumer<SinceLine> found) {
        Map<String, SealedFacts.Control> before = earlier.controls();
        Map<String, SealedFacts.Control> after = later.controls();
        only(after, before).forEach(is -> found.accept(line(SinceKind.CONTROL_NEW, is, "", is.words())));
        only(before, after).forEach(was -> found.accept(line(SinceKind.CONTROL_GONE, was, was.words(), "")));
        before.forEach((code, was) -> {
            SealedFacts.Control is = after.get(code);
            if (is != null && !was.result().equals(is.result())) {
                found.accept(line(SinceKind.CONTROL_CHANGED, is, was.words(), is.words()));
            }
        });
        compareChecks(earlier.checks(), later.checks(), found);
    }

    private static SinceLine line(SinceKind kind, SealedFacts.Control control, String before, String after) {
        return SinceLine.of(
                kind, control.code(), String.join(", ", control.checks().keySet()), before, after);
    }

    private static void compareChecks(
            Map<String, SealedFacts.Check> before, Map<String, SealedFacts.Check> after, Consumer<SinceLine> found) {
        only(after, before).forEach(is -> found.accept(SinceLine.of(SinceKind.CHECK_NEW, is.id(), "", "", is.words())));
        only(before, after)
                .forEach(was -> found.accept(SinceLine.of(SinceKind.CHECK_GONE, was.id(), "", was.words(), "")));
        before.forEach((id, was) -> {
            SealedFacts.Check is = after.get(id);
            if (is != null) {
                compare(was, is, found);
            }
        });
    }

    private static <T> List<T> only(Map<String, T> these, Map<String, T> those) {
        return these.entrySet().stream()
                .filter(entry -> !those.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void compare(SealedFacts.Check was, SealedFacts.Check is, Consumer<SinceLine> found) {
        if (!was.version().equals(is.version())) {
            found.accept(SinceLine.of(
                    SinceKind.CHECK_VERSION, is.id(), "", "version " + was.version(), "version " + is.version()));
        }
        if (!was.words().equals(is.words())) {
            found.accept(SinceLine.of(SinceKind.CHECK_CHANGED, is.id(), "", was.words(), is.words()));
        }
    }
}
