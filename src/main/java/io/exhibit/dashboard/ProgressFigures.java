package io.exhibit.dashboard;

import io.exhibit.findings.MonthBalance;
import io.exhibit.findings.Profile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How patching goes: what is due and whose, how old what is open is, what was in time, how long it took, month by month. */
record ProgressFigures(
        List<Owner> owners, List<Age> ages, List<InTime> inTime, List<Speed> speeds, List<Month> months) {

    /** The ranks as they are listed, worst first; NONE: not ranked yet. */
    static final List<String> RANKS = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE");

    /** All ranks together, among the days until closed. */
    static final String ALL = "ALL";

    /** NopSec, 2015 State of Vulnerability Risk Management: average days until closed at its customers in financial services. */
    private static final double INDUSTRY = 176;

    /** What is past its first deadline or falls due within 30 days; code is null for what belongs to no system. */
    record Owner(@Nullable String code, @Nullable String name, String owner, String email, Due due, Instant firstAt) {

        /** The list of what is counted here, of now. */
        public Address list(String due) {
            Address list = Address.of("/findings").with("due", due);
            return code == null ? list.with("owner", "none") : list.with("scope", "system:" + code);
        }
    }

    /**
     * How many: past due, of these covered by an exception or escalation, of these compensated for PCI DSS, due in 7, in 14, in 30 days; and for how many of what is past
     * due or falls due in 30 days a fixed version is known.
     */
    record Due(long late, long covered, long compensated, long week, long fortnight, long month, long fixable) {}

    /** What is open of a rank, by the days since it was found; each finding stands in one column. */
    record Age(
            String rank,
            long open,
            long week,
            long month,
            long quarter,
            long half,
            long older,
            @Nullable Instant oldest) {}

    /** A clock's deadlines that fell in the last year, and in the one before. */
    record InTime(Profile clock, String rank, Fell year, Fell before) {}

    /** Deadlines that fell in a time: met by then, closed by then by scans that do not prove it, closed after it, or still open. Only what was met is in time. */
    record Fell(long fell, long met, long unproven, long late) {

        static final Fell NONE = new Fell(0, 0, 0, 0);

        public long open() {
            return fell - met - unproven - late;
        }

        Fell and(Fell more) {
            return new Fell(fell + more.fell, met + more.met, unproven + more.unproven, late + more.late);
        }

        /** Whole percents, rounded down: 100 % is said only of all. Null: nothing fell. */
        public @Nullable Long percent() {
            return fell == 0 ? null : met * 100 / fell;
        }

        public String words() {
            return fell == 0 ? "none fell" : percent() + " %";
        }
    }

    /** Days from found to closed of what was closed in the last year, and in the one before. */
    record Speed(String rank, Taken year, Taken before) {}

    /** How many were closed, the days that they took on average, and that half of them and nine of ten took at most. */
    record Taken(
            long closed,
            @Nullable Double mean,
            @Nullable Double median,
            @Nullable Double slowest) {

        static final Taken NONE = new Taken(0, null, null, null);

        public String meanWords() {
            return days(mean);
        }

        public String medianWords() {
            return days(median);
        }

        public String slowestWords() {
            return days(slowest);
        }

        private static String days(@Nullable Double days) {
            return days == null ? "" : String.format(Locale.ENGLISH, "%,.1f", days);
        }
    }

    /** A month's balance of open findings, and of the deadlines that fell in it those that were met. */
    record Month(LocalDate begins, MonthBalance balance, Fell fell) {

        public String name() {
            return balance.name();
        }
    }

    /** The average of the last year beside the industry's; empty: nothing was closed. */
    public String beside() {
        return speeds.stream()
                .filter(speed -> speed.rank().equals(ALL))
                .map(speed -> speed.year().mean())
                .filter(Objects::nonNull)
                .findFirst()
                .map(ProgressFigures::beside)
                .orElse("");
    }

    private static String beside(double mean) {
        double difference = INDUSTRY - mean;
        return Taken.days(mean) + " days on average here, "
                + (Math.abs(difference) < 0.05
                        ? "as many as there"
                        : Taken.days(Math.abs(difference))
                                + (difference > 0 ? " fewer than there" : " more than there"));
    }

    /** All clocks and ranks of the last year together: each deadline counts. */
    public Fell year() {
        return inTime.stream().map(InTime::year).reduce(Fell.NONE, Fell::and);
    }

    public Fell before() {
        return inTime.stream().map(InTime::before).reduce(Fell.NONE, Fell::and);
    }

    public long open() {
        return months.getLast().balance().ending();
    }

    /** 12 fewer than when this month began, 40 fewer than a year ago. */
    public String change() {
        String month = words(open() - months.getLast().balance().opening()) + " when this month began";
        return month + ", " + words(open() - months.getFirst().balance().ending()) + " at the end of "
                + months.getFirst().name();
    }

    private static String words(long change) {
        if (change == 0) {
            return "as many as";
        }
        return Written.count(Math.abs(change)) + (change < 0 ? " fewer than" : " more than");
    }
}
