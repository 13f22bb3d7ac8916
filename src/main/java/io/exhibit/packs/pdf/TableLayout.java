package io.exhibit.packs.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Where the columns of a printed table stand on a landscape page, and how a row's texts break into lines. */
final class TableLayout {

    static final PDRectangle PAGE = new PDRectangle(841.89f, 595.28f);
    static final float SIZE = 7.6f;
    static final float LEFT = 42;
    static final float TOP = PAGE.getHeight() - 58;
    static final float BOTTOM = 46;
    static final float WIDTH = PAGE.getWidth() - 2 * LEFT;

    private static final float GAP = 9;
    private static final int MOST_LINES = 10;

    private final List<TableColumn> columns;
    private final Typefaces faces;
    private final float[] lefts;
    private final float[] widths;

    TableLayout(List<TableColumn> columns, Typefaces faces) {
        this.columns = columns;
        this.faces = faces;
        this.lefts = new float[columns.size()];
        this.widths = new float[columns.size()];
        float shares = 0;
        for (TableColumn column : columns) {
            shares += column.share();
        }
        float left = LEFT;
        for (int i = 0; i < columns.size(); i++) {
            float width = WIDTH * columns.get(i).share() / shares;
            lefts[i] = left;
            widths[i] = width - (i == columns.size() - 1 ? 0 : GAP);
            left += width;
        }
    }

    List<Cell> header() {
        List<Cell> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            cells.add(cell(i, column, new Canvas.Style(Face.STRONG, SIZE - 0.3f, Ink.SOFT), column.label()));
        }
        return cells;
    }

    List<Cell> row(List<String> texts) {
        if (texts.size() != columns.size()) {
            throw new IllegalArgumentException(texts.size() + " cells for " + columns.size() + " columns");
        }
        List<Cell> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            cells.add(cell(i, column, column.style(texts.get(i)), texts.get(i)));
        }
        return cells;
    }

    private Cell cell(int i, TableColumn column, Canvas.Style style, String text) {
        Typeface face = faces.of(style.face());
        List<String> lines = face.wrap(face.printable(text), style.size(), widths[i]);
        if (lines.size() > MOST_LINES) {
            lines = new ArrayList<>(lines.subList(0, MOST_LINES));
            String last = lines.getLast();
            lines.set(MOST_LINES - 1, last.substring(0, Math.max(0, last.length() - 2)) + "\u2026");
        }
        boolean right = column.look() == TableColumn.Look.NUMBER;
        float shift = right ? widths[i] - face.width(lines.getFirst(), style.size()) : 0;
        return new Cell(lefts[i] + shift, style, lines);
    }

    /** A cell laid out: where its text begins, how it looks, its lines. */
    record Cell(float left, Canvas.Style style, List<String> lines) {
        float height() {
            return lines.size() * style.leading();
        }
    }
}
