package io.exhibit.packs;

import io.exhibit.kernel.Written;
import io.exhibit.packs.pdf.PdfDocument;
import io.exhibit.packs.pdf.TableColumn;
import io.exhibit.packs.pdf.TableColumn.Look;
import io.exhibit.packs.pdf.TableWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A register as it is printed behind the narrative: its title, how many rows paper has of how many, where it begins. */
record Annex(String letter, RegisterFile file, String title, long printed, int firstPage) {

    // More rows than anybody reads on paper, and than can be tagged in the memory at hand; the files always have all.
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_ROWS_TOGETHER = 20_000;

    static List<Annex> print(PdfDocument pdf, List<RegisterFile> files) throws IOException {
        List<Annex> annexes = new ArrayList<>();
        List<Long> room = room(files.stream().map(file -> file.spool().rows()).toList());
        for (RegisterFile file : files) {
            String letter = letter(annexes.size());
            String title = "Annex " + letter + ". " + file.title();
            int firstPage = pdf.tablePages() + 1;
            long most = room.get(annexes.size());
            annexes.add(new Annex(letter, file, title, rows(pdf, title, file, most), firstPage));
        }
        return annexes;
    }

    /** How many rows of each register are printed: the small ones whole, what is left shared out evenly among the others. */
    static List<Long> room(List<Long> rows) {
        List<Long> room = new ArrayList<>(Collections.nCopies(rows.size(), 0L));
        List<Integer> bySize = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing(rows::get))
                .toList();
        long left = MOST_ROWS_TOGETHER;
        for (int i = 0; i < bySize.size(); i++) {
            int register = bySize.get(i);
            long share = Math.min(MOST_ROWS, left / (bySize.size() - i));
            room.set(register, Math.min(rows.get(register), share));
            left -= room.get(register);
        }
        return room;
    }

    /** How many rows should have been printed. */
    static List<Long> expected(List<Annex> annexes) {
        return room(annexes.stream().map(annex -> annex.file().spool().rows()).toList());
    }

    /** A to Z, then AA and so on. */
    static String letter(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letter(number / 26 - 1) + last;
    }

    private static long rows(PdfDocument pdf, String title, RegisterFile file, long most) throws IOException {
        List<Column> columns = file.spool().register().columns();
        try (TableWriter table = pdf.table(title, notes(file, most), heads(columns))) {
            file.spool().each(values -> {
                if (table.rows() < most) {
                    table.row(cells(table.rows() + 1, columns, values));
                }
            });
            return table.rows();
        }
    }

    private static List<String> notes(RegisterFile file, long most) {
        Register.Definition words = file.spool().register().definition();
        long rows = file.spool().rows();
        List<String> notes = new ArrayList<>();
        notes.add(words.meaning() + " One row: " + words.unit() + ". " + words.periodLogic());
        notes.add(Written.count(rows, "row", "rows") + ", in the order of "
                + file.csv().path() + ", SHA-256 " + file.csv().sha256().hex() + ".");
        if (rows > most) {
            notes.add("The first " + Written.count(most) + " are printed here; the file has all of them.");
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
