package io.exhibit.packs;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What two packs are about: where that is not the same, it is said before anything else. */
final class FrameSince {

    private FrameSince() {}

    static void compare(SealedFacts earlier, SealedFacts later, Consumer<SinceLine> found) {
        periods(earlier, later, found);
        scopes(earlier, later, found);
        String was = earlier.text("platform", "product");
        String is = later.text("platform", "product");
        if (!was.equals(is)) {
            found.accept(SinceLine.note("The earlier pack was made by " + was + ", the later by " + is + "."));
        }
        if (!earlier.text("framework", "name").equals(later.text("framework", "name"))) {
            found.accept(version(earlier, later, "name"));
        }
        for (String part : List.of("version", "effective_from", "standing", "profile", "profile_version")) {
            if (!earlier.text("framework", part).equals(later.text("framework", part))) {
                found.accept(version(earlier, later, part));
            }
        }
    }

    private static SinceLine version(SealedFacts earlier, SealedFacts later, String part) {
        return SinceLine.of(
                SinceKind.FRAMEWORK,
                SealedFacts.plain(part),
                later.text("framework", "name"),
                earlier.text("framework", part),
                later.text("framework", part));
    }

    private static void periods(SealedFacts earlier, SealedFacts later, Consumer<SinceLine> found) {
        Instant end = earlier.time("period_end_exclusive");
        Instant begin = later.time("period_start");
        if (end.isBefore(begin)) {
            found.accept(SinceLine.note(
                    "Neither pack is about the days from " + Written.day(end) + " until " + Written.day(begin) + "."));
        } else if (end.isAfter(begin)) {
            found.accept(SinceLine.note("The periods overlap: the earlier pack goes on until " + Written.day(end)
                    + ", the later begins on " + Written.day(begin) + "."));
        }
        if (later.time("judged_at").isBefore(earlier.time("judged_at"))) {
            found.accept(SinceLine.note(
                    "The pack that was sealed earlier is judged as of a later moment: read the columns with care."));
        }
    }

    private static void scopes(SealedFacts earlier, SealedFacts later, Consumer<SinceLine> found) {
        String was = earlier.text("scope", "text");
        String is = later.text("scope", "text");
        if (!was.equals(is)) {
            found.accept(SinceLine.note("The scope is another: " + BasisWords.scope(was) + " in the earlier pack, "
                    + BasisWords.scope(is)
                    + " in the later. What is new or not listed may only have come into it or gone out of it."));
        }
        systems("In scope only in the later pack: ", later.systems(), earlier.systems(), found);
        systems("In scope only in the earlier pack: ", earlier.systems(), later.systems(), found);
    }

    private static void systems(String words, List<String> these, List<String> those, Consumer<SinceLine> found) {
        List<String> only =
                these.stream().filter(code -> !those.contains(code)).sorted().toList();
        if (!only.isEmpty()) {
            found.accept(SinceLine.note(words + String.join(", ", only) + "."));
        }
    }
}
