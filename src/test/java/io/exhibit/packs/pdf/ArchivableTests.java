package io.exhibit.packs.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.packs.pdf.TableColumn.Look;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for an archive (PDF/A-3a) and for readers that speak (PDF/UA-1), as another program judges them. */
class ArchivableTests {

    private static final HeadTexts HEADS = new HeadTexts("head", "right", "foot", "DEMONSTRATION");

    private static final String NARRATIVE = """
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A report</title><meta name="subject" content="s"/>
            <link rel="stylesheet" href="exhibit:report.css"/></head><body><h1>Items</h1>PICTURE</body></html>
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150})
    void theTablesAreWithoutComplaintOnHoweverManyPages(int rows) throws IOException {
        assertThat(VeraPdf.complaints(print(rows, ""))).isEmpty();
    }

    @Test
    void theValidatorSeesWhatIsMissing() throws IOException {
        Path file = print(1, "");
        assertThat(damaged(file, catalog -> catalog.setLanguage(null))).anyMatch(one -> one.startsWith("ua1 7.2"));
        assertThat(damaged(file, catalog -> catalog.setOutputIntents(List.of())))
                .anyMatch(one -> one.startsWith("3a 6.2"));
        assertThat(damaged(file, catalog -> catalog.setStructureTreeRoot(null)))
                .anyMatch(one -> one.startsWith("3a 6.7"))
                .anyMatch(one -> one.startsWith("ua1"));
        assertThat(damaged(file, catalog -> catalog.setMetadata(null))).hasSizeGreaterThan(1);
    }

    @Test
    void textInPicturesIsDrawnAtItsSizeAtTwelvePixelsToo() throws IOException {
        double eleven = ink("11");
        double twelve = ink("12");
        double thirteen = ink("13");
        assertThat(twelve).isBetween(eleven, thirteen);
    }

    /** Many small ones make every later reader slow, the signer among them. */
    @Test
    void objectsAreKeptInFewStreams() throws IOException {
        String file = Files.readString(print(600, ""), StandardCharsets.ISO_8859_1);
        int objects = Integer.parseInt(file.replaceAll("(?s).*/Size (\\d+).*", "$1"));
        assertThat(objects).isGreaterThan(2_000);
        assertThat(file.split("/ObjStm", -1).length - 1).isEqualTo(1);
    }

    @Test
    void filesLieInsideAsTheyAreAndAreNamedAsData() throws IOException {
        Path csv = Files.writeString(directory.resolve("b.csv"), "id,name\n1,\u00E9\n");
        Path json = Files.writeString(directory.resolve("a.json"), "{}\n");
        List<Attachment> attachments = List.of(
                new Attachment("items-b.csv", "text/csv", "Items, 1 row", csv),
                new Attachment("items-a.json", "application/json", "Items with their definition", json));
        Path file = print(3, "", attachments);
        byte[] first = Files.readAllBytes(file);
        assertThat(VeraPdf.complaints(file)).isEmpty();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            Map<String, PDComplexFileSpecification> names = new PDDocumentNameDictionary(document.getDocumentCatalog())
                    .getEmbeddedFiles()
                    .getNames();
            assertThat(names.keySet()).containsExactly("items-a.json", "items-b.csv");
            PDComplexFileSpecification one = Objects.requireNonNull(names.get("items-b.csv"));
            assertThat(one.getFileDescription()).isEqualTo("Items, 1 row");
            assertThat(one.getCOSObject().getNameAsString("AFRelationship")).isEqualTo("Data");
            assertThat(one.getEmbeddedFile().toByteArray()).isEqualTo(Files.readAllBytes(csv));
            assertThat(one.getEmbeddedFile().getSize()).isEqualTo((int) Files.size(csv));
            assertThat(one.getEmbeddedFile().getSubtype()).isEqualTo("text/csv");
            assertThat(one.getEmbeddedFile().getModDate().toInstant()).isEqualTo(Instant.EPOCH);
            assertThat(document.getDocumentCatalog().getCOSObject().getCOSArray(COSName.getPDFName("AF")))
                    .hasSize(2);
        }
        assertThat(print(3, "", attachments)).hasBinaryContent(first);
    }

    /** How much of a page is dark that has nothing but a text of this size in a picture. */
    private double ink(String size) throws IOException {
        Path file = print(0, """
                <div><svg xmlns="http://www.w3.org/2000/svg" width="400" height="40" viewBox="0 0 400 40" font-family="Source Sans 3" alt="a text">
                <text x="5" y="25" font-size="%s">Overdue since the first of the month</text></svg></div>
                """.formatted(size));
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            BufferedImage page = new PDFRenderer(document).renderImage(0, 2);
            long dark = 0;
            for (int y = page.getHeight() / 10; y < page.getHeight() / 2; y++) {
                for (int x = 0; x < page.getWidth(); x++) {
                    dark += 255 - (page.getRGB(x, y) & 0xff);
                }
            }
            return dark;
        }
    }

    private List<String> damaged(Path file, Consumer<PDDocumentCatalog> damage) throws IOException {
        Path other = Files.createTempFile(directory, "damaged", ".pdf");
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            damage.accept(document.getDocumentCatalog());
            document.save(other.toFile());
        }
        return VeraPdf.complaints(other);
    }

    private Path print(int rows, String picture) throws IOException {
        return print(rows, picture, List.of());
    }

    private Path print(int rows, String picture, List<Attachment> attachments) throws IOException {
        Path file = directory.resolve("printed.pdf");
        List<TableColumn> columns = List.of(
                new TableColumn("No.", 0.4f, Look.NUMBER),
                new TableColumn("Item", 2, Look.STRONG),
                new TableColumn("Digest", 2, Look.MONO));
        try (PdfDocument pdf = new PdfDocument()) {
            try (TableWriter table = pdf.table("Annex A. Items", List.of("A note."), columns)) {
                for (int i = 1; i <= rows; i++) {
                    table.row(List.of(String.valueOf(i), "item-" + i, "9f86d081"));
                }
            }
            attachments.forEach(pdf::attach);
            pdf.save(file, NARRATIVE.replace("PICTURE", picture), HEADS, new Imprint(Instant.EPOCH, 7));
        }
        return file;
    }
}
