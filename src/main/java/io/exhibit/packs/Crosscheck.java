package io.exhibit.packs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of the ten tests of completeness and accuracy that auditors make of what an entity's own systems report: what was compared, both
 * numbers with how each was got, and every difference.
 */
record Crosscheck(Test test, Figure first, Figure second, Outcome outcome, String reason, List<Line> lines) {

    /** The tests, by the numbers that auditors' working papers give them here. */
    enum Test {
        R1(
                "Counts against another query",
                "The rows of populations, and what a query that is not the check's own finds."),
        R2(
                "Sets against each other",
                "The images that clusters stated to run, and those of them that were scanned or have an SBOM."),
        R3("Silences", "The longest silence of each source that reaches into the period, and its cadence."),
        R4(
                "Sequence",
                "The positions of the ledger from the first to the one of this pack, and the entries that are there."),
        R5(
                "Traced to the original",
                "The documents that rows of findings and alerts name, and those of them that lie in this pack."),
        R6(
                "Traced from the source",
                "Items that the examiner picks where they came from, and the rows of the populations."),
        R7(
                "Performed again",
                "Images scanned again with the scanner and database that are recorded, and the findings listed here."),
        R8("Computed again", "Results computed from the originals on another machine, and those of this pack."),
        R9("Rejected by readers", "The documents received in the period, and those that were read whole."),
        R10(
                "What judged, changed",
                "The checks and numbers that judged in the period, and those that stayed as they were.");

        private final String title;
        private final String compared;

        Test(String title, String compared) {
            this.title = title;
            this.compared = compared;
        }

        String title() {
            return title;
        }

        String compared() {
            return compared;
        }

        /** R01 to R10, so that they sort as they count. */
        String key() {
            return String.format(Locale.ROOT, "R%02d", Integer.parseInt(name().substring(1)));
        }
    }

    /** How a test ended; there is no outcome for a test that was made and whose differences are not told. */
    enum Outcome {
        PASSED,
        DIFFERENCES,
        NOT_DONE
    }

    /** A number and how it was got. */
    record Figure(long number, String how) {}

    /** One thing of a test with both of its numbers, in words that a reader of a list understands. */
    record Line(String item, String first, String second, Standing standing, String words) {

        /** Whether both sides agree; NOT_COMPARED: there is only one side. */
        enum Standing {
            AGREES,
            DIFFERS,
            NOT_COMPARED
        }

        boolean differs() {
            return standing == Standing.DIFFERS;
        }
    }

    static Crosscheck made(Test test, Figure first, Figure second, String reason, List<Line> lines) {
        boolean differs = first.number() != second.number() || lines.stream().anyMatch(Line::differs);
        return new Crosscheck(
                test, first, second, differs ? Outcome.DIFFERENCES : Outcome.PASSED, reason, List.copyOf(lines));
    }

    static Crosscheck notDone(Test test, String reason, List<Line> lines) {
        Figure none = new Figure(0, "");
        return new Crosscheck(test, none, none, Outcome.NOT_DONE, reason, List.copyOf(lines));
    }

    boolean isMade() {
        return outcome != Outcome.NOT_DONE;
    }

    long differences() {
        return lines.stream().filter(Line::differs).count();
    }

    /** Lines that agree and lines that do not, by the sides' numbers. */
    static Line line(String item, long first, long second, String words) {
        return new Line(
                item,
                String.valueOf(first),
                String.valueOf(second),
                first == second ? Line.Standing.AGREES : Line.Standing.DIFFERS,
                words);
    }

    static List<Line> joined(List<Line> some, List<Line> more) {
        List<Line> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
