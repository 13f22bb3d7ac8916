package io.exhibit.packs.pdf;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Heads and feet of every page, stamped when the number of pages is known; the first page, the cover, has only the mark. */
final class RunningHeads {

    private static final Canvas.Style HEAD = new Canvas.Style(Face.TEXT, 7.8f, Ink.SOFT);
    private static final Canvas.Style MARK = new Canvas.Style(Face.HEADING, 8.2f, Ink.SOON);
    private static final float BAND = 18;

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
                } else {
                    bar(canvas, page);
                }
                mark(canvas, page);
                canvas.end();
            }
        }
    }

    private void headAndFoot(Canvas canvas, PDPage page, String folio) throws IOException {
        float width = page.getMediaBox().getWidth();
        float top = page.getMediaBox().getHeight() - 36;
        // The narrative's margin, or that of the tables on their wider pages.
        float edge = width > page.getMediaBox().getHeight() ? TableLayout.LEFT : 48;
        left(canvas, edge, top, texts.headLeft());
        right(canvas, width - edge, top, texts.headRight());
        canvas.fill(Ink.HAIR, edge, top - 6, width - 2 * edge, 0.5f);
        left(canvas, edge, 26, texts.footLeft());
        right(canvas, width - edge, 26, folio);
    }

    private void bar(Canvas canvas, PDPage page) throws IOException {
        float top = page.getMediaBox().getHeight() - (texts.mark().isEmpty() ? 0 : BAND);
        canvas.fill(Ink.ACCENT, 0, top - BAND, page.getMediaBox().getWidth(), BAND);
    }

    private void mark(Canvas canvas, PDPage page) throws IOException {
        if (texts.mark().isEmpty()) {
            return;
        }
        float width = page.getMediaBox().getWidth();
        float bottom = page.getMediaBox().getHeight() - BAND;
        canvas.fill(Ink.SOON_TINT, 0, bottom, width, BAND);
        Typeface face = faces.of(MARK.face());
        String text = face.printable(texts.mark());
        canvas.text(MARK, (width - face.width(text, MARK.size())) / 2, bottom + 5.6f, text);
    }

    private void left(Canvas canvas, float x, float y, String text) throws IOException {
        canvas.text(HEAD, x, y, faces.of(HEAD.face()).printable(text));
    }

    private void right(Canvas canvas, float end, float y, String text) throws IOException {
        Typeface face = faces.of(HEAD.face());
        String printable = face.printable(text);
        canvas.text(HEAD, end - face.width(printable, HEAD.size()), y, printable);
    }
}
