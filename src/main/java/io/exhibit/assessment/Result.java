package io.exhibit.assessment;

import java.util.Collection;
import java.util.Locale;

/** What can be said of a check or a control. Unknown is never green: only SATISFIED is. */
public enum Result {
    /** Nothing was found against it, and everything needed to say so was there. */
    SATISFIED("Satisfied"),
    /** There would be violations, and for each a compensating control stood in that an assessor had accepted: never plain green. */
    SATISFIED_COMPENSATED("Satisfied, compensated"),
    /** At least one confirmed violation. */
    NOT_SATISFIED("Not satisfied"),
    /** No violation found, and not enough to conclude. */
    INSUFFICIENT_EVIDENCE("Insufficient evidence"),
    /** The question does not arise, with the reason why. */
    NOT_APPLICABLE("Not applicable"),
    /** Nothing looked at it. */
    NOT_EVALUATED("Not evaluated");

    private final String title;

    Result(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** In the middle of a sentence. */
    String words() {
        return title.toLowerCase(Locale.ROOT);
    }

    /**
     * What the results of its checks say of a control: a violation wins; then anything that is not known, an unevaluated check
     * beside evaluated ones included; then what is satisfied only by compensating controls; NOT_EVALUATED only when nothing was evaluated.
     */
    static Result ofChecks(Collection<Result> checks) {
        if (checks.contains(NOT_SATISFIED)) {
            return NOT_SATISFIED;
        }
        if (checks.stream().allMatch(NOT_EVALUATED::equals)) {
            return NOT_EVALUATED;
        }
        if (checks.contains(INSUFFICIENT_EVIDENCE) || checks.contains(NOT_EVALUATED)) {
            return INSUFFICIENT_EVIDENCE;
        }
        if (checks.contains(SATISFIED_COMPENSATED)) {
            return SATISFIED_COMPENSATED;
        }
        return checks.contains(SATISFIED) ? SATISFIED : NOT_APPLICABLE;
    }
}
