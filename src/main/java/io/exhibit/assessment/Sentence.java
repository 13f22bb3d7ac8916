package io.exhibit.assessment;

import io.exhibit.kernel.Period;
import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reason for a result, in the words of an examiner's sheet: how many of how many, what is missing, the result. */
final class Sentence {

    private static final String UNJUDGED = "cannot be judged: ";
    private static final Pattern MISSING = Pattern.compile(" Missing: (.*?)\\. (?:.*\\. )?Result: ");

    private Sentence() {}

    static String of(Check check, Question question, List<Outcome> outcomes, List<String> gaps, Result result) {
        StringBuilder text = new StringBuilder(opening(check, question, outcomes));
        append(text, outcomes, Verdict.SATISFIED, outcomes.isEmpty() ? "" : " ");
        append(text, outcomes, Verdict.COMPENSATED, "; compensated: ");
        append(text, outcomes, Verdict.VIOLATED, "; not satisfied: ");
        append(text, outcomes, Verdict.INSUFFICIENT, "; " + UNJUDGED);
        append(text, outcomes, Verdict.NOT_APPLICABLE, "; not counted: ");
        text.append('.');
        if (!gaps.isEmpty()) {
            text.append(" Missing: ").append(String.join("; ", gaps)).append('.');
        }
        if (result == Result.NOT_SATISFIED && !check.remark(question.profile()).isEmpty()) {
            text.append(' ').append(check.remark(question.profile()));
        }
        return text.append(" Result: ").append(result.words()).append('.').toString();
    }

    /** What a sentence of ours says to be missing, part by part; none where it says nothing of that kind. */
    static List<String> missing(String reason) {
        Matcher missing = MISSING.matcher(reason);
        return missing.find() ? List.of(missing.group(1).split("; ")) : List.of();
    }

    /** Whether it says that items cannot be judged. */
    static boolean hasUnjudged(String reason) {
        return reason.contains(UNJUDGED);
    }

    private static String opening(Check check, Question question, List<Outcome> outcomes) {
        Check.Noun noun = check.noun();
        long population = Outcome.counts(outcomes).population();
        String when = noun.when() + " " + between(question.period(), question.judgedAt());
        if (population == 0) {
            return "No " + noun.one() + " was " + when + " in this scope";
        }
        return "Of " + Written.count(population, noun.one(), noun.many()) + " " + when + ",";
    }

    private static String between(Period period, Instant until) {
        // The end is exclusive: a period to midnight ends with the day before.
        return "between " + Written.day(period.from()) + " and " + Written.day(until.minusMillis(1));
    }

    private static void append(StringBuilder text, List<Outcome> outcomes, Verdict verdict, String lead) {
        String parts = outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .map(Sentence::part)
                .collect(Collectors.joining(", "));
        if (!parts.isEmpty()) {
            boolean first = text.charAt(text.length() - 1) == ',';
            text.append(first && lead.startsWith(";") ? lead.substring(1) : lead)
                    .append(parts);
        }
    }

    private static String part(Outcome outcome) {
        String figure = Written.count(outcome.items()) + " " + outcome.reason();
        return switch (outcome.verdict()) {
            case SATISFIED -> outcome.longest() > 0 ? figure + " (longest " + spent(outcome.longest()) + ")" : figure;
            case COMPENSATED, VIOLATED, INSUFFICIENT ->
                figure + " (" + (outcome.items() > 1 ? "such as " : "") + Written.brief(outcome.example()) + ")";
            case NOT_APPLICABLE -> figure;
        };
    }

    private static String spent(long seconds) {
        Duration spent = Duration.ofSeconds(seconds);
        return spent.toDays() > 0
                ? spent.toDays() + " d " + spent.toHoursPart() + " h"
                : spent.toHours() + " h " + spent.toMinutesPart() + " min";
    }
}
