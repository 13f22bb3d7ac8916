package io.exhibit.packs.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** The table of those who signed, printed into the room that the style sheet keeps below the heading of page 2. */
final class SignOffTable {

    static final float LEFT = 48;

    /** The page's margin and its heading, as report.css has them. */
    private static final float ABOVE = 62 + 40;

    private static final float PADDING = 4;
    private static final int MOST_LINES = 9;
    private static final List<String> HEADS = List.of("Part", "Who", "Stands by", "When");
    private static final float[] WIDTHS = {58, 118, 224, 99};
    private static final Canvas.Style HEAD = new Canvas.Style(Face.STRONG, 8.2f, Ink.SOFT);
    private static final Canvas.Style CELL = new Canvas.Style(Face.TEXT, 8.4f, Ink.PLAIN);

    private final PDDocument document;
    private final PDPage page;
    private final Typefaces faces;
    private final COSArray elements;
    private float y;

    SignOffTable(PDDocument document, PDPage page, Typefaces faces) {
        this.document = document;
        this.page = page;
        this.faces = faces;
        this.elements = Drafts.elements(document, page);
        this.y = top(page);
    }

    static float top(PDPage page) {
        return page.getMediaBox().getHeight() - ABOVE;
    }

    void print(List<SignOffLine> lines) throws IOException {
        COSDictionary table = behindTheHeading();
        try (Canvas canvas = Canvas.over(document, page, faces)) {
            row(canvas, table, HEADS, true);
            for (SignOffLine line : lines) {
                row(canvas, table, List.of(line.part(), line.who(), line.statement(), line.when()), false);
            }
        }
    }

    /** In the order of reading it follows the first heading of the page. */
    private COSDictionary behindTheHeading() {
        COSDictionary heading = (COSDictionary) Objects.requireNonNull(elements.getObject(0));
        COSDictionary parent = parent(heading);
        while (!"H1".equals(heading.getNameAsString(COSName.S)) && parent(parent) != null) {
            heading = parent;
            parent = parent(heading);
        }
        COSDictionary table = element("Table", parent);
        COSArray kids = kids(parent);
        int place = kids.indexOfObject(heading);
        kids.add(place < 0 ? kids.size() : place + 1, table);
        return table;
    }

    private static COSDictionary parent(COSDictionary element) {
        return element.getCOSDictionary(COSName.P);
    }

    private static COSArray kids(COSDictionary parent) {
        if (parent.getDictionaryObject(COSName.K) instanceof COSArray array) {
            return array;
        }
        COSArray array = new COSArray();
        if (parent.getItem(COSName.K) != null) {
            array.add(parent.getItem(COSName.K));
        }
        parent.setItem(COSName.K, array);
        return array;
    }

    private static COSDictionary element(String type, COSDictionary parent) {
        COSDictionary element = new COSDictionary();
        element.setItem(COSName.S, COSName.getPDFName(type));
        element.setItem(COSName.P, parent);
        return element;
    }

    private static COSDictionary add(String type, COSDictionary parent) {
        COSDictionary element = element(type, parent);
        kids(parent).add(element);
        return element;
    }

    private void row(Canvas canvas, COSDictionary table, List<String> texts, boolean head) throws IOException {
        COSDictionary row = add("TR", table);
        Canvas.Style style = head ? HEAD : CELL;
        int most = 1;
        float x = LEFT;
        y -= PADDING + style.size();
        for (int i = 0; i < texts.size(); i++) {
            List<String> lines = wrapped(texts.get(i), style, WIDTHS[i] - 8);
            COSDictionary cell = cell(head, i == 0, row);
            canvas.tagged(cell, mark(cell));
            canvas.lines(style, x, y, lines);
            canvas.end();
            most = Math.max(most, lines.size());
            x += WIDTHS[i];
        }
        y -= (most - 1) * style.leading() + PADDING;
        canvas.artifact();
        canvas.fill(head ? Ink.RULE : Ink.HAIR, LEFT, y, x - LEFT, head ? 0.8f : 0.5f);
        canvas.end();
    }

    private static COSDictionary cell(boolean head, boolean first, COSDictionary row) {
        COSDictionary cell = add(head || first ? "TH" : "TD", row);
        if (head || first) {
            cell.setItem(COSName.A, scope(head ? "Column" : "Row"));
        }
        return cell;
    }

    private List<String> wrapped(String text, Canvas.Style style, float width) {
        Typeface face = faces.of(style.face());
        List<String> lines = face.wrap(face.printable(text), style.size(), width);
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, MOST_LINES));
        cut.set(MOST_LINES - 1, cut.getLast() + " ...");
        return cut;
    }

    private int mark(COSDictionary element) {
        int number = elements.size();
        elements.add(element);
        element.setItem(COSName.PG, page.getCOSObject());
        element.setItem(COSName.K, COSInteger.get(number));
        return number;
    }

    private static COSDictionary scope(String direction) {
        COSDictionary scope = new COSDictionary();
        scope.setItem(COSName.O, COSName.getPDFName("Table"));
        scope.setItem(COSName.getPDFName("Scope"), COSName.getPDFName(direction));
        return scope;
    }
}
