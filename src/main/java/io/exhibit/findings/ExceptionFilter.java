package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which findings of a list, by the exceptions that cover them; of: those that one exception is about, whether it holds or not. */
record ExceptionFilter(String how, @Nullable UUID of) {

    static final List<Choice> CHOICES = List.of(
            new Choice("", "any"),
            new Choice("valid", "covered by one"),
            new Choice("compensated", "compensated: accepted by an assessor"),
            new Choice("ended", "no longer covered"),
            new Choice("none", "not covered"));

    static @Nullable ExceptionFilter read(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "valid" -> new ExceptionFilter("VALID", null);
            case "compensated" -> new ExceptionFilter("COMPENSATED", null);
            case "ended" -> new ExceptionFilter("ENDED", null);
            case "none" -> new ExceptionFilter("NONE", null);
            default -> new ExceptionFilter("ONE", id(word));
        };
    }

    /** Of, as the form shows it. */
    public String word() {
        return of == null ? how.toLowerCase(Locale.ROOT) : of.toString();
    }

    private static UUID id(String word) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException none) {
            throw new InvalidRequest("exception is valid, compensated, ended or none, or the id of one.");
        }
    }
}
