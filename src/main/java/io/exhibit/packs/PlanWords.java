package io.exhibit.packs;

import io.exhibit.assessment.Verdict;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be put right, in sentences. */
final class PlanWords {

    /** More reasons than that are in the population alone. */
    private static final int MOST_REASONS = 12;

    private PlanWords() {}

    static String counts(PlanItem item) {
        return Written.count(item.count(Verdict.VIOLATED)) + " violated, "
                + Written.count(item.count(Verdict.INSUFFICIENT)) + " cannot be judged, "
                + Written.count(item.count(Verdict.COMPENSATED)) + " compensated";
    }

    /** The most frequent first; those of one number in the order of their words. */
    static String reasons(PlanItem item) {
        List<Map.Entry<String, Long>> all = item.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        String words = all.stream()
                .limit(MOST_REASONS)
                .map(one -> Written.count(one.getValue()) + " " + Visible.line(one.getKey()))
                .collect(Collectors.joining("; "));
        return all.size() <= MOST_REASONS
                ? words + "."
                : words + "; " + Written.count(all.size() - MOST_REASONS) + " further reasons are in the population.";
    }

    /** That a decision covers something says nothing about whether it counts here: the check has judged that. */
    static String decision(PlanDecisions.Decision decision, long covered) {
        return decision.kind().toLowerCase(Locale.ROOT).replace('_', ' ') + ", ledger entry "
                + decision.entry() + ", from " + Written.day(decision.from()) + " until "
                + Written.day(decision.until()) + ", about " + Written.count(covered, "item", "items") + ". "
                + Visible.line(decision.words()) + ". Whether it counts here is in the verdict of each.";
    }
}
