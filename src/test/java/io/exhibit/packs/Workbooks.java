package io.exhibit.packs;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Opens workbooks with a reader that shares nothing with what writes them, and CSV files beside them. */
final class Workbooks {

    private static final Instant DAY_0 = Instant.parse("1899-12-30T00:00:00Z");

    private Workbooks() {}

    /** What is on every sheet, the head too, in the words of the CSV: times in ISO 8601, nothing for what is not there. */
    static Map<String, List<List<String>>> sheets(Path file) throws IOException {
        Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                sheets.put(sheet.getName(), rows(sheet));
            }
        }
        return sheets;
    }

    private static List<List<String>> rows(Sheet sheet) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (Stream<Row> stream = sheet.openStream()) {
            stream.forEach(row -> {
                int columns =
                        rows.isEmpty() ? row.getCellCount() : rows.getFirst().size();
                List<String> values = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    values.add(row.getOptionalCell(column).map(Workbooks::text).orElse(""));
                }
                rows.add(values);
            });
        }
        return rows;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.STRING) {
            return cell.asString();
        }
        if (cell.getType() != CellType.NUMBER) {
            throw new AssertionError(cell.getAddress() + " is a " + cell.getType());
        }
        String format = cell.getDataFormatString();
        return format != null && format.contains("yyyy") ? time(cell.asNumber()) : cell.getRawValue();
    }

    private static String time(BigDecimal serial) {
        BigDecimal micros = serial.multiply(BigDecimal.valueOf(86_400_000_000L)).setScale(0, RoundingMode.HALF_EVEN);
        return DAY_0.plus(Duration.of(micros.longValueExact(), ChronoUnit.MICROS))
                .toString();
    }

    /** The records of a CSV file, the head too; the apostrophe that keeps a text from being a formula is taken off. */
    static List<List<String>> csv(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (char character : Files.readString(file).toCharArray()) {
            if (character == '"') {
                if (!quoted && !cell.isEmpty()) {
                    cell.append('"');
                }
                quoted = !quoted;
            } else if (!quoted && (character == ',' || character == '\n')) {
                row.add(plain(cell.toString()));
                cell.setLength(0);
                if (character == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(character);
            }
        }
        return rows;
    }

    private static String plain(String cell) {
        return cell.matches("(?s)'[=+\\-@\\t\\n\uFF1D\uFF0B\uFF0D\uFF20].*") ? cell.substring(1) : cell;
    }
}
