package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The registers of a pack as one workbook for people: what it is, what its columns mean, and a sheet of each register. */
final class XlsxFile {

    static final String NAME = "registers.xlsx";

    private static final List<Column> PACK = List.of(
            new Column("what", STRONG, "What is told, or the sheet of a register."),
            new Column("value", TEXT, "What is so, or the file with the same rows."),
            new Column("rows", NUMBER, "How many rows that register has, on all of its sheets."),
            new Column("meaning", TEXT, "How it is to be read."));
    private static final List<Column> COLUMNS = List.of(
            new Column("sheet", STRONG, "The sheet that has the column."),
            new Column("column", STRONG, "Its name."),
            new Column("meaning", TEXT, "What it holds."));

    private static final Pattern SHEET = Pattern.compile("<sheet name=\"([^\"(]+?)(?: \\(\\d+\\))?\"");
    private static final byte[] ROW = "<row ".getBytes(StandardCharsets.US_ASCII);

    private XlsxFile() {}

    static PackFile write(Path root, List<List<@Nullable String>> facts, Instant created, List<RegisterFile> files)
            throws IOException {
        DigestingFile file = DigestingFile.create(root, NAME);
        long rows = 0;
        try (XlsxBook book = new XlsxBook(file)) {
            pack(book, facts, files);
            columns(book, files);
            for (RegisterFile register : files) {
                Spool spool = register.spool();
                book.sheet(sheet(spool), spool.register().columns());
                spool.each(book::row);
                rows += spool.rows();
            }
            book.finish("Registers of an evidence pack", created);
        }
        return file.written(rows);
    }

    private static void pack(XlsxBook book, List<List<@Nullable String>> facts, List<RegisterFile> files)
            throws IOException {
        book.sheet("pack", PACK);
        for (List<@Nullable String> fact : facts) {
            book.row(fact);
        }
        for (RegisterFile file : files) {
            Register.Definition words = file.spool().register().definition();
            book.row(List.of(
                    sheet(file.spool()),
                    file.csv().path(),
                    String.valueOf(file.spool().rows()),
                    words.title() + ". " + words.meaning() + " One row: " + words.unit() + ". " + words.periodLogic()));
        }
    }

    private static void columns(XlsxBook book, List<RegisterFile> files) throws IOException {
        book.sheet("columns", COLUMNS);
        for (RegisterFile file : files) {
            for (Column column : file.spool().register().columns()) {
                book.row(List.of(sheet(file.spool()), column.name(), column.meaning()));
            }
        }
    }

    /** The sheet of a register; its name in the pack, as far as a sheet may be called that. */
    static String sheet(Spool spool) {
        return spool.register().name().replace('/', ' ');
    }

    /** Reads a workbook back and counts the rows of each list, the heads left out; what goes on in a further sheet is added up. */
    static Map<String, Long> count(Path file) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Matcher sheet = SHEET.matcher(text(zip, "xl/workbook.xml"));
            for (int number = 1; sheet.find(); number++) {
                rows.merge(sheet.group(1), rows(zip, "xl/worksheets/sheet" + number + ".xml") - 1, Long::sum);
            }
        }
        return rows;
    }

    private static String text(ZipFile zip, String part) throws IOException {
        try (InputStream in = open(zip, part)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(ZipFile zip, String part) throws IOException {
        return zip.getInputStream(Objects.requireNonNull(zip.getEntry(part), part));
    }

    /** No text of a cell has a less-than sign in it: it is written as an entity. */
    private static long rows(ZipFile zip, String part) throws IOException {
        long rows = 0;
        int matched = 0;
        try (InputStream in = new BufferedInputStream(open(zip, part), 1 << 16)) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                matched = octet == ROW[matched] ? matched + 1 : octet == ROW[0] ? 1 : 0;
                if (matched == ROW.length) {
                    rows++;
                    matched = 0;
                }
            }
        }
        return rows;
    }
}
