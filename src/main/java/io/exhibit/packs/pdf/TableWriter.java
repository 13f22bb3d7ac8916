package io.exhibit.packs.pdf;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/** Prints a table of any length, a page at a time: rows stream through, only their structure stays in memory. */
public final class TableWriter implements AutoCloseable {

    private static final float PADDING = 2.5f;
    private static final Canvas.Style TITLE = new Canvas.Style(Face.HEADING, 15, Ink.PLAIN);
    private static final Canvas.Style NOTE = new Canvas.Style(Face.TEXT, 8.6f, Ink.SOFT);

    private final PDDocument document;
    private final Typefaces faces;
    private final Tags tags;
    private final List<PDPage> pages;
    private final TableLayout layout;
    private final COSDictionary table;
    private @Nullable Canvas canvas;
    private float y;
    private int rows;
    private boolean headed;

    TableWriter(PdfDocument pdf, String title, List<String> notes, List<TableColumn> columns) throws IOException {
        this.document = pdf.document();
        this.faces = pdf.faces();
        this.tags = pdf.tags();
        this.pages = pdf.annexPages();
        this.layout = new TableLayout(columns, faces);
        COSDictionary section = tags.section(title);
        turn();
        paragraph(tags.element("H1", section), TITLE, title);
        for (String note : notes) {
            paragraph(tags.element("P", section), NOTE, note);
        }
        y -= 6;
        this.table = tags.element("Table", section);
        header();
    }

    public void row(List<String> texts) throws IOException {
        List<TableLayout.Cell> cells = layout.row(texts);
        float height = height(cells);
        if (y - height < TableLayout.BOTTOM) {
            turn();
            header();
        }
        COSDictionary row = tags.element("TR", table);
        for (int i = 0; i < cells.size(); i++) {
            write(i == 0 ? tags.rowHeader(row) : tags.element("TD", row), cells.get(i));
        }
        below(height, Ink.HAIR);
        rows++;
    }

    public int rows() {
        return rows;
    }

    private void header() throws IOException {
        List<TableLayout.Cell> cells = layout.header();
        float height = height(cells);
        if (headed) {
            current().artifact();
            for (TableLayout.Cell cell : cells) {
                current().lines(cell.style(), cell.left(), baseline(cell), cell.lines());
            }
            current().end();
        } else {
            COSDictionary row = tags.element("TR", table);
            for (TableLayout.Cell cell : cells) {
                write(tags.columnHeader(row), cell);
            }
            headed = true;
        }
        below(height, Ink.RULE);
    }

    private void write(COSDictionary element, TableLayout.Cell cell) throws IOException {
        current().tagged(element, tags.mark(element));
        current().lines(cell.style(), cell.left(), baseline(cell), cell.lines());
        current().end();
    }

    private float baseline(TableLayout.Cell cell) {
        return y - PADDING - cell.style().size();
    }

    private void below(float height, Ink ink) throws IOException {
        y -= height;
        current().artifact();
        current().fill(ink, TableLayout.LEFT, y, TableLayout.WIDTH, 0.5f);
        current().end();
    }

    private static float height(List<TableLayout.Cell> cells) {
        float height = 0;
        for (TableLayout.Cell cell : cells) {
            height = Math.max(height, cell.height());
        }
        return height + 2 * PADDING;
    }

    private void paragraph(COSDictionary element, Canvas.Style style, String text) throws IOException {
        Typeface face = faces.of(style.face());
        List<String> lines = face.wrap(face.printable(text), style.size(), TableLayout.WIDTH);
        current().tagged(element, tags.mark(element));
        current().lines(style, TableLayout.LEFT, y - style.size(), lines);
        current().end();
        y -= lines.size() * style.leading() + 3;
    }

    private void turn() throws IOException {
        close();
        PDPage page = new PDPage(TableLayout.PAGE);
        pages.add(page);
        tags.begin(page);
        canvas = Canvas.fresh(document, page, faces);
        y = TableLayout.TOP;
    }

    private Canvas current() {
        Canvas open = canvas;
        if (open == null) {
            throw new IllegalStateException("The table is closed");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        Canvas open = canvas;
        if (open != null) {
            canvas = null;
            open.close();
        }
    }
}
