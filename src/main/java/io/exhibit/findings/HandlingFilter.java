package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which open findings of a list, by how they are handled; those that are closed are a state of their own. */
final class HandlingFilter {

    /** Goes along what is suppressed or covered, which are few, and only for what is plainly open along the findings. */
    static final String MATCHING = """
               AND (:handling::text IS NULL
                    OR (:handling = 'OPEN' AND f.id NOT IN ({hidden}) AND f.id NOT IN ({covered}))
                    OR (:handling = 'SUPPRESSED' AND f.id IN ({hidden}) AND f.id NOT IN ({covered}))
                    OR (:handling = 'NOT_AFFECTED' AND f.id IN ({covered} AND c.kind = 'NOT_AFFECTED'))
                    OR (:handling = 'EXCEPTED' AND f.id IN ({covered}
                                                             GROUP BY c.finding_id
                                                            HAVING NOT bool_or(c.kind = 'NOT_AFFECTED'))))
            """.replace("{hidden}", """
                    SELECT s.finding_id
                      FROM findings.suppression s
                     WHERE s.since <= :at AND (s.until_at IS NULL OR s.until_at > :at)""").replace("{covered}", """
                    SELECT c.finding_id
                      FROM findings.pub_exception_cover c
                     WHERE c.kind <> 'LOWER_RANK' AND c.valid_from <= :at AND c.valid_until > :at""");

    private static final List<Handling> OFFERED =
            List.of(Handling.OPEN, Handling.SUPPRESSED, Handling.EXCEPTED, Handling.NOT_AFFECTED);

    private HandlingFilter() {}

    static @Nullable Handling read(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return OFFERED.stream()
                .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("handling is open, suppressed, excepted or not_affected."));
    }

    static List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "any"));
        OFFERED.forEach(one -> choices.add(
                new Choice(one.name(), one == Handling.OPEN ? "nobody has decided anything" : one.words())));
        return choices;
    }
}
