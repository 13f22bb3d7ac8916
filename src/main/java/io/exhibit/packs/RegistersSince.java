package io.exhibit.packs;

import io.exhibit.packs.SealedRegister.Row;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through the same register of two packs side by side, along the key that both are sorted by: no more than two rows are in memory. */
final class RegistersSince {

    private final SealedArchive earlier;
    private final SealedArchive later;
    private final Consumer<SinceLine> found;

    RegistersSince(SealedArchive earlier, SealedArchive later, Consumer<SinceLine> found) {
        this.earlier = earlier;
        this.later = later;
        this.found = found;
    }

    /** Takes a row as each pack has it; null where it has none. */
    @FunctionalInterface
    interface Pair {
        void take(@Nullable Row was, @Nullable Row is);
    }

    /** Where a pack lacks the list or a column that the comparison rests on, that is said instead. */
    void compare(String name, List<String> needed, Pair pair) throws IOException {
        String path = name + ".json";
        if (!isThere(path)) {
            return;
        }
        try (SealedRegister before = SealedRegister.open(earlier, path);
                SealedRegister after = SealedRegister.open(later, path)) {
            say("The earlier pack has columns in " + path + " that the later has not: ", before, after);
            say("The later pack has columns in " + path + " that the earlier has not: ", after, before);
            if (!before.key().equals(after.key()) || !tells(before, path, needed) || !tells(after, path, needed)) {
                found.accept(SinceLine.note("The rows of " + path + " are not compared."));
                return;
            }
            merge(before, after, pair);
        }
    }

    private boolean isThere(String path) {
        boolean both = earlier.has(path) && later.has(path);
        if (!both) {
            found.accept(SinceLine.note("The " + (later.has(path) ? "earlier" : "later") + " pack has no " + path
                    + ": its rows are not compared."));
        }
        return both;
    }

    private void say(String words, SealedRegister these, SealedRegister those) {
        List<String> only = these.columns().stream()
                .filter(column -> !those.columns().contains(column))
                .toList();
        if (!only.isEmpty()) {
            found.accept(SinceLine.note(words + String.join(", ", only) + "."));
        }
    }

    private boolean tells(SealedRegister register, String path, List<String> needed) {
        List<String> missing = needed.stream()
                .filter(column -> !register.columns().contains(column))
                .toList();
        if (!missing.isEmpty()) {
            found.accept(SinceLine.note(
                    path + " is compared by columns that a pack lacks: " + String.join(", ", missing) + "."));
        }
        return missing.isEmpty();
    }

    private static void merge(SealedRegister before, SealedRegister after, Pair pair) {
        Row was = before.next();
        Row is = after.next();
        while (was != null || is != null) {
            int order = order(was, is);
            pair.take(order <= 0 ? was : null, order >= 0 ? is : null);
            was = order <= 0 ? before.next() : was;
            is = order >= 0 ? after.next() : is;
        }
    }

    /** Below 0: only the earlier pack has what comes next; above 0: only the later. */
    private static int order(@Nullable Row was, @Nullable Row is) {
        if (was == null) {
            return 1;
        }
        return is == null ? -1 : was.compareTo(is);
    }
}
