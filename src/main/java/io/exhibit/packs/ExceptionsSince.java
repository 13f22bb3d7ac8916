package io.exhibit.packs;

import io.exhibit.packs.SealedRegister.Row;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which exceptions began, ended, and go on between the ends of two packs: each term, for each finding that it covers. */
record ExceptionsSince(Instant earlierEnd, Instant laterEnd, Consumer<SinceLine> found) implements RegistersSince.Pair {

    static final List<String> NEEDED =
            List.of("exception_id", "term", "finding_id", "valid_from", "expires_at", "ended_at");

    @Override
    public void take(@Nullable Row was, @Nullable Row is) {
        boolean before = isInForce(was, earlierEnd);
        boolean after = isInForce(is, laterEnd);
        if (before && after) {
            put(SinceKind.EXCEPTION_RELIED_ON, was, is);
        } else if (after) {
            put(SinceKind.EXCEPTION_BEGUN, was, is);
        } else if (before) {
            put(is == null ? SinceKind.EXCEPTION_NOT_LISTED : SinceKind.EXCEPTION_ENDED, was, is);
        } else if (was == null) {
            put(SinceKind.EXCEPTION_PASSED, was, is);
        }
    }

    private static boolean isInForce(@Nullable Row row, Instant end) {
        return row != null
                && !Instant.parse(row.text("valid_from")).isAfter(end)
                && Instant.parse(row.text("expires_at")).isAfter(end)
                && (row.text("ended_at").isEmpty()
                        || Instant.parse(row.text("ended_at")).isAfter(end));
    }

    private void put(SinceKind kind, @Nullable Row was, @Nullable Row is) {
        Row told = is == null ? was : is;
        if (told != null) {
            found.accept(new SinceLine(
                    kind,
                    told.key().replace('\u0000', '/'),
                    SealedFacts.plain(told.text("kind")) + ": " + told.text("vulnerability") + " "
                            + told.text("package"),
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
                                FindingsSince.day("from ", row.text("valid_from")),
                                FindingsSince.day("until ", row.text("expires_at")),
                                FindingsSince.day("ended ", row.text("ended_at")))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
    }
}
