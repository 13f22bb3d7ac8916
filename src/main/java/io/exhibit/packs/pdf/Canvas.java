package io.exhibit.packs.pdf;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;

/** Draws on one page: text that belongs to a structure element, and everything else as an artifact. */
final class Canvas implements AutoCloseable {

    private final PDPageContentStream content;
    private final Typefaces faces;

    private Canvas(PDPageContentStream content, Typefaces faces) {
        this.content = content;
        this.faces = faces;
    }

    static Canvas fresh(PDDocument document, PDPage page, Typefaces faces) throws IOException {
        if (page.getResources() == null) {
            page.setResources(new PDResources());
        }
        return new Canvas(new PDPageContentStream(document, page, AppendMode.OVERWRITE, true, false), faces);
    }

    /** Draws over a page that is finished, from a clean graphics state. */
    static Canvas over(PDDocument document, PDPage page, Typefaces faces) throws IOException {
        return new Canvas(new PDPageContentStream(document, page, AppendMode.APPEND, true, true), faces);
    }

    /** Draws what pages can refer to. */
    static Canvas in(PDDocument document, PDAppearanceStream form, Typefaces faces) throws IOException {
        return new Canvas(new PDPageContentStream(document, form), faces);
    }

    void tagged(COSDictionary element, int mark) throws IOException {
        content.beginMarkedContent(COSName.getPDFName(String.valueOf(element.getNameAsString(COSName.S))), mark);
    }

    void artifact() throws IOException {
        content.beginMarkedContent(COSName.getPDFName("Artifact"));
    }

    void end() throws IOException {
        content.endMarkedContent();
    }

    void text(Style style, float x, float y, String line) throws IOException {
        lines(style, x, y, List.of(line));
    }

    /** Lines of printable text, the first with its baseline at y, each further one a leading lower. */
    void lines(Style style, float x, float y, List<String> lines) throws IOException {
        content.beginText();
        content.setFont(faces.of(style.face()).font(), style.size());
        content.setNonStrokingColor(
                style.ink().red(), style.ink().green(), style.ink().blue());
        content.setLeading(style.leading());
        content.newLineAtOffset(x, y);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                content.newLine();
            }
            content.showText(lines.get(i));
        }
        content.endText();
    }

    void fill(Ink ink, float x, float y, float width, float height) throws IOException {
        content.setNonStrokingColor(ink.red(), ink.green(), ink.blue());
        content.addRect(x, y, width, height);
        content.fill();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    record Style(Face face, float size, Ink ink) {
        float leading() {
            return size * 1.28f;
        }
    }
}
