package io.exhibit.findings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy version as a page shows it: deadlines have rules, a ranking method has a rule in words and bands, exceptions have limits. */
record PolicySheet(
        int version,
        Policy.Kind kind,
        String name,
        boolean inForce,
        Made made,
        @Nullable Made approved,
        List<Rules> rules,
        Method method,
        @Nullable Limits limits) {

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
