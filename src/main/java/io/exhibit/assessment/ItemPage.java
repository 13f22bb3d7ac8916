package io.exhibit.assessment;

import io.exhibit.kernel.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some items of a population, worst first, and where the list goes on. */
public record ItemPage(List<Item> items, Optional<String> next) {

    static final ItemPage NONE = new ItemPage(List.of(), Optional.empty());

    static ItemPage of(List<Item> found, int limit) {
        if (found.size() <= limit) {
            return new ItemPage(found, Optional.empty());
        }
        List<Item> shown = found.subList(0, limit);
        Item last = shown.getLast();
        String plain = last.verdict().name() + " " + last.key();
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        return new ItemPage(
                shown, Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Where a page starts: only which verdict, after which item, how many. */
    record From(Optional<Verdict> only, int afterRank, String afterKey, int limit) {

        static From read(@Nullable Verdict only, @Nullable String cursor, int limit) {
            if (cursor == null || cursor.isBlank()) {
                return new From(Optional.ofNullable(only), 0, "", limit);
            }
            try {
                String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int space = plain.indexOf(' ');
                Verdict last = Verdict.valueOf(plain.substring(0, Math.max(space, 0)));
                return new From(
                        Optional.ofNullable(only),
                        List.of(Verdict.values()).indexOf(last) + 1,
                        plain.substring(space + 1),
                        limit);
            } catch (IllegalArgumentException unreadable) {
                throw new InvalidRequest("The cursor is not one that a list gave out.");
            }
        }
    }
}
