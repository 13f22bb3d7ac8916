package io.exhibit.packs.pdf;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Heads and feet of every page, stamped when the number of pages is known; the first page, the cover, has only the mark. */
final class RunningHeads {

    private static final Canvas.Style HEAD = new Canvas.Style(Face.TEXT, 7.8f, Ink.SOFT);
    private static final Canvas.Style MARK = new Canvas.Style(Face.HEADING, 8.2f, Ink.SOON);
    private static final float EDGE = 42;

    private final PDDocument document;
    private final Typefaces faces;
    private final HeadTexts texts;

    RunningHeads(PDDocument document, Typefaces faces, HeadTexts texts) {
        this.document = document;
        this.faces = faces;
        this.texts = texts;
    }

    void stamp() throws IOException {
        int count = document.getNumberOfPages();
        int number = 0;
        for (PDPage page : document.getPages()) {
            number++;
            try (Canvas canvas = Canvas.over(document, page, faces)) {
                canvas.artifact();
                if (number > 1) {
                    headAndFoot(canvas, page, "Page " + number + " of " + count);
                }
                mark(canvas, page);
                canvas.end();
            }
        }
    }

    private void headAndFoot(Canvas canvas, PDPage page, String folio) throws IOException {
        float width = page.getMediaBox().getWidth();
        float top = page.getMediaBox().getHeight() - 36;
        left(canvas, top, texts.headLeft());
        right(canvas, top, width, texts.headRight());
        canvas.fill(Ink.HAIR, EDGE, top - 6, width - 2 * EDGE, 0.5f);
        left(canvas, 26, texts.footLeft());
        right(canvas, 26, width, folio);
    }

    private void mark(Canvas canvas, PDPage page) throws IOException {
        if (texts.mark().isEmpty()) {
            return;
        }
        float width = page.getMediaBox().getWidth();
        float bottom = page.getMediaBox().getHeight() - 18;
        canvas.fill(Ink.SOON_TINT, 0, bottom, width, 18);
        Typeface face = faces.of(MARK.face());
        String text = face.printable(texts.mark());
        canvas.text(MARK, (width - face.width(text, MARK.size())) / 2, bottom + 5.6f, text);
    }

    private void left(Canvas canvas, float y, String text) throws IOException {
        canvas.text(HEAD, EDGE, y, faces.of(HEAD.face()).printable(text));
    }

    private void right(Canvas canvas, float y, float width, String text) throws IOException {
        Typeface face = faces.of(HEAD.face());
        String printable = face.printable(text);
        canvas.text(HEAD, width - EDGE - face.width(printable, HEAD.size()), y, printable);
    }
}
