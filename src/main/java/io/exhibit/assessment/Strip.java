package io.exhibit.assessment;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** How a control stood on each day of a period, in spans of days that stood alike for the same cause. */
public record Strip(List<Span> spans) {

    /** How a day counts. What nobody judged is unknown, like what could not be told. */
    public enum Day {
        EFFECTIVE("effective", "ok"),
        DEFICIENT("deficient", "late"),
        UNKNOWN("unknown", "unknown"),
        NOT_APPLICABLE("not applicable", "none");

        private final String words;
        private final String tone;

        Day(String words, String tone) {
            this.words = words;
            this.tone = tone;
        }

        public String words() {
            return words;
        }

        public String tone() {
            return tone;
        }

        static Day of(Result result) {
            return switch (result) {
                case SATISFIED, SATISFIED_COMPENSATED -> EFFECTIVE;
                case NOT_SATISFIED -> DEFICIENT;
                case INSUFFICIENT_EVIDENCE, NOT_EVALUATED -> UNKNOWN;
                case NOT_APPLICABLE -> NOT_APPLICABLE;
            };
        }
    }

    /** From a day to a day, both in it, and why; before: days of the period before it. */
    public record Span(LocalDate from, LocalDate to, long before, long days, Day day, String cause) {}

    /** A part of the picture, from and how wide in hundredths of it. */
    public record Part(Day day, String x, String width) {}

    public long days(Day day) {
        return spans.stream()
                .filter(span -> span.day() == day)
                .mapToLong(Span::days)
                .sum();
    }

    public long days() {
        return spans.stream().mapToLong(Span::days).sum();
    }

    /** Of 92 days 60 effective, 12 deficient, 20 unknown. */
    public String words() {
        String words = "Of " + days() + (days() == 1 ? " day " : " days ") + days(Day.EFFECTIVE) + " effective, "
                + days(Day.DEFICIENT) + " deficient, " + days(Day.UNKNOWN) + " unknown";
        long aside = days(Day.NOT_APPLICABLE);
        return words + (aside == 0 ? "." : ", " + aside + " not applicable.");
    }

    public List<Part> parts(double whole, String unit) {
        return spans.stream()
                .map(span -> new Part(span.day(), share(span.before(), whole) + unit, share(span.days(), whole) + unit))
                .toList();
    }

    private String share(long days, double whole) {
        return String.format(Locale.ROOT, "%.3f", whole * days / days());
    }
}
