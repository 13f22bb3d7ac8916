package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * How the findings of a question stand, each counted once. fixed: of the open ones, those that a newer image is without while an older one runs still; unclocked: no deadline, because no fix is known or no rank; outside: this
 * regulator's clock does not run for them at all; closedNear: in time by an estimate that is too near to the limit to decide;
 * closedUnproven: in time, by scans that do not prove that it is gone.
 */
record TimelineCounts(
        long open,
        long fixed,
        long late,
        long soon,
        long running,
        long unclocked,
        long outside,
        long closed,
        long closedLate,
        long closedNear,
        long closedUnproven,
        long closedUnclocked) {

    public long closedInTime() {
        return closed - closedLate - closedNear - closedUnproven - closedUnclocked;
    }

    public boolean isEmpty() {
        return open + closed + outside == 0;
    }

    /** What cannot wait first, then what is coming, then what cannot be told. */
    public String sentence(Profile profile) {
        if (open == 0) {
            return "Nothing is open that this clock runs for." + closedSentence() + outsideSentence(profile);
        }
        var parts = new ArrayList<String>();
        parts.add(late == 0 ? "Nothing is past its " + profile.title() + " deadline" : past(profile));
        parts.add(
                soon == 0
                        ? "none is due within 14 days"
                        : Written.count(soon) + (soon == 1 ? " is" : " are") + " due within 14 days");
        if (unclocked > 0) {
            parts.add("for " + Written.count(unclocked) + " the clock cannot start");
        }
        return joined(parts) + closedSentence() + outsideSentence(profile);
    }

    private String past(Profile profile) {
        return Written.count(late, "open finding is", "open findings are") + " past " + (late == 1 ? "its " : "their ")
                + profile.title() + " deadline";
    }

    private String closedSentence() {
        if (closed == 0) {
            return "";
        }
        return " Of " + Written.count(closed, "finding", "findings") + " closed in this period "
                + (closedLate == 0 ? "none was" : Written.count(closedLate) + (closedLate == 1 ? " was" : " were"))
                + " closed late.";
    }

    private String outsideSentence(Profile profile) {
        if (outside == 0) {
            return "";
        }
        String others = " " + Written.count(outside, "more open finding is", "more open findings are");
        return others
                + switch (profile) {
                    case PCI -> " in systems outside the scope of PCI DSS, where no PCI DSS clock runs.";
                    case KEV -> " not known to be exploited: no KEV clock runs there.";
                    default -> " without a decision by the patch policy yet.";
                };
    }

    private static String joined(List<String> parts) {
        String last = parts.removeLast();
        return String.join(", ", parts) + (parts.isEmpty() ? "" : " and ") + last + ".";
    }
}
