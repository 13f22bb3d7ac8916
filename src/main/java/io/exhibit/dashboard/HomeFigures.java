package io.exhibit.dashboard;

import io.exhibit.findings.Profile;
import io.exhibit.findings.TimelineStanding;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the home page counts. */
record HomeFigures(Clocks clocks, List<Worst> worst, Received received, Targets targets, List<Gap> gaps) {

    /**
     * Findings past or near a deadline, each once; of those that are late, how many an exception or escalation covers; and how many
     * are past the deadline of each clock; compensated: of what is late, what a control stands in for that an assessor accepted, which counts under PCI DSS.
     */
    record Clocks(
            long late,
            long covered,
            long soon,
            long latePci,
            long lateDora,
            long lateFfiec,
            long lateKev,
            long compensated) {

        /** Only clocks that have run out, in the order in which they are looked at. */
        public List<LateBy> lateBy() {
            return Stream.of(
                            new LateBy(Profile.PCI, "PCI DSS", latePci),
                            new LateBy(Profile.DORA, "DORA", lateDora),
                            new LateBy(Profile.FFIEC_OCC, "FFIEC and OCC", lateFfiec),
                            new LateBy(Profile.KEV, "KEV", lateKev))
                    .filter(one -> one.figure() > 0)
                    .toList();
        }

        /** Of what is late, what nobody decided may wait. */
        public long uncovered() {
            return late - covered;
        }
    }

    /** How many are past the deadline of one clock. */
    record LateBy(Profile profile, String name, long figure) {}

    /** One of the findings that are late the longest. */
    record Worst(UUID id, String vulnerability, String target, String clock, Instant dueAt) {

        public String where() {
            return target.substring(target.lastIndexOf('/') + 1);
        }

        public String late(Instant now) {
            return TimelineStanding.of(dueAt, TimelineStanding.Ending.OPEN, now, "")
                    .words();
        }
    }

    /** What came in during the last day, and whether any scan ever came. */
    record Received(long scans, long alerts, boolean ever) {}

    /** What scans are about, and how much of it can be relied on. */
    record Targets(
            long targets,
            long unattributed,
            HomeStore.Since disputed,
            long stale,
            @Nullable Instant stalestAt,
            long inconclusive) {}

    /** Something that is not known, since when, what that weakens, and where to go. */
    record Gap(String what, String figure, @Nullable Instant since, String weakens, String link) {}

    /** What cannot wait, in one sentence. */
    public String sentence() {
        return late() + soon() + unknown();
    }

    private String late() {
        return clocks.late() == 0
                ? "Nothing is past a deadline."
                : Written.count(clocks.late(), "open finding is", "open findings are") + " past a deadline.";
    }

    private String soon() {
        return clocks.soon() == 0
                ? " Nothing more falls due in the next 14 days."
                : " " + Written.count(clocks.soon(), "more falls", "more fall") + " due in the next 14 days.";
    }

    private String unknown() {
        return gaps.isEmpty()
                ? " Everything received is kept and interpreted."
                : " " + Written.count(gaps.size(), "thing", "things") + " we cannot see "
                        + (gaps.size() == 1 ? "is" : "are") + " listed below.";
    }
}
