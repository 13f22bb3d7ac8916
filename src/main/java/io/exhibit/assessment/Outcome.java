package io.exhibit.assessment;

import java.util.List;

/** How many items of a population had one verdict for one reason; longest is the longest time any of them took, in seconds. */
record Outcome(Verdict verdict, String reason, long items, String example, long longest) {

    static Counts counts(List<Outcome> outcomes) {
        long population = outcomes.stream().mapToLong(Outcome::items).sum();
        return new Counts(
                population,
                of(outcomes, Verdict.SATISFIED),
                of(outcomes, Verdict.COMPENSATED),
                of(outcomes, Verdict.VIOLATED),
                of(outcomes, Verdict.INSUFFICIENT),
                of(outcomes, Verdict.NOT_APPLICABLE));
    }

    private static long of(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .mapToLong(Outcome::items)
                .sum();
    }
}
