package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One thing to put right: what one check found in one system, with its reasons, its deadlines and the decisions that cover it. */
final class PlanItem {

    private final CheckResult check;
    private final String system;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private final SortedMap<String, Long> reasons = new TreeMap<>();
    private final SortedMap<PlanDecisions.Decision, Long> decisions = new TreeMap<>();
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    PlanItem(CheckResult check, String system) {
        this.check = check;
        this.system = system;
    }

    void count(Verdict verdict, String reason) {
        counts.merge(verdict, 1L, Long::sum);
        reasons.merge(reason, 1L, Long::sum);
    }

    void due(@Nullable Instant at) {
        if (at != null) {
            earliest = earliest == null || at.isBefore(earliest) ? at : earliest;
            latest = latest == null || at.isAfter(latest) ? at : latest;
        }
    }

    void covered(PlanDecisions.Decision decision) {
        decisions.merge(decision, 1L, Long::sum);
    }

    CheckResult check() {
        return check;
    }

    /** Code of the system; empty: nobody has said whose it is. */
    String system() {
        return system;
    }

    /** What is violated or cannot be judged; what an assessor accepted needs nothing more. */
    boolean isOpen() {
        return count(Verdict.VIOLATED) + count(Verdict.INSUFFICIENT) > 0;
    }

    long count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }

    SortedMap<String, Long> reasons() {
        return reasons;
    }

    SortedMap<PlanDecisions.Decision, Long> decisions() {
        return decisions;
    }

    /** The first deadline of what is violated and not done. */
    Optional<Instant> earliest() {
        return Optional.ofNullable(earliest);
    }

    Optional<Instant> latest() {
        return Optional.ofNullable(latest);
    }
}
