package io.exhibit.packs.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** One typeface in one document: how wide its characters are, and how a text breaks into lines. */
final class Typeface {

    private static final int BMP = 0x10000;
    private static final String BREAK_AFTER = " /-,;:@_=&?.)|";

    private final PDFont font;
    private final short[] advances = new short[BMP];
    private final char fallback;

    private Typeface(PDFont font, TrueTypeFont source) throws IOException {
        this.font = font;
        CmapLookup glyphs = source.getUnicodeCmapLookup();
        float scale = 1000f / source.getUnitsPerEm();
        for (int character = 0; character < BMP; character++) {
            int glyph = glyphs.getGlyphId(character);
            advances[character] = glyph == 0 ? -1 : (short) Math.round(source.getAdvanceWidth(glyph) * scale);
        }
        this.fallback = advances['\u25A1'] >= 0 ? '\u25A1' : '?';
    }

    static Typeface embed(PDDocument document, TrueTypeFont source) throws IOException {
        // With glyph substitution on, PDFBox writes ligatures and a search for "effective" finds nothing.
        source.setEnableGsub(false);
        return new Typeface(PDType0Font.load(document, source, true), source);
    }

    PDFont font() {
        return font;
    }

    /** The text with every character that the typeface lacks replaced by one it has. */
    String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (advances[text.charAt(i)] < 0) {
                return replaced(text);
            }
        }
        return text;
    }

    private String replaced(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints().forEach(point -> result.append(printable(point)));
        return result.toString();
    }

    private char printable(int point) {
        if (point < BMP && advances[point] >= 0) {
            return (char) point;
        }
        return Character.isWhitespace(point) || Character.isSpaceChar(point) ? ' ' : fallback;
    }

    /** How wide a printable text is, in points. */
    float width(CharSequence text, float size) {
        int total = 0;
        for (int i = 0; i < text.length(); i++) {
            total += advances[text.charAt(i)];
        }
        return total * size / 1000f;
    }

    /** Breaks a printable text into lines no wider than asked: at spaces and punctuation, or anywhere when a word is too long. */
    List<String> wrap(String text, float size, float width) {
        List<String> lines = new ArrayList<>(2);
        float limit = width * 1000f / size;
        int start = 0;
        int opportunity = 0;
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            used += advances[character];
            if (used > limit && i > start && character != ' ') {
                int end = opportunity > start ? opportunity : i;
                lines.add(text.substring(start, end).stripTrailing());
                start = end;
                used = sum(text, start, i + 1);
            }
            if (BREAK_AFTER.indexOf(character) >= 0) {
                opportunity = i + 1;
            }
        }
        lines.add(text.substring(start).stripTrailing());
        return lines;
    }

    private int sum(String text, int from, int to) {
        int total = 0;
        for (int i = from; i < to; i++) {
            total += advances[text.charAt(i)];
        }
        return total;
    }
}
