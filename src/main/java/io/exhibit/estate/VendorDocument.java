package io.exhibit.estate;

import io.exhibit.kernel.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A document in a vendor's file as it stood at a time; replacedBy: the entry of the one that had taken its place by then. */
record VendorDocument(
        long entry,
        String vendor,
        DocumentEntry said,
        String sha256,
        long size,
        Instant filedAt,
        @Nullable String filedBy,
        @Nullable Long replacedBy) {

    private static final int SOON = 30;

    /** A state and its words. */
    record Standing(String tone, String words) {}

    public boolean isCurrent() {
        return replacedBy == null;
    }

    /** Whether it is in date at the time; unknown is never green. */
    public Standing standing(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        LocalDate until = said.expiresOn();
        if (said.validFrom().isAfter(day)) {
            return new Standing("soon", "valid only from " + day(said.validFrom()));
        }
        if (until == null) {
            return new Standing("unknown", "no last day stated");
        }
        long left = ChronoUnit.DAYS.between(day, until);
        if (left < 0) {
            return new Standing("late", "expired " + Written.count(-left, "day", "days") + " ago");
        }
        return left <= SOON
                ? new Standing(
                        "soon", left == 0 ? "last day today" : "expires in " + Written.count(left, "day", "days"))
                : new Standing("ok", "in date");
    }

    public String from() {
        return day(said.validFrom());
    }

    public String until() {
        LocalDate until = said.expiresOn();
        return until == null ? "not stated" : day(until);
    }

    public String sizeWords() {
        return size < 10_240 ? Written.count(size, "byte", "bytes") : Written.count(size / 1024) + " KiB";
    }

    private static String day(LocalDate day) {
        return Written.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
