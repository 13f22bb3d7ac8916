package io.exhibit.documents;

import io.exhibit.kernel.Written;
import io.exhibit.ledger.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A version of a document, with what became of it; replacedBy: the entry of the one that was filed in its place. */
record Document(
        long entry,
        Filing said,
        String sha256,
        long size,
        Act filed,
        @Nullable Act approved,
        @Nullable Act withdrawn,
        @Nullable String why,
        @Nullable Long replacedBy) {

    private static final int SOON = 30;

    /** A state and its words. */
    record Standing(String tone, String words) {}

    /** Nothing takes its place yet, and it is needed. */
    public boolean isCurrent() {
        return replacedBy == null && withdrawn == null;
    }

    /** Only what somebody else has approved is in date. */
    public Standing standing(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        if (withdrawn != null) {
            return new Standing("none", "withdrawn");
        }
        if (approved == null) {
            return new Standing("unknown", "not approved yet");
        }
        if (said.validFrom().isAfter(day)) {
            return new Standing("soon", "valid only from " + day(said.validFrom()));
        }
        long left = ChronoUnit.DAYS.between(day, said.reviewOn());
        if (left < 0) {
            return new Standing("late", "review overdue for " + Written.count(-left, "day", "days"));
        }
        return left <= SOON
                ? new Standing(
                        "soon", left == 0 ? "review due today" : "review due in " + Written.count(left, "day", "days"))
                : new Standing("ok", "in date");
    }

    public String from() {
        return day(said.validFrom());
    }

    public String review() {
        return day(said.reviewOn());
    }

    public String sizeWords() {
        return size < 10_240 ? Written.count(size, "byte", "bytes") : Written.count(size / 1024) + " KiB";
    }

    private static String day(LocalDate day) {
        return Written.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
