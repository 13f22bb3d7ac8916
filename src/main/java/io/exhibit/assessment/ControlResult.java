package io.exhibit.assessment;

import io.exhibit.controls.Control;
import java.util.List;

/** What the checks of a control say together, in one sentence; parts marked manual in the control are not in it. */
public record ControlResult(Control control, Result result, String reason, List<CheckResult> checks) {

    /** How many of its checks are built. */
    public long built() {
        return checks.stream().filter(CheckResult::isBuilt).count();
    }

    /** The checks themselves, counted by what they say; what was not evaluated is not known. */
    public Counts tally() {
        return new Counts(
                checks.size(),
                count(Result.SATISFIED),
                count(Result.SATISFIED_COMPENSATED),
                count(Result.NOT_SATISFIED),
                count(Result.INSUFFICIENT_EVIDENCE) + count(Result.NOT_EVALUATED),
                count(Result.NOT_APPLICABLE));
    }

    private long count(Result wanted) {
        return checks.stream().filter(check -> check.result() == wanted).count();
    }
}
