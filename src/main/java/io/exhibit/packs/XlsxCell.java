package io.exhibit.packs;

import io.exhibit.kernel.Visible;
import io.exhibit.packs.Column.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a workbook in SpreadsheetML. Text is typed and formatted as text, so that nothing in it is ever a formula; times are
 * numbers in the format of a time, so that they sort and filter as times.
 */
final class XlsxCell {

    /** Numbers of the formats in {@link XlsxBook}. */
    static final int HEAD = 1;

    private static final int TEXT = 2;
    private static final int TIME = 3;

    /** No cell of a workbook holds more; what is longer is cut, and says so. */
    static final int LONGEST = 32_767;

    private static final String CUT = " [cut here: the CSV and JSON files have all %d characters]";

    // A spreadsheet computes with 15 digits; what has more is an id, and stays a text.
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,6})?|-?\\d{10,15}");

    // In a workbook _x0041_ means A. What reads so by itself has its first character written that way.
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    // Day 0 of the serial numbers of days, as they count from March 1900 on; before, spreadsheets differ by a day.
    private static final Instant DAY_0 = Instant.parse("1899-12-30T00:00:00Z");
    private static final Instant FIRST = Instant.parse("1900-03-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);
    private static final int DIGITS_OF_A_MICROSECOND = 11;

    private XlsxCell() {}

    /** Appends the cell at a place such as AB12; nothing where there is no value. */
    static void append(StringBuilder row, String place, @Nullable String value, Kind kind) {
        if (value == null || value.isEmpty()) {
            return;
        }
        String number = switch (kind) {
            case NUMBER -> NUMBER.matcher(value).matches() ? value : null;
            case TIME, DAY -> serial(Instant.parse(value));
            case KEY, TEXT, STRONG, STATE, DIGEST -> null;
        };
        if (number == null) {
            text(row, place, value, TEXT);
            return;
        }
        begin(row, place, kind == Kind.NUMBER ? 0 : TIME);
        row.append("><v>").append(number).append("</v></c>");
    }

    static void text(StringBuilder row, String place, String value, int format) {
        begin(row, place, format);
        row.append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        escaped(row, ESCAPE.matcher(cut(Visible.text(value))).replaceAll("_x005F_"));
        row.append("</t></is></c>");
    }

    private static void begin(StringBuilder row, String place, int format) {
        row.append("<c r=\"").append(place).append('"');
        if (format != 0) {
            row.append(" s=\"").append(format).append('"');
        }
    }

    private static @Nullable String serial(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            return null;
        }
        return BigDecimal.valueOf(time.getEpochSecond() - DAY_0.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .divide(SECONDS_OF_A_DAY, DIGITS_OF_A_MICROSECOND, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        String words = CUT.replace("%d", String.valueOf(text.length()));
        int end = LONGEST - words.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + words;
    }

    /** As text or as the value of an attribute. */
    static void escaped(StringBuilder xml, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                default -> xml.append(character);
            }
        }
    }
}
