package io.exhibit.findings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes lines of CSV (RFC 4180) that a spreadsheet cannot mistake for formulas. */
final class FindingCsv {

    private final Writer out;

    FindingCsv(Writer out) {
        this.out = out;
    }

    void line(List<?> cells) {
        var line = new StringBuilder();
        for (Object cell : cells) {
            if (!line.isEmpty()) {
                line.append(',');
            }
            line.append('"').append(safe(text(cell)).replace("\"", "\"\"")).append('"');
        }
        write(line.append("\r\n").toString());
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String text(@Nullable Object cell) {
        return cell instanceof Instant at ? at.toString() : cell == null ? "" : cell.toString();
    }

    /** A cell that begins like a formula is led in by an apostrophe: scanners' text is not ours. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
