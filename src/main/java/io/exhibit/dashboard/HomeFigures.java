package io.exhibit.dashboard;

import io.exhibit.findings.TimelineStanding;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the home page counts. */
record HomeFigures(Clocks clocks, List<Worst> worst, Received received, Targets targets, List<Gap> gaps) {

    /** Findings past or near a deadline, each once; and how many are past each regulator's. */
    record Clocks(long late, long soon, long latePci, long lateDora, long lateFfiec) {

        /** PCI DSS 3, DORA 9: only clocks that have run out. */
        public String byClock() {
            var parts = new ArrayList<String>();
            add(parts, "PCI DSS", latePci);
            add(parts, "DORA", lateDora);
            add(parts, "FFIEC and OCC", lateFfiec);
            return String.join(", ", parts);
        }

        private static void add(List<String> parts, String name, long figure) {
            if (figure > 0) {
                parts.add(name + " " + Written.count(figure));
            }
        }
    }

    /** One of the findings that are late the longest. */
    record Worst(UUID id, String vulnerability, String target, String clock, Instant dueAt) {

        public String where() {
            return target.substring(target.lastIndexOf('/') + 1);
        }

        public String late(Instant now) {
            return TimelineStanding.of(dueAt, null, now, "").words();
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
                ? "Nothing is past a regulator's deadline."
                : Written.count(clocks.late(), "open finding is", "open findings are")
                        + " past a regulator's deadline.";
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
