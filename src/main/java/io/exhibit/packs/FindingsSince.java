package io.exhibit.packs;

import io.exhibit.packs.SealedRegister.Row;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of each finding between the ends of two packs. */
record FindingsSince(Instant earlierEnd, Instant laterEnd, Consumer<SinceLine> found) implements RegistersSince.Pair {

    static final List<String> NEEDED = List.of("finding_id", "episode", "standing", "gone_at");

    @Override
    public void take(@Nullable Row was, @Nullable Row is) {
        boolean before = isThere(was, earlierEnd);
        boolean after = isThere(is, laterEnd);
        if (before && after) {
            put(stayed(isLate(was), isLate(is)), was, is);
        } else if (after) {
            put(SinceKind.FINDING_NEW, was, is);
        } else if (before) {
            put(is == null ? SinceKind.FINDING_NOT_LISTED : SinceKind.FINDING_GONE, was, is);
        } else if (was == null) {
            put(SinceKind.FINDING_PASSED, was, is);
        }
    }

    private static SinceKind stayed(boolean wasLate, boolean isLate) {
        if (isLate) {
            return wasLate ? SinceKind.FINDING_STILL_LATE : SinceKind.FINDING_BECAME_LATE;
        }
        return wasLate ? SinceKind.FINDING_NO_LONGER_LATE : SinceKind.FINDING_STILL_THERE;
    }

    private static boolean isThere(@Nullable Row row, Instant end) {
        return row != null
                && (row.text("gone_at").isEmpty()
                        || Instant.parse(row.text("gone_at")).isAfter(end));
    }

    private static boolean isLate(@Nullable Row row) {
        return row != null && row.text("standing").equals("OVERDUE");
    }

    private void put(SinceKind kind, @Nullable Row was, @Nullable Row is) {
        Row told = is == null ? was : is;
        if (told != null) {
            found.accept(new SinceLine(
                    kind,
                    told.key().replace('\u0000', '/'),
                    told.text("vulnerability") + " " + told.text("component"),
                    told.text("target"),
                    told.text("system"),
                    words(was),
                    words(is)));
        }
    }

    private static String words(@Nullable Row row) {
        return row == null
                ? ""
                : Stream.of(
                                SealedFacts.plain(row.text("standing")),
                                day("due ", row.text("due_at")),
                                day("gone ", row.text("gone_at")))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
    }

    static String day(String words, String at) {
        return at.isEmpty() ? "" : words + at.substring(0, 10);
    }
}
