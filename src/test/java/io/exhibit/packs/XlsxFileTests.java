package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.Launched;
import io.exhibit.packs.Column.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxFileTests {

    private static final Instant AS_OF = Instant.parse("2026-10-05T12:00:00Z");
    private static final List<Column> COLUMNS = List.of(
            new Column("key", Kind.KEY, "The key."),
            new Column("text", Kind.TEXT, "A text."),
            new Column("figure", Kind.NUMBER, "A figure."),
            new Column("at", Kind.TIME, "A time."));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "=cmd|' /C calc'!A0",
                "</t></is></c><c><f>1+1</f></c>",
                " spaces ",
                "line\nbreak",
                "007",
                "1E5",
                "TRUE",
                "a & \"b\" ]]>"
            })
    void leavesTextATextWhateverItLooksLike(String text) throws IOException {
        Path file = write(row("a", text, "1", null));
        assertThat(Workbooks.sheets(file).getOrDefault("sample", List.of()).getLast())
                .containsExactly("a", text, "1", "");
        for (byte[] part : PackTestFiles.files(Files.readAllBytes(file)).values()) {
            assertThat(new String(part, StandardCharsets.UTF_8)).doesNotContain("<f>", "<f ");
        }
    }

    @Test
    void showsWhatHidesAndWritesOutWhatAWorkbookWouldDecode() throws IOException {
        Path file = write(row("a", "evil\u202Etxt\u0000\r_x0041_", "1", null));
        String xml = new String(
                PackTestFiles.files(Files.readAllBytes(file)).get("xl/worksheets/sheet3.xml"), StandardCharsets.UTF_8);
        assertThat(xml).contains("evil⟦U+202E⟧txt⟦U+0000⟧⟦U+000D⟧_x005F_x0041_<");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:30:00Z, 46110.0625",
        "2026-03-29T01:30:00.123456Z, 46110.06250142889",
        "1900-03-01T00:00:00Z, 61",
        "9999-12-31T23:59:59Z, 2958465.99998842593"
    })
    void writesTimesAsTimesOfUtc(String time, String serial) {
        var xml = new StringBuilder();
        XlsxCell.append(xml, "B2", time, Kind.TIME);
        assertThat(xml).hasToString("<c r=\"B2\" s=\"3\"><v>" + serial + "</v></c>");
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "-2.50, true",
        "123456789012345, true",
        "1234567890123456, false",
        "NaN, false",
        "1E400, false"
    })
    void writesNumbersThatASpreadsheetKeeps(String value, boolean number) {
        var xml = new StringBuilder();
        XlsxCell.append(xml, "B2", value, Kind.NUMBER);
        assertThat(xml.toString().contains("<v>" + value + "</v>")).isEqualTo(number);
        assertThat(xml.toString().contains("inlineStr")).isNotEqualTo(number);
    }

    @Test
    void keepsTimesBeforeTheCalendarOfSpreadsheetsAsText() {
        var xml = new StringBuilder();
        XlsxCell.append(xml, "B2", "1900-02-28T00:00:00Z", Kind.TIME);
        assertThat(xml.toString()).contains("inlineStr", "1900-02-28T00:00:00Z");
    }

    @Test
    void cutsWhatNoCellHoldsAndSaysSo() throws IOException {
        Path file = write(row("a", "\uD83D\uDE00".repeat(20_000), "1", null));
        String cell = Workbooks.sheets(file)
                .getOrDefault("sample", List.of())
                .getLast()
                .get(1);
        assertThat(cell)
                .hasSizeLessThanOrEqualTo(XlsxCell.LONGEST)
                .endsWith("\uD83D\uDE00 [cut here: the CSV and JSON files have all 40000 characters]");
    }

    @Test
    void saysFirstWhatItIsAndHowManyRowsEachSheetHas() throws IOException {
        Map<String, List<List<String>>> sheets =
                Workbooks.sheets(write(row("a", "x", "1", null), row("b", "y", "2", null)));
        assertThat(sheets.keySet()).containsExactly("pack", "columns", "sample");
        assertThat(sheets.get("pack"))
                .contains(List.of("entity", "Meridian", "", "The bank."))
                .contains(List.of("sample", "sample.csv", "2", "Sample. What it means. One row: one row. All of it."));
        assertThat(sheets.get("columns")).contains(List.of("sample", "figure", "A figure."));
    }

    @Test
    void goesOnInAFurtherSheetWhereOneIsFull() throws IOException {
        Path file = directory.resolve("small.xlsx");
        try (XlsxBook book = new XlsxBook(Files.newOutputStream(file), 3)) {
            book.sheet("sample", COLUMNS);
            for (String key : List.of("a", "b", "c", "d", "e")) {
                book.row(row(key, "x", "1", null));
            }
            book.sheet("empty", COLUMNS);
            book.finish("Small", AS_OF);
        }
        Map<String, List<List<String>>> sheets = Workbooks.sheets(file);
        assertThat(sheets.keySet()).containsExactly("sample", "sample (2)", "sample (3)", "empty");
        assertThat(sheets.values())
                .allSatisfy(rows -> assertThat(rows.getFirst()).containsExactly("key", "text", "figure", "at"));
        assertThat(XlsxFile.count(file)).containsOnly(Map.entry("sample", 5L), Map.entry("empty", 0L));
    }

    @Test
    void givesTheSameBytesInAnotherZoneAndLanguage() throws Exception {
        Path here = Files.createDirectory(directory.resolve("here"));
        WideRegister.main(new String[] {here.toString(), "500"});
        Path there = Files.createDirectory(directory.resolve("there"));
        run(
                List.of(
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Duser.language=ar",
                        "-Duser.country=SA",
                        "-Dfile.encoding=ISO-8859-1"),
                there,
                500);
        assertThat(there.resolve(XlsxFile.NAME)).hasSameBinaryContentAs(here.resolve(XlsxFile.NAME));
        assertThat(there.resolve("wide.csv")).hasSameBinaryContentAs(here.resolve("wide.csv"));
        assertThat(Workbooks.sheets(here.resolve(XlsxFile.NAME)).get("wide"))
                .isEqualTo(Workbooks.csv(here.resolve("wide.csv")));
    }

    @Test
    void writesAHundredThousandRowsInSmallMemory() throws Exception {
        run(List.of("-Xmx64m"), directory, 100_000);
        assertThat(XlsxFile.count(directory.resolve(XlsxFile.NAME))).containsEntry("wide", 100_000L);
        assertThat(CsvFile.count(directory.resolve("wide.csv"))).isEqualTo(100_000);
    }

    @Test
    void stopsAPackWhoseWorkbookLacksARow() throws IOException {
        RegisterFile file = RegisterFile.write(
                        directory, List.of(spool(row("a", "x", "1", null), row("b", "y", "2", null))))
                .getFirst();
        PackFile workbook = XlsxFile.write(directory, List.of(), AS_OF, List.of(file));
        Registers whole = new Registers(List.of(file), workbook, List.of());
        Reconciliation.compare(directory, whole);

        try (XlsxBook book = new XlsxBook(Files.newOutputStream(directory.resolve(XlsxFile.NAME)))) {
            book.sheet("sample", COLUMNS);
            book.row(row("a", "x <row r=\"9\">", "1", null));
            book.finish("Short", AS_OF);
        }
        assertThatThrownBy(() -> Reconciliation.compare(directory, whole))
                .isInstanceOf(UnsoundPack.class)
                .hasMessage(
                        "registers.xlsx, sample should have 2 rows, and has 1 as read back. The pack is not sealed.");
    }

    private static void run(List<String> options, Path directory, int rows) throws Exception {
        Process process = new ProcessBuilder(Launched.command(
                        options, WideRegister.class.getName(), directory.toString(), String.valueOf(rows)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    private Path write(List<@Nullable String>... rows) throws IOException {
        List<RegisterFile> files = RegisterFile.write(directory, List.of(spool(rows)));
        XlsxFile.write(directory, List.of(row("entity", "Meridian", null, "The bank.")), AS_OF, files);
        return directory.resolve(XlsxFile.NAME);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    private Spool spool(List<@Nullable String>... rows) throws IOException {
        Register register = new Register(
                "sample",
                new Register.Definition("Sample", "What it means.", "one row", "a test", "All of it.", "SELECT"),
                List.of("key"),
                COLUMNS,
                Map.of());
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            for (List<@Nullable String> row : rows) {
                writer.row(row);
            }
            return writer.done();
        }
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Arrays.asList(values);
    }
}
