package io.exhibit.estate;

import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system as a page shows it. */
record SystemSheet(
        String code,
        Register.Entry entry,
        boolean pciAsked,
        @Nullable Instant confirmedAt,
        @Nullable String confirmedBy,
        boolean retired,
        Counts counts) {

    private static final Duration SOON = Duration.ofDays(30);
    private static final int SUPPORT_SOON = 180;

    /** What belongs to it: scan targets, images, places where those run, rules, proposals that it count for less and that wait. */
    record Counts(long targets, long images, long running, long rules, long proposals) {}

    /** Whether somebody proposed that it count for less, and nobody else decided about that yet. */
    public boolean isNarrowingProposed() {
        return counts.proposals() > 0;
    }

    /** The regulatory words for it; none is said, not left blank. */
    public List<String> tags() {
        return entry.tags().words();
    }

    /** One question about PCI DSS, with what was answered and why. */
    record Answer(String question, boolean is, boolean asked, String reason) {

        public String words() {
            return asked ? is ? "yes" : "no" : "not asked when the scope was confirmed; counts as no";
        }
    }

    /** The three ways into the scope of PCI DSS. */
    public List<Answer> pci() {
        ScopeTags is = entry.tags();
        PciReasons why = entry.reasons();
        boolean everConfirmed = confirmedAt != null;
        return List.of(
                new Answer("In the cardholder data environment", is.cardholderData(), everConfirmed, why.cdeReason()),
                new Answer("Connected to it", is.connectedToCde(), pciAsked, why.connectedReason()),
                new Answer("Able to affect its security", is.securityImpacting(), pciAsked, why.impactingReason()));
    }

    /** The confirmation is there, and older than the question what is connected or security-impacting. */
    public boolean isOlderThanTheQuestion() {
        return confirmedAt != null && !pciAsked;
    }

    /** When the confirmation ends to count; null: there is none. */
    public @Nullable Instant expiresAt() {
        return confirmedAt == null ? null : confirmedAt.plus(confirmedFor());
    }

    private Duration confirmedFor() {
        return entry.tags().isConfirmedEverySixMonths() ? Register.PROVIDER_CONFIRMED_FOR : Register.CONFIRMED_FOR;
    }

    /** The days for which a confirmation counts. */
    public long confirmedForDays() {
        return confirmedFor().toDays();
    }

    /** Nobody stands for the scope: it was never confirmed, or too long ago. */
    public boolean isUnconfirmed(Instant now) {
        Instant end = expiresAt();
        return end == null || end.isBefore(now);
    }

    /** Somebody stands for it still, and has to again within a month. */
    public boolean isEnding(Instant now) {
        Instant end = expiresAt();
        return end != null && !end.isBefore(now) && end.isBefore(now.plus(SOON));
    }

    /** Whether somebody stands for the scope, and for how long still. */
    public Standing standing(Instant now) {
        Instant end = expiresAt();
        if (end == null) {
            return new Standing("unknown", "never confirmed");
        }
        if (end.isBefore(now)) {
            long over = Duration.between(end, now).toDays();
            return new Standing("late", over == 0 ? "expired today" : "expired " + days(over) + " ago");
        }
        return isEnding(now)
                ? new Standing(
                        "soon",
                        "confirm within " + days(Duration.between(now, end).toDays()))
                : new Standing("ok", "confirmed");
    }

    private static String days(long days) {
        return Written.count(days, "day", "days");
    }

    /** Whether it is supported still, as far as somebody said; null: nobody did. */
    public @Nullable Standing supported(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate until = entry.support().supportedUntil();
        if (until == null) {
            return null;
        }
        if (until.isBefore(today)) {
            return new Standing("late", "support is over");
        }
        return until.isBefore(today.plusDays(SUPPORT_SOON))
                ? new Standing("soon", "support ends soon")
                : new Standing("ok", "supported");
    }

    /** The last day of support as pages write days. */
    public String supportedUntil() {
        LocalDate until = entry.support().supportedUntil();
        return until == null
                ? ""
                : Written.day(until.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** A state and its words. */
    record Standing(String tone, String words) {}
}
