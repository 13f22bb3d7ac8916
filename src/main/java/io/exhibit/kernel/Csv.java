package io.exhibit.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes lines of CSV (RFC 4180): every cell quoted, nothing hidden in it, and nothing that a spreadsheet would run as a formula. */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;

    public Csv(Writer out) {
        this.out = out;
    }

    /** One line; null is an empty cell, instants are written as ISO 8601 in UTC. */
    public void line(List<? extends @Nullable Object> cells) {
        try {
            out.write(cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** A text that begins like a formula, led in by an apostrophe: what scanners and sensors say is not ours. */
    public static String plain(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : Visible.text(value.toString());
        return '"' + plain(text).replace("\"", "\"\"") + '"';
    }
}
