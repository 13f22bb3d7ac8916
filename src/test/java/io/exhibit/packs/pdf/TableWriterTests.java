package io.exhibit.packs.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.packs.pdf.TableColumn.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTests {

    private static final String NARRATIVE = """
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A report</title><meta name="subject" content="s"/>
            <link rel="stylesheet" href="exhibit:report.css"/></head><body><h1>Findings and effective flags</h1></body></html>
            """;

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("No.", 0.4f, Look.NUMBER),
            new TableColumn("Item", 2, Look.STRONG),
            new TableColumn("Text", 4, Look.TEXT),
            new TableColumn("Digest", 2, Look.MONO),
            new TableColumn("State", 1, Look.STATE));

    @TempDir
    Path directory;

    @Test
    void printsEveryRowOnceOverAsManyPagesAsItTakes() throws IOException {
        Path file = directory.resolve("many.pdf");
        int pages;
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table = pdf.table("Annex A. Many", List.of("A note."), COLUMNS)) {
                for (int i = 1; i <= 500; i++) {
                    table.row(List.of(String.valueOf(i), "item-" + i, "a text", "9f86d081", "violated"));
                }
                assertThat(table.rows()).isEqualTo(500);
            }
            pages = pdf.save(
                    file, NARRATIVE, new HeadTexts("head", "right", "foot", ""), new Imprint(Instant.EPOCH, 7));
        }
        assertThat(PdfTables.rows(file)).containsEntry("Annex A. Many", 500L);
        String text = text(file);
        assertThat(text).contains("Page " + pages + " of " + pages, "item-1 ", "item-500 ");
        assertThat(text.split("item-", -1)).hasSize(501);
    }

    @Test
    void findsWordsThatATypefaceWouldJoin() throws IOException {
        Path file = print(List.of("1", "effective", "a final flag in the office", "ff fi fl", "in time"));
        assertThat(text(file)).contains("effective", "a final flag in the office", "Findings and effective flags");
    }

    @Test
    void survivesWhateverIsWrittenInACell() throws IOException {
        String huge = "x".repeat(5_000);
        Path file = print(
                List.of(
                        "1",
                        huge,
                        "\u4E2D\u6587 \u0645\u0631\u062D\u0628\u0627 \uD83D\uDE00 \uD800 \u0000\u0007\u001B",
                        "\u27E6U+202E\u27E7",
                        ""),
                List.of("2", "", "tab\tline\nbreak\rreturn", "\u00A0\u200B\uFEFF", "\u2028"),
                List.of(
                        "3",
                        "(unbalanced \\ ) (",
                        "<</JS (app.alert(1))>> endstream endobj",
                        "%PDF-1.7",
                        "/Artifact BMC"));
        String text = text(file);
        assertThat(text).contains("xxxx").contains("(unbalanced \\ ) (").contains("endstream endobj");
        assertThat(PdfTables.rows(file)).containsEntry("Annex A. Cells", 3L);
    }

    @Test
    void survivesRandomText() throws IOException {
        var random = new Random(7);
        Path file = directory.resolve("random.pdf");
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table = pdf.table("Annex A. Random", List.of(), COLUMNS)) {
                for (int i = 0; i < 2_000; i++) {
                    table.row(List.of("1", noise(random), noise(random), noise(random), noise(random)));
                }
            }
            pdf.save(
                    file,
                    NARRATIVE,
                    new HeadTexts(noise(random), noise(random), noise(random), noise(random)),
                    new Imprint(Instant.EPOCH, 7));
        }
        assertThat(PdfTables.rows(file)).containsEntry("Annex A. Random", 2_000L);
        assertThat(text(file)).contains("Annex A. Random");
    }

    @Test
    void makesTheSameBytesOfTheSamePages() throws IOException {
        byte[] first = Files.readAllBytes(print(List.of("1", "item", "text", "digest", "open")));
        byte[] second = Files.readAllBytes(print(List.of("1", "item", "text", "digest", "open")));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void tagsEveryPageForReadersThatSpeak() throws IOException {
        Path file = print(List.of("1", "item", "text", "digest", "open"));
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            for (PDPage page : document.getPages()) {
                assertThat(page.getStructParents()).isNotNegative();
                assertThat(page.getAnnotations()).isEmpty();
            }
        }
    }

    @SafeVarargs
    private Path print(List<String>... rows) throws IOException {
        Path file = directory.resolve("cells.pdf");
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table = pdf.table("Annex A. Cells", List.of("A note."), COLUMNS)) {
                for (List<String> row : rows) {
                    table.row(row);
                }
            }
            pdf.save(file, NARRATIVE, new HeadTexts("head", "right", "foot", "MARK"), new Imprint(Instant.EPOCH, 7));
        }
        return file;
    }

    private static String noise(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append((char) random.nextInt(0x10000));
        }
        return text.toString();
    }

    private static String text(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
