package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which findings of a list, by the deadline that runs out first; what is late is not due within any days. */
enum DueFilter {
    LATE("late", "past a deadline", true, 0),
    WEEK("7", "due within 7 days", false, 7),
    FORTNIGHT("14", "due within 14 days", false, 14),
    MONTH("30", "due within 30 days", false, 30),
    LATE_OR_MONTH("late-or-30", "late, or due within 30 days", true, 30);

    private final String word;
    private final String words;
    private final boolean late;
    private final int days;

    DueFilter(String word, String words, boolean late, int days) {
        this.word = word;
        this.words = words;
        this.late = late;
        this.days = days;
    }

    static @Nullable DueFilter read(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("due is late, 7, 14, 30 or late-or-30."));
    }

    static List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "any time or none"));
        Arrays.stream(values()).forEach(one -> choices.add(new Choice(one.word, one.words)));
        return choices;
    }

    /** As a link says it. */
    public String word() {
        return word;
    }

    String words() {
        return words;
    }

    /** What has passed is one of these. */
    boolean isLate() {
        return late;
    }

    /** What has not passed is. */
    boolean isAhead() {
        return days > 0;
    }

    /** The first moment at which a deadline is one of these. */
    Instant from(Instant at) {
        return late ? Instant.EPOCH : at;
    }

    /** The first at which it no longer is. */
    Instant until(Instant at) {
        return at.plus(Duration.ofDays(days));
    }
}
