package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rank and the sentence that names each input that counted. rank null: the method could not rank it. One pure function makes it. */
record Ranking(@Nullable Severity rank, String reason) {

    private static final String EXPLOITED = "being known to be exploited";

    static Ranking of(RankInputs inputs, RankingMethod method) {
        Ranking base = base(inputs, method.bands());
        List<String> steps = new ArrayList<>();
        Severity rank = raised(base.rank(), inputs, method, steps);
        Ranking ranking =
                steps.isEmpty() ? base : new Ranking(rank, base.reason() + ", raised " + String.join(", ", steps));
        return inputs.exploited() ? ranking : ranking.lowered(inputs.lowered());
    }

    /** People give another rank to what has one, and only a lower one. */
    private Ranking lowered(RankInputs.@Nullable Lowered lowered) {
        return rank == null || lowered == null || rank.compareTo(lowered.rank()) >= 0
                ? this
                : new Ranking(lowered.rank(), reason + ", " + lowered.words());
    }

    private static @Nullable Severity raised(
            @Nullable Severity base, RankInputs inputs, RankingMethod method, List<String> steps) {
        Severity rank = base;
        for (RankingMethod.Raise raise : method.raises()) {
            if (rank != null && raise.isFor(rank) && inputs.call(raise)) {
                rank = above(rank);
                steps.add("to " + rank + " by " + raise.cause());
            }
        }
        return exploited(rank, inputs.exploited() ? method.exploited() : null, steps);
    }

    private static @Nullable Severity exploited(@Nullable Severity rank, @Nullable Severity least, List<String> steps) {
        if (least == null || (rank != null && rank.compareTo(least) <= 0)) {
            return rank;
        }
        steps.add("to " + least + " by " + EXPLOITED);
        return least;
    }

    /** The more severe of what the scanner says and the score's band. */
    private static Ranking base(RankInputs inputs, RankingMethod.Bands bands) {
        Severity byWord = inputs.severity() == Severity.UNKNOWN ? null : inputs.severity();
        BigDecimal cvss = inputs.cvss();
        if (cvss == null) {
            return byWord == null
                    ? new Ranking(null, "no severity and no CVSS v3 score")
                    : new Ranking(byWord, "scanner severity " + byWord);
        }
        Severity byScore = bands.of(cvss);
        return byWord != null && byWord.compareTo(byScore) <= 0
                ? new Ranking(byWord, "scanner severity " + byWord)
                : new Ranking(byScore, "CVSS v3 base score " + cvss.toPlainString());
    }

    private static Severity above(Severity rank) {
        return switch (rank) {
            case CRITICAL, HIGH -> Severity.CRITICAL;
            case MEDIUM -> Severity.HIGH;
            case LOW -> Severity.MEDIUM;
            case UNKNOWN -> Severity.LOW;
        };
    }
}
