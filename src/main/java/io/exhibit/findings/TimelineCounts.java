package io.exhibit.findings;

import io.exhibit.kernel.Written;
import java.util.ArrayList;
import java.util.List;

/** How the findings of a question stand, each counted once; undecided ones have no deadline decision at all yet. */
record TimelineCounts(
        long open, long late, long soon, long running, long noClock, long undecided, long closed, long closedLate) {

    public long unclocked() {
        return noClock + undecided;
    }

    public long closedInTime() {
        return closed - closedLate;
    }

    public String sentence(Profile profile) {
        if (open == 0) {
            return "Nothing is open." + closedSentence();
        }
        var parts = new ArrayList<String>();
        parts.add(late == 0 ? "Nothing is past its " + profile.title() + " deadline" : past(profile));
        parts.add(soon == 0 ? "none is due within 14 days" : Written.count(soon) + (soon == 1 ? " is" : " are") + " due within 14 days");
        if (unclocked() > 0) {
            parts.add("for " + Written.count(unclocked()) + " no clock runs");
        }
        return joined(parts) + closedSentence();
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

    private static String joined(List<String> parts) {
        String last = parts.removeLast();
        return String.join(", ", parts) + (parts.isEmpty() ? "" : " and ") + last + ".";
    }
}
