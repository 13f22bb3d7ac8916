package io.exhibit.packs;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sheet of a workbook while it is written: its head is frozen and has filters, its columns are wide enough to be read. */
final class XlsxSheet {

    /** As many as the format allows, the head one of them. */
    static final int MOST_ROWS = 1_048_576;

    // Of three bytes each they are still less than the 4 GiB from which on spreadsheets do not open a part that was
    // streamed.
    private static final long MOST_CHARACTERS = 1_200_000_000;

    private static final String BEGIN = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>\
            <sheetFormatPr defaultRowHeight="15"/><cols>""";

    private final Writer out;
    private final List<Column> columns;
    private final List<String> letters;
    private final int mostRows;
    private final StringBuilder row = new StringBuilder();
    private int rows;
    private long characters;

    XlsxSheet(Writer out, List<Column> columns, int mostRows) throws IOException {
        this.out = out;
        this.columns = columns;
        this.letters = columns.stream().map(columns::indexOf).map(Annex::letter).toList();
        this.mostRows = mostRows;
        begin();
    }

    private void begin() throws IOException {
        row.append(BEGIN);
        for (int i = 1; i <= columns.size(); i++) {
            row.append("<col min=\"").append(i).append("\" max=\"").append(i);
            row.append("\" width=\"").append(width(columns.get(i - 1))).append("\" customWidth=\"1\"/>");
        }
        row.append("</cols><sheetData>\n<row r=\"1\">");
        for (int i = 0; i < columns.size(); i++) {
            XlsxCell.text(row, letters.get(i) + 1, columns.get(i).name(), XlsxCell.HEAD);
        }
        end("</row>\n");
    }

    /** In characters: what such a column usually holds, and room for its name beside the button of the filter. */
    private static int width(Column column) {
        int usual = switch (column.kind()) {
            case NUMBER -> 9;
            case STRONG, STATE -> 18;
            case TIME, DAY -> 21;
            case KEY, DIGEST -> 24;
            case TEXT -> 28;
        };
        return Math.max(usual, column.name().length() + 4);
    }

    boolean isFull() {
        return rows == mostRows || characters > MOST_CHARACTERS;
    }

    void row(List<@Nullable String> values) throws IOException {
        int number = rows + 1;
        row.append("<row r=\"").append(number).append("\">");
        for (int i = 0; i < values.size(); i++) {
            XlsxCell.append(
                    row, letters.get(i) + number, values.get(i), columns.get(i).kind());
        }
        end("</row>\n");
    }

    private void end(String xml) throws IOException {
        out.append(row.append(xml));
        characters += row.length();
        row.setLength(0);
        rows++;
    }

    /** Ends the sheet and names what the filter is over, such as $A$1:$C$12. */
    String end() throws IOException {
        String last = letters.getLast();
        out.append("</sheetData><autoFilter ref=\"A1:" + last + rows + "\"/></worksheet>\n");
        return "$A$1:$" + last + "$" + rows;
    }
}
