package io.exhibit.packs;

import io.exhibit.kernel.Written;
import io.exhibit.packs.Crosscheck.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the report says of the tests of completeness and accuracy; the two registers have the rest. */
final class CrosscheckWords {

    private CrosscheckWords() {}

    /** Of ten further tests, 4 found no difference (R1, R4), 2 list differences (R2) and 4 are not done here (R6). */
    static String sum(List<Crosscheck> all) {
        List<String> parts = new ArrayList<>();
        add(parts, all, Outcome.PASSED, "found no difference", "found no difference");
        add(parts, all, Outcome.DIFFERENCES, "lists differences", "list differences");
        add(parts, all, Outcome.NOT_DONE, "is not done here", "are not done here");
        return "Of " + Written.count(all.size(), "further test", "further tests") + ", " + SheetWords.joined(parts)
                + ": see the annexes Reconciliation and What was reconciled.";
    }

    private static void add(List<String> parts, List<Crosscheck> all, Outcome outcome, String one, String many) {
        List<String> tests = all.stream()
                .filter(test -> test.outcome() == outcome)
                .map(test -> test.test().name())
                .toList();
        if (!tests.isEmpty()) {
            parts.add(Written.count(tests.size()) + " " + (tests.size() == 1 ? one : many) + " ("
                    + String.join(", ", tests) + ")");
        }
    }

    /** One line for each test that found differences. */
    static List<String> limitations(List<Crosscheck> all) {
        return all.stream()
                .filter(test -> test.outcome() == Outcome.DIFFERENCES)
                .map(test -> test.test() + " " + test.test().title() + ": "
                        + Written.count(test.first().number()) + " against "
                        + Written.count(test.second().number()) + "; "
                        + Written.count(test.differences(), "difference is", "differences are") + " listed in "
                        + CrosscheckRegisters.LINES + ".csv.")
                .toList();
    }
}
