package io.exhibit.findings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy version as a page shows it: deadlines have rules and stricter ones for some places, a ranking method has a rule in words and bands, exceptions have limits. */
record PolicySheet(
        int version,
        Policy.Kind kind,
        String name,
        boolean inForce,
        Made made,
        @Nullable Made approved,
        List<Rules> rules,
        List<Stricter> stricter,
        Method method,
        @Nullable Limits limits,
        Standing standing) {

    /**
     * Where it is between being made and being in force; draft null: it came with Exhibit. differences: from the version in force, where
     * it waits to be approved.
     */
    record Standing(
            boolean waits,
            @Nullable Draft draft,
            @Nullable Made withdrawn,
            String withdrawal,
            List<PolicyTerms.Difference> differences) {}

    /** From which version a person made it, why, and the ledger entry; mine: whoever reads the page did. */
    record Draft(int from, String reason, long entry, boolean mine) {}

    /** By whom and when. */
    record Made(String by, Instant at) {}

    /** The days that one regulator's clock allows, by rank, what they count from, and who says so. */
    record Rules(Profile profile, String basis, List<Entry> days, String source) {}

    /** How a finding is ranked; what raises a rank, in words and in order. */
    record Method(String rule, String inputs, List<Entry> bands, List<String> raises) {}

    /** How many days an exception may last, by rank, who approves it, and who says so. */
    record Limits(int approvals, List<Entry> days, String source) {}

    /** A rank with its number of days, or the lowest score of its band. */
    record Entry(String rank, String value) {}
}
