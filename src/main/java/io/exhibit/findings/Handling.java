package io.exhibit.findings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a finding is handled at a time. It follows from scans and from decisions; of what holds together the one that says most counts. */
enum Handling {
    OPEN("open", "late"),
    SUPPRESSED("suppressed by the scanner", "unknown"),
    EXCEPTED("covered by an exception", "info"),
    NOT_AFFECTED("not affected, as people decided", "info"),
    CLOSED("closed", "none");

    private final String words;
    private final String tone;

    Handling(String words, String tone) {
        this.words = words;
        this.tone = tone;
    }

    public String words() {
        return words;
    }

    public String tone() {
        return tone;
    }

    /** What can happen to a finding, in the order in which it counts when it happens at the same time. */
    enum Fact {
        ENDED_NOT_AFFECTED,
        ENDED_EXCEPTED,
        SHOWN,
        GONE,
        SEEN,
        SUPPRESSED,
        NOT_COMPENSATED,
        EXCEPTED,
        NOT_AFFECTED,
        COMPENSATED
    }

    /** From what a list knows of a finding: when it was closed, the exception that says most, and since when it is suppressed. */
    static Handling of(
            @Nullable Instant closedAt, @Nullable Excepted excepted, @Nullable Instant suppressedSince, Instant at) {
        HandlingCourse course = new HandlingCourse();
        course.take(Fact.SEEN);
        if (suppressedSince != null) {
            course.take(Fact.SUPPRESSED);
        }
        Fact decided = excepted == null || !excepted.isValidAt(at) ? null : HandlingCourse.begins(excepted.kind());
        if (decided != null) {
            course.take(decided);
        }
        return closedAt == null ? course.state() : course.take(Fact.GONE);
    }
}
