package io.exhibit.dashboard;

import io.exhibit.kernel.Visible;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A list as a file: RFC 4180, every cell quoted, nothing in it that a spreadsheet would run as a formula. */
final class CsvLines {

    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;

    private CsvLines(Writer out) {
        this.out = out;
    }

    static CsvLines to(HttpServletResponse response, String name, String... head) throws IOException {
        response.setContentType("text/csv; charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"exhibit-" + name + ".csv\"");
        CsvLines lines = new CsvLines(response.getWriter());
        lines.line((Object[]) head);
        return lines;
    }

    void line(@Nullable Object... cells) {
        List<@Nullable Object> all = Arrays.asList(cells);
        try {
            out.write(all.stream().map(CsvLines::cell).collect(Collectors.joining(",")));
            out.write("\r\n");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : Visible.text(value.toString());
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
