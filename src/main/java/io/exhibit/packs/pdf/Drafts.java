package io.exhibit.packs.pdf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.util.Matrix;

/**
 * Marks a document as a draft, and takes the marks out again. Each mark is one drawing that the pages refer to, so that a finished document
 * differs from its draft in nothing but these drawings and the table of those who signed.
 */
public final class Drafts {

    private static final COSName ACROSS = COSName.getPDFName("DraftMark");
    private static final COSName NOTE = COSName.getPDFName("DraftNote");
    private static final Canvas.Style WORD = new Canvas.Style(Face.HEADING, 150, Ink.DRAFT);
    private static final Canvas.Style LINE = new Canvas.Style(Face.HEADING, 17, Ink.DRAFT);
    private static final Canvas.Style WORDS = new Canvas.Style(Face.STRONG, 10, Ink.SOON);
    private static final double SLOPE = Math.toRadians(50);
    private static final float HALF = 330;

    /** The page with the names. */
    private static final int PAGE = 1;

    private Drafts() {}

    static void mark(PDDocument document, Typefaces faces, DraftMark mark) throws IOException {
        PDAppearanceStream across = form(document, new PDRectangle(-HALF, -HALF, 2 * HALF, 2 * HALF));
        try (Canvas canvas = Canvas.in(document, across, faces)) {
            middle(canvas, faces, WORD, 0, mark.word());
            middle(canvas, faces, LINE, -40, mark.line());
        }
        for (PDPage page : document.getPages()) {
            put(document, page, ACROSS, across, middle(page));
        }
        PDAppearanceStream note = form(document, new PDRectangle(0, 0, 500, 20));
        try (Canvas canvas = Canvas.in(document, note, faces)) {
            canvas.text(WORDS, 0, 5, faces.of(WORDS.face()).printable(mark.note()));
        }
        PDPage page = document.getPage(PAGE);
        put(document, page, NOTE, note, Matrix.getTranslateInstance(SignOffTable.LEFT, SignOffTable.top(page) - 20));
    }

    private static Matrix middle(PDPage page) {
        PDRectangle box = page.getMediaBox();
        return Matrix.getRotateInstance(SLOPE, box.getWidth() / 2, box.getHeight() / 2);
    }

    private static void middle(Canvas canvas, Typefaces faces, Canvas.Style style, float y, String text)
            throws IOException {
        Typeface face = faces.of(style.face());
        String printable = face.printable(text);
        canvas.text(style, -face.width(printable, style.size()) / 2, y, printable);
    }

    private static PDAppearanceStream form(PDDocument document, PDRectangle box) {
        PDAppearanceStream form = new PDAppearanceStream(document);
        form.setBBox(box);
        form.setResources(new PDResources());
        return form;
    }

    /** Below what is on the page, so that all of it can be read. */
    private static void put(PDDocument document, PDPage page, COSName name, PDFormXObject form, Matrix place)
            throws IOException {
        page.getResources().put(name, form);
        try (var content = new PDPageContentStream(document, page, AppendMode.PREPEND, true, false)) {
            content.beginMarkedContent(COSName.ARTIFACT);
            content.saveGraphicsState();
            content.transform(place);
            content.drawForm(form);
            content.restoreGraphicsState();
            content.endMarkedContent();
        }
    }

    /** Writes the document without its marks and with those who signed. */
    public static void finish(Path draft, Path finished, List<SignOffLine> lines, Imprint imprint) throws IOException {
        var file = new RandomAccessReadBufferedFile(draft);
        try (PDDocument document = Loader.loadPDF(file, IOUtils.createTempFileOnlyStreamCache());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(finished))) {
            PDPage page = document.getPage(PAGE);
            empty(page, ACROSS);
            empty(page, NOTE);
            new SignOffTable(document, page, new Typefaces(document)).print(lines);
            imprint.onto(document);
            document.save(out, PdfDocument.COMPRESSION);
        }
    }

    private static void empty(PDPage page, COSName name) throws IOException {
        var form = (PDFormXObject) Objects.requireNonNull(page.getResources().getXObject(name), name.getName());
        form.setResources(new PDResources());
        try (OutputStream nothing = form.getCOSObject().createOutputStream(COSName.FLATE_DECODE)) {
            nothing.flush();
        }
    }

    /** The elements of a page in the order of their marks. */
    static COSArray elements(PDDocument document, PDPage page) {
        COSDictionary root = Objects.requireNonNull(
                        document.getDocumentCatalog().getStructureTreeRoot(), "no structure tree")
                .getCOSObject();
        COSArray numbers = Objects.requireNonNull(Objects.requireNonNull(root.getCOSDictionary(COSName.PARENT_TREE))
                .getCOSArray(COSName.NUMS));
        for (int i = 0; i < numbers.size(); i += 2) {
            if (numbers.getInt(i) == page.getStructParents()) {
                return (COSArray) Objects.requireNonNull(numbers.getObject(i + 1));
            }
        }
        throw new IllegalStateException("The page is in no structure");
    }
}
