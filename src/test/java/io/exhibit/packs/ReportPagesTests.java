package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.packs.pdf.HeadTexts;
import io.exhibit.packs.pdf.Imprint;
import io.exhibit.packs.pdf.PdfDocument;
import io.exhibit.packs.pdf.TableColumn;
import io.exhibit.packs.pdf.TableColumn.Look;
import io.exhibit.packs.pdf.TableWriter;
import io.exhibit.packs.pdf.VeraPdf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPagesTests {

    private static final HeadTexts DEMO = new HeadTexts(
            "Evidence pack \u00b7 PCI DSS 4.0.1",
            "Example Bank N.A.",
            "Pack 0192f0a4",
            "DEMONSTRATION DATA \u00b7 NOT EVIDENCE");

    @TempDir
    Path directory;

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("Row", 0.5f, Look.NUMBER),
            new TableColumn("Vulnerability", 1.5f, Look.STRONG),
            new TableColumn("Where", 3, Look.TEXT),
            new TableColumn("State", 1, Look.STATE),
            new TableColumn("Digest", 2, Look.MONO));

    @Test
    void printsTheNarrativeTheTablesAndTheMarkOnEveryPage() throws IOException {
        Path file = directory.resolve("report.pdf");
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table = pdf.table("Annex A. Findings", List.of("All findings of the period."), COLUMNS)) {
                for (int i = 1; i <= 200; i++) {
                    table.row(List.of(
                            "" + i,
                            "CVE-2026-" + (10000 + i),
                            "registry.example/payments/gateway: libssl3 3.0.14-1 in a place with a rather long name that wraps",
                            i % 3 == 0 ? "OPEN" : i % 3 == 1 ? "IN_TIME" : "LATE",
                            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
                }
            }
            var pages = new ReportPages();
            List<String> pictures = List.of(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"500\" height=\"60\" viewBox=\"0 0 500 60\" font-family=\"Source Sans 3\" alt=\"A lane\"><text x=\"10\" y=\"20\" font-size=\"11\">CVE-2026-31022</text><rect x=\"120\" y=\"10\" width=\"200\" height=\"14\" fill=\"#a8261c\"/></svg>");
            int front = PdfDocument.pagesOf(pages.set(Reports.aReport("0"), pictures));
            pdf.save(
                    file,
                    pages.set(Reports.aReport(String.valueOf(front + 1)), pictures),
                    DEMO,
                    new Imprint(Instant.EPOCH, 7));
        }
        assertThat(VeraPdf.complaints(file)).isEmpty();
        try (PDDocument read = Loader.loadPDF(file.toFile())) {
            var stripper = new PDFTextStripper();
            for (int page = 1; page <= read.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(read)).contains("DEMONSTRATION DATA");
            }
            assertThat(furthestRight(read)).as("the margin is empty").isLessThanOrEqualTo(547.5f);
            stripper.setStartPage(1);
            stripper.setEndPage(read.getNumberOfPages());
            String all = stripper.getText(read);
            assertThat(all).contains("effective", "CVE-2026-10200", "Page 2 of " + read.getNumberOfPages());
        }
    }

    /** Where the text ends that reaches furthest, on upright pages. */
    private static float furthestRight(PDDocument document) throws IOException {
        float[] furthest = {0};
        var stripper = new PDFTextStripper() {
            @Override
            protected void writeString(String text, List<TextPosition> positions) {
                for (TextPosition one : positions) {
                    if (one.getPageWidth() < one.getPageHeight()
                            && !one.getUnicode().isBlank()) {
                        furthest[0] = Math.max(furthest[0], one.getXDirAdj() + one.getWidthDirAdj());
                    }
                }
            }
        };
        stripper.getText(document);
        return furthest[0];
    }
}
