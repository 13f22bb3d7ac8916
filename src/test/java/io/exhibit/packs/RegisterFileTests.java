package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.packs.Column.Kind;
import io.exhibit.packs.pdf.HeadTexts;
import io.exhibit.packs.pdf.Imprint;
import io.exhibit.packs.pdf.PdfDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegisterFileTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF201"})
    void putsAnApostropheBeforeWhatASpreadsheetWouldRun(String text) {
        assertThat(CsvFile.cell(text, Kind.TEXT)).isEqualTo("\"'" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain             | plain
            a,b               | "a,b"
            say "yes"         | "say ""yes\"""
            evil\u202Etxt     | evil⟦U+202E⟧txt
            zero\u200Bwidth   | zero⟦U+200B⟧width
            bell\u0007rung    | bell⟦U+0007⟧rung
            """)
    void quotesByTheBookAndShowsWhatHides(String text, String cell) {
        assertThat(CsvFile.cell(text, Kind.TEXT)).isEqualTo(cell);
    }

    @Test
    void writesNumbersAsTheyAre() {
        assertThat(CsvFile.cell("-5", Kind.NUMBER)).isEqualTo("-5");
        assertThat(CsvFile.cell(null, Kind.TEXT)).isEmpty();
    }

    @Test
    void countsTheSameRowsHoweverHostileTheirText() throws IOException {
        RegisterFile file = write(
                row("a", "line\nbreak, \"quoted\"", "1"),
                row("b", "carriage\r\nreturn \u2028 rows\": [{}]", "2"),
                row("c", "=cmd|' /C calc'!A0", "-3"),
                row("d", null, null));
        assertThat(CsvFile.count(directory.resolve(file.csv().path()))).isEqualTo(4);
        assertThat(JsonFile.count(directory.resolve(file.json().path()))).isEqualTo(4);
        assertThat(file.csv().rows()).isEqualTo(4);
        assertThat(file.json().rows()).isEqualTo(4);
    }

    @Test
    void keepsEveryTextExactlyInJson() throws IOException {
        RegisterFile file = write(row("a", "evil\u202Etxt = \"x\"\n", "1"), row("b", null, "2.50"));
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(directory.resolve(file.json().path()).toFile());
        assertThat(json.at("/rows/0/text").asString()).isEqualTo("evil\u202Etxt = \"x\"\n");
        assertThat(json.at("/rows/1/text").isNull()).isTrue();
        assertThat(json.at("/rows/1/figure").isNumber()).isTrue();
        assertThat(json.at("/row_count").asLong()).isEqualTo(2);
        assertThat(json.at("/csv_sha256").asString())
                .isEqualTo(file.csv().sha256().hex());
        assertThat(json.at("/parameters/scope").asString()).isEqualTo("all");
    }

    @Test
    void knowsTheDigestOfWhatItWrote() throws IOException {
        RegisterFile file = write(row("a", "x", "1"));
        assertThat(DigestingFile.of(directory, file.csv().path(), 1)).isEqualTo(file.csv());
        assertThat(DigestingFile.of(directory, file.json().path(), 1)).isEqualTo(file.json());
    }

    @Test
    void refusesRowsThatComeTwiceOrOutOfOrder() {
        assertThatThrownBy(() -> write(row("b", "x", "1"), row("a", "y", "2")))
                .isInstanceOf(UnsoundPack.class)
                .hasMessageContaining("sample")
                .hasMessageContaining("out of order");
        assertThatThrownBy(() -> write(row("a", "x", "1"), row("a", "y", "2"))).isInstanceOf(UnsoundPack.class);
    }

    @Test
    void stopsAPackWhoseFilesDisagree() throws IOException {
        RegisterFile file = write(row("a", "x", "1"), row("b", "y", "2"));
        List<Annex> annexes = print(file);
        Reconciliation.compare(directory, "report.pdf", annexes);

        Files.writeString(directory.resolve("sample.csv"), "c,z,3\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Reconciliation.compare(directory, "report.pdf", annexes))
                .isInstanceOf(UnsoundPack.class)
                .hasMessage("sample.csv should have 2 rows, and has 3 as read back. The pack is not sealed.");
    }

    /** H7, on paper. */
    @Test
    void printsWhatMisleadsInDigits() throws IOException {
        int[] points = {
            0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2069, 0x200B, 0x200D, 0x200E, 0xFEFF, 0xAD, 0x2028, 0x061C,
            0xE0041
        };
        print(write(IntStream.range(0, points.length)
                .mapToObj(n -> row("k" + (char) ('a' + n), "m" + Character.toString(points[n]) + "n", "1"))
                .toList()));
        try (PDDocument pdf = Loader.loadPDF(directory.resolve("report.pdf").toFile())) {
            String text = new PDFTextStripper().getText(pdf);
            for (int point : points) {
                assertThat(text)
                        .contains(String.format(Locale.ROOT, "m\u27E6U+%04X\u27E7n", point))
                        .doesNotContain(Character.toString(point));
            }
        }
    }

    @Test
    void stopsAPackWhoseReportLacksARow() throws IOException {
        RegisterFile whole = write(row("a", "x", "1"), row("b", "y", "2"));
        List<Annex> annexes = print(whole);
        Annex annex = annexes.getFirst();
        List<Annex> claimed = List.of(new Annex(annex.letter(), annex.file(), annex.title(), 1, 1));
        assertThatThrownBy(() -> Reconciliation.compare(directory, "report.pdf", claimed))
                .isInstanceOf(UnsoundPack.class)
                .hasMessageContaining("report.pdf, Annex A. Sample");
    }

    private List<Annex> print(RegisterFile file) throws IOException {
        try (PdfDocument pdf = new PdfDocument()) {
            List<Annex> annexes = Annex.print(pdf, List.of(file));
            String narrative = new ReportPages().set(Reports.aReport("2"), List.of());
            pdf.save(
                    directory.resolve("report.pdf"),
                    narrative,
                    new HeadTexts("", "", "", ""),
                    new Imprint(Instant.EPOCH, 7));
            return annexes;
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    private RegisterFile write(List<@Nullable String>... rows) throws IOException {
        return write(List.of(rows));
    }

    private RegisterFile write(List<List<@Nullable String>> rows) throws IOException {
        Register register = new Register(
                "sample",
                new Register.Definition("Sample", "What it means.", "one row", "a test", "All of it.", "SELECT"),
                List.of("key"),
                List.of(
                        new Column("key", Kind.KEY, "The key.").printed("Key", 1),
                        new Column("text", Kind.TEXT, "A text.").printed("Text", 2),
                        new Column("figure", Kind.NUMBER, "A figure.")),
                Map.of("scope", "all"));
        Spool spool;
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            for (List<@Nullable String> row : rows) {
                writer.row(row);
            }
            spool = writer.done();
        }
        return RegisterFile.write(directory, List.of(spool)).getFirst();
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Arrays.asList(values);
    }
}
