package io.exhibit.packs;

import io.exhibit.kernel.Written;
import io.exhibit.packs.pdf.PdfDocument;
import io.exhibit.packs.pdf.TableColumn;
import io.exhibit.packs.pdf.TableColumn.Look;
import io.exhibit.packs.pdf.TableWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A register as it is printed behind the narrative: its title, how many rows paper has of how many, where it begins. */
record Annex(String letter, RegisterFile file, String title, long printed, int firstPage) {

    /** More rows than anybody reads on paper, and than can be tagged in the memory at hand; the files always have all. */
    static final int MOST_ROWS = 10_000;

    static List<Annex> print(PdfDocument pdf, List<RegisterFile> files) throws IOException {
        List<Annex> annexes = new ArrayList<>();
        for (RegisterFile file : files) {
            String letter = letter(annexes.size());
            String title = "Annex " + letter + ". " + file.title();
            int firstPage = pdf.tablePages() + 1;
            annexes.add(new Annex(letter, file, title, rows(pdf, title, file), firstPage));
        }
        return annexes;
    }

    /** A to Z, then AA and so on. */
    static String letter(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letter(number / 26 - 1) + last;
    }

    private static long rows(PdfDocument pdf, String title, RegisterFile file) throws IOException {
        List<Column> columns = file.spool().register().columns();
        try (TableWriter table = pdf.table(title, notes(file), heads(columns))) {
            file.spool().each(values -> {
                if (table.rows() < MOST_ROWS) {
                    table.row(cells(table.rows() + 1, columns, values));
                }
            });
            return table.rows();
        }
    }

    private static List<String> notes(RegisterFile file) {
        Register.Definition words = file.spool().register().definition();
        long rows = file.spool().rows();
        List<String> notes = new ArrayList<>();
        notes.add(words.meaning() + " One row: " + words.unit() + ". " + words.periodLogic());
        notes.add(Written.count(rows, "row", "rows") + ", in the order of "
                + file.csv().path() + ", SHA-256 " + file.csv().sha256().hex() + ".");
        if (rows > MOST_ROWS) {
            notes.add("The first " + Written.count(MOST_ROWS) + " are printed here; the file has all of them.");
        }
        if (rows == 0) {
            notes.add("There is no such row. That alone is no proof of anything: see the completeness statement.");
        }
        return notes;
    }

    private static List<TableColumn> heads(List<Column> columns) {
        List<TableColumn> heads = new ArrayList<>();
        heads.add(new TableColumn("No.", 0.42f, Look.NUMBER));
        for (Column column : columns) {
            if (column.isPrinted()) {
                heads.add(new TableColumn(column.label(), column.share(), look(column.kind())));
            }
        }
        return heads;
    }

    private static Look look(Column.Kind kind) {
        return switch (kind) {
            case KEY, DIGEST -> Look.MONO;
            case TEXT, TIME, DAY -> Look.TEXT;
            case STRONG -> Look.STRONG;
            case NUMBER -> Look.NUMBER;
            case STATE -> Look.STATE;
        };
    }

    private static List<String> cells(int number, List<Column> columns, List<@Nullable String> values) {
        List<String> cells = new ArrayList<>();
        cells.add(String.format(Locale.ENGLISH, "%,d", number));
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isPrinted()) {
                cells.add(columns.get(i).paper(values.get(i)));
            }
        }
        return cells;
    }
}
