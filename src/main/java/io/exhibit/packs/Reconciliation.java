package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.assessment.Counts;
import io.exhibit.assessment.Verdict;
import io.exhibit.packs.pdf.PdfTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was written against what was asked for, by reading the files back; a difference stops the pack. */
final class Reconciliation {

    private Reconciliation() {}

    /** Every register has the same rows in the query's result, in the CSV, in the JSON, and on paper. */
    static void compare(Path root, String report, List<Annex> annexes) throws IOException {
        Map<String, Long> onPaper = PdfTables.rows(root.resolve(report));
        List<Long> expected = Annex.expected(annexes);
        for (int i = 0; i < annexes.size(); i++) {
            Annex annex = annexes.get(i);
            RegisterFile file = annex.file();
            long rows = file.spool().rows();
            insist(file.csv().path(), "written", rows, file.csv().rows());
            insist(
                    file.csv().path(),
                    "read back",
                    rows,
                    CsvFile.count(root.resolve(file.csv().path())));
            insist(file.json().path(), "written", rows, file.json().rows());
            insist(
                    file.json().path(),
                    "read back",
                    rows,
                    JsonFile.count(root.resolve(file.json().path())));
            String paper = report + ", " + annex.title();
            insist(paper, "written", expected.get(i), annex.printed());
            insist(paper, "read back", expected.get(i), onPaper.getOrDefault(annex.title(), -1L));
        }
    }

    /** The workbook has the rows of every register, on as many sheets as it takes. */
    static void compare(Path root, Registers registers) throws IOException {
        String workbook = registers.workbook().path();
        Map<String, Long> onSheets = XlsxFile.count(root.resolve(workbook));
        for (RegisterFile file : registers.files()) {
            String sheet = XlsxFile.sheet(file.spool());
            insist(workbook + ", " + sheet, "read back", file.spool().rows(), onSheets.getOrDefault(sheet, -1L));
        }
    }

    /** Every check says of its population what the population's rows say, one by one. */
    static void compare(Dossier dossier) throws IOException {
        for (CheckResult check : dossier.checks().values()) {
            if (!check.isBuilt()) {
                continue;
            }
            Spool rows = dossier.population(check.check().id())
                    .orElseThrow(() -> new UnsoundPack("Check " + check.check().id() + " has no population."));
            Counts counted = counted(rows);
            if (!counted.equals(check.counts())) {
                throw new UnsoundPack("Check " + check.check().id() + " says " + words(check.counts())
                        + ", but the rows of its population say " + words(counted) + ".");
            }
        }
    }

    private static Counts counted(Spool population) throws IOException {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        population.each(values ->
                counts.merge(Verdict.valueOf(String.valueOf(values.get(PopulationRegister.VERDICT))), 1L, Long::sum));
        return new Counts(
                population.rows(),
                counts.getOrDefault(Verdict.SATISFIED, 0L),
                counts.getOrDefault(Verdict.COMPENSATED, 0L),
                counts.getOrDefault(Verdict.VIOLATED, 0L),
                counts.getOrDefault(Verdict.INSUFFICIENT, 0L),
                counts.getOrDefault(Verdict.NOT_APPLICABLE, 0L));
    }

    private static String words(Counts counts) {
        return counts.population() + " items (" + counts.satisfied() + " satisfied, " + counts.compensated()
                + " compensated, " + counts.violated()
                + " violated, " + counts.insufficient() + " cannot be judged, " + counts.notApplicable()
                + " not applicable)";
    }

    static void insist(String file, String how, long expected, long found) {
        if (expected != found) {
            throw new UnsoundPack(file + " should have " + expected + " rows, and has " + found + " as " + how
                    + ". The pack is not sealed.");
        }
    }
}
