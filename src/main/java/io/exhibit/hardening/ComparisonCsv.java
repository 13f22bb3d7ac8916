package io.exhibit.hardening;

import io.exhibit.kernel.Csv;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as lines: every package and every vulnerability that differs or stays, what is not told, and what to mind. */
final class ComparisonCsv {

    static final List<String> HEAD = List.of(
            "about",
            "change",
            "name",
            "identity",
            "before",
            "after",
            "rank",
            "severity",
            "fixed_in",
            "published_at",
            "suppressed",
            "image_before",
            "image_after");

    private final Comparison comparison;
    private final Csv csv;

    ComparisonCsv(Comparison comparison, Csv csv) {
        this.comparison = comparison;
        this.csv = csv;
    }

    void write() {
        scan("packages before", comparison.before().listing());
        scan("packages after", comparison.after().listing());
        scan("vulnerabilities before", comparison.before().scan());
        scan("vulnerabilities after", comparison.after().scan());
        comparison.cautions().forEach(caution -> words("note", "", caution));
        Packages packages = comparison.packages();
        if (packages == null) {
            words("package", "not told", comparison.packagesNotTold());
        } else {
            packages.removed().forEach(row -> row("removed", row));
            packages.added().forEach(row -> row("added", row));
            packages.changed().forEach(row -> row("changed", row));
        }
        Vulnerabilities found = comparison.vulnerabilities();
        if (found == null) {
            words("vulnerability", "not told", comparison.vulnerabilitiesNotTold());
        } else {
            found.removed().forEach(row -> row("removed", row));
            found.added().forEach(row -> row("added", row));
            found.still().forEach(row -> row("still there", row));
        }
    }

    private void scan(String of, ComparedImage.@Nullable Source scan) {
        if (scan != null) {
            String words = scan.madeWith() + ", made " + scan.madeAt() + ", received " + scan.recordedAt()
                    + ", ledger entry " + scan.entry();
            line("scan", of, words, scan.sha256(), null, null, null, null, null, null, null);
        }
    }

    private void row(String change, Packages.Row row) {
        line("package", change, row.name(), row.identity(), row.before(), row.after(), null, null, null, null, null);
    }

    private void row(String change, Vulnerabilities.Row row) {
        line(
                "vulnerability",
                change,
                row.id(),
                null,
                row.before(),
                row.after(),
                row.rank().isEmpty() ? "not ranked" : row.rank(),
                row.severity(),
                row.fixedIn(),
                row.publishedAt(),
                row.suppressed());
    }

    private void words(String about, String change, @Nullable String words) {
        line(about, change, words, null, null, null, null, null, null, null, null);
    }

    private void line(@Nullable Object... cells) {
        @Nullable Object[] all = Arrays.copyOf(cells, cells.length + 2);
        all[cells.length] = comparison.before().identity();
        all[cells.length + 1] = comparison.after().identity();
        csv.line(Arrays.asList(all));
    }
}
