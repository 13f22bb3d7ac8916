package io.exhibit.packs;

import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** R5: does every row of findings and alerts lead to a document whose bytes lie in this pack? All rows, not a sample of them. */
final class TraceCheck {

    private static final int MOST_LISTED = 1_000;

    private final Set<String> originals = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();
    private long rows;
    private long traced;

    private TraceCheck() {}

    static Crosscheck of(Spool findings, Spool alerts, Spool sources) throws IOException {
        TraceCheck check = new TraceCheck();
        int digest = sources.register().position("sha256");
        sources.each(row -> check.originals.add(String.valueOf(row.get(digest))));
        check.trace(findings, "opened_by_sha256", "closed_by_sha256");
        check.trace(alerts, "received_in_sha256", "received_in_sha256");
        return check.done();
    }

    /** The first digest has to be there; the second, if it is. */
    private void trace(Spool register, String needed, String other) throws IOException {
        int first = register.register().position(needed);
        int second = register.register().position(other);
        long[] here = {0, 0};
        List<Line> lost = new ArrayList<>();
        register.each(row -> {
            here[0]++;
            String without = lost(row.get(first), row.get(second));
            if (without == null) {
                here[1]++;
            } else if (lost.size() < MOST_LISTED) {
                String item = register.register().name() + " " + row.getFirst() + ", row " + here[0];
                lost.add(new Line(item, "listed", "", Line.Standing.DIFFERS, without));
            }
        });
        rows += here[0];
        traced += here[1];
        lines.add(Crosscheck.line(
                register.register().name() + ".csv", here[0], here[1], "Rows, and those of them that were traced."));
        lines.addAll(lost);
    }

    private @Nullable String lost(@Nullable String needed, @Nullable String other) {
        if (needed == null) {
            return "Names no document.";
        }
        if (!originals.contains(needed)) {
            return "Names " + needed + ", which is not in this pack.";
        }
        return other == null || originals.contains(other) ? null : "Names " + other + ", which is not in this pack.";
    }

    private Crosscheck done() {
        return Crosscheck.made(
                Crosscheck.Test.R5,
                new Figure(rows, "All rows of findings.csv and alerts.csv."),
                new Figure(
                        traced, "Those whose documents are in sources.csv, and so under originals/ with that digest."),
                "Every row is traced, so no sample is drawn. From the document on to the screen of its sender is for the examiner to go.",
                lines);
    }
}
