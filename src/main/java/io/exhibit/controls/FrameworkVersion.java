package io.exhibit.controls;

import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Written;
import io.exhibit.ledger.Act;
import io.exhibit.ledger.Proposal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A version of a framework of the bank's own: its file, who filed it and from when it is to count, and what another person said to it. */
record FrameworkVersion(
        long entry,
        Named named,
        FrameworkFiling filing,
        File file,
        Act proposed,
        Instant lapsesAt,
        @Nullable Decided decided)
        implements Proposal {

    /** What its file calls it. */
    record Named(String framework, String version, String name) {}

    /** Its bytes, and what they are written in. */
    record File(String format, Sha256 sha256, long size) {}

    public String framework() {
        return named.framework();
    }

    public String version() {
        return named.version();
    }

    Sha256 sha256() {
        return file.sha256();
    }

    public String fromWords() {
        LocalDate from = filing.from();
        return Written.day(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
