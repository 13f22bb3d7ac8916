package io.exhibit.findings;

import io.exhibit.kernel.Visible;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Writes well-formed SVG, one element after the other, and escapes whatever it is given. */
final class Pen {

    private final StringBuilder svg = new StringBuilder(2048);
    private final Deque<String> open = new ArrayDeque<>();
    private final boolean paper;

    /** On paper colours are written out as attributes; on the screen they are classes, so that light and dark work. */
    Pen(boolean paper) {
        this.paper = paper;
    }

    Pen open(String element, Object... attributes) {
        start(element, attributes);
        svg.append('>');
        open.push(element);
        return this;
    }

    /** A picture for a printed page, with what stands for it where it cannot be seen; sizes in CSS pixels. */
    Pen sheet(double width, double height, String title, String words) {
        open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "font-family",
                "Source Sans 3",
                "role",
                "img",
                "alt",
                words);
        return element("title", title).element("desc", words);
    }

    Pen shape(String element, Ink ink, Object... attributes) {
        start(element, attributes);
        ink(ink);
        svg.append("/>");
        return this;
    }

    /** A rectangle filled with the hatching of what is overdue, which the head of the picture on a page holds. */
    Pen hatched(Object... place) {
        Object[] attributes = Arrays.copyOf(place, place.length + 2);
        attributes[place.length] = "fill";
        attributes[place.length + 1] = "url(#" + TimelinePicture.HATCH + ")";
        return open("rect", attributes).close();
    }

    Pen element(String element, String text) {
        svg.append('<').append(element).append('>');
        escape(text);
        svg.append("</").append(element).append('>');
        return this;
    }

    Pen text(String text, Ink ink, Object... attributes) {
        start("text", attributes);
        ink(ink);
        svg.append('>');
        escape(text);
        svg.append("</text>");
        return this;
    }

    Pen close() {
        svg.append("</").append(open.pop()).append('>');
        return this;
    }

    Drawing drawing() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Left open: " + open);
        }
        return new Drawing(svg.toString());
    }

    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void start(String element, Object... attributes) {
        svg.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i].toString(), attributes[i + 1]);
        }
    }

    private void attribute(String name, Object value) {
        svg.append(' ').append(name).append("=\"");
        escape(value instanceof Double figure ? number(figure) : value.toString());
        svg.append('"');
    }

    private void ink(Ink ink) {
        if (!paper) {
            attribute("class", ink.className());
            return;
        }
        ink.onPaper().forEach(this::attribute);
    }

    /** Characters that XML cannot hold, or that mislead a reader, are written out first. */
    private void escape(String text) {
        String shown = Visible.line(text);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> svg.append("&amp;");
                case '<' -> svg.append("&lt;");
                case '>' -> svg.append("&gt;");
                case '"' -> svg.append("&quot;");
                case '\'' -> svg.append("&#39;");
                default -> svg.append(c);
            }
        }
    }
}
