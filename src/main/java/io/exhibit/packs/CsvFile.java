package io.exhibit.packs;

import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Visible;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A register as CSV: RFC 4180 quoting, UTF-8, lines ended by LF, no cell that a spreadsheet would take for a formula. */
final class CsvFile {

    private CsvFile() {}

    static PackFile write(Path root, String path, Spool spool) throws IOException {
        DigestingFile file = DigestingFile.create(root, path);
        List<Column> columns = spool.register().columns();
        long[] rows = {0};
        try (var out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8))) {
            line(out, columns.stream().map(Column::name).toList());
            spool.each(values -> {
                for (int i = 0; i < values.size(); i++) {
                    out.write(i == 0 ? "" : ",");
                    out.write(cell(values.get(i), columns.get(i).kind()));
                }
                out.write('\n');
                rows[0]++;
            });
        }
        return file.written(rows[0]);
    }

    private static void line(BufferedWriter out, List<String> cells) throws IOException {
        out.write(String.join(",", cells));
        out.write('\n');
    }

    static String cell(@Nullable String value, Column.Kind kind) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        if (kind == Column.Kind.NUMBER) {
            return value;
        }
        return quoted(Visible.text(Csv.plain(value)));
    }

    private static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == ',' || character == '\n' || character == '\'') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        return text;
    }

    /** Reads a file back and counts its records, the header left out. */
    static long count(Path file) throws IOException {
        long records = 0;
        boolean quoted = false;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int character = in.read(); character >= 0; character = in.read()) {
                if (character == '"') {
                    quoted = !quoted;
                } else if (character == '\n' && !quoted) {
                    records++;
                }
            }
        }
        return records - 1;
    }
}
