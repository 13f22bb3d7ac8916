package io.exhibit.packs;

import io.exhibit.packs.Column.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a register as wide as that of findings; a process of its own, so that its heap, zone and language can be chosen. */
final class WideRegister {

    private static final Kind[] KINDS = {Kind.TEXT, Kind.NUMBER, Kind.DIGEST, Kind.TIME};
    private static final Instant BEGIN = Instant.parse("2026-03-29T00:30:00.123456Z");

    private WideRegister() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        RegisterFile file = RegisterFile.write(directory, List.of(spool(directory, Integer.parseInt(arguments[1]))))
                .getFirst();
        PackFile workbook = XlsxFile.write(directory, List.of(), BEGIN, List.of(file));
        Reconciliation.compare(directory, new Registers(List.of(file), workbook, List.of()));
    }

    static Spool spool(Path directory, int rows) throws IOException {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("key", Kind.KEY, "The key."));
        for (int i = 1; i < 46; i++) {
            columns.add(new Column("column_" + i, KINDS[i % KINDS.length], "One of many."));
        }
        Register register = new Register(
                "wide",
                new Register.Definition("Wide", "What it means.", "one row", "a test", "All of it.", "SELECT"),
                List.of("key"),
                columns,
                Map.of());
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            for (int row = 0; row < rows; row++) {
                writer.row(values(row, columns));
            }
            return writer.done();
        }
    }

    private static List<@Nullable String> values(int row, List<Column> columns) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(
                    switch (columns.get(i).kind()) {
                        case KEY -> String.format(Locale.ROOT, "%08d", row);
                        case NUMBER -> String.valueOf(row * i);
                        case TIME -> BEGIN.plusSeconds(3L * row * i).toString();
                        case DIGEST -> i % 3 == 0 ? null : String.format(Locale.ROOT, "%064x", (long) row * i);
                        case TEXT, STRONG, STATE, DAY -> "registry.example/payments/api:" + row + " \u00e4\u0131";
                    });
        }
        return values;
    }
}
