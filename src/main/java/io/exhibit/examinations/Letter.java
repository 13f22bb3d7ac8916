package io.exhibit.examinations;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A letter of requests as CSV: a head with the columns number, request and due, then one request a line. What cannot be read of a line is kept beside it. */
final class Letter {

    private static final int MOST = 500;
    private static final int LONGEST = 2000;
    private static final int LONGEST_NUMBER = 40;

    private Letter() {}

    /** A request, with its place in the letter; remark: what could not be read of it. */
    record Line(
            int n, String number, String wanted, @Nullable LocalDate due, String remark) {

        Map<String, Object> detail() {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("n", n);
            detail.put("number", number);
            detail.put("request", wanted);
            if (due != null) {
                detail.put("due", due.toString());
            }
            detail.put("remark", remark);
            return detail;
        }

        static Line of(JsonNode detail) {
            JsonNode due = detail.get("due");
            return new Line(
                    detail.get("n").asInt(),
                    detail.get("number").asString(),
                    detail.get("request").asString(),
                    due == null ? null : LocalDate.parse(due.asString()),
                    detail.get("remark").asString());
        }
    }

    static List<Line> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<List<String>> rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<String> head = head(rows);
        List<Line> lines = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                lines.add(line(lines.size() + 1, head, row));
            }
        }
        if (lines.isEmpty() || lines.size() > MOST) {
            throw new InvalidRequest("A letter has from 1 to " + MOST + " requests.");
        }
        return lines;
    }

    private static List<String> head(List<List<String>> rows) {
        List<String> head = rows.stream()
                .limit(1)
                .flatMap(List::stream)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!head.contains("number") || !head.contains("request")) {
            throw new InvalidRequest(
                    "The first line names the columns: number, request and, where days are set, due (2026-11-21). Cells are parted by commas or"
                            + " semicolons.");
        }
        return head;
    }

    private static Line line(int n, List<String> head, List<String> row) {
        String number = cell(head, row, "number");
        String wanted = cell(head, row, "request");
        String due = cell(head, row, "due");
        List<String> remarks = new ArrayList<>();
        if (number.isEmpty()) {
            remarks.add("no number");
        }
        if (wanted.isEmpty()) {
            remarks.add("no request; the line says: " + String.join(" | ", row));
        }
        if (row.size() > head.size()) {
            remarks.add("more cells than columns: " + String.join(" | ", row.subList(head.size(), row.size())));
        }
        @Nullable LocalDate day = day(due);
        if (day == null && !due.isEmpty()) {
            remarks.add("no day that can be read: " + due);
        }
        if (wanted.length() > LONGEST) {
            remarks.add("cut after " + LONGEST + " characters; the whole is in the letter");
        }
        return new Line(
                n,
                number.isEmpty() ? "line " + n : Text.clean(number, LONGEST_NUMBER),
                Text.clean(wanted, LONGEST),
                day,
                Text.clean(String.join("; ", remarks), LONGEST));
    }

    private static String cell(List<String> head, List<String> row, String name) {
        int at = head.indexOf(name);
        return at < 0 || at >= row.size() ? "" : row.get(at).strip();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 1990 || day.getYear() >= 2100 ? null : day;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** Cells as RFC 4180 has them, parted by whichever of comma and semicolon the head has first. */
    private static List<List<String>> rows(String text) {
        int comma = text.indexOf(',');
        int semicolon = text.indexOf(';');
        char parting = semicolon >= 0 && (comma < 0 || semicolon < comma) ? ';' : ',';
        Cells cells = new Cells();
        for (int i = 0; i < text.length(); i++) {
            cells.take(text.charAt(i), parting);
        }
        return cells.end();
    }

    /** The cells read so far. */
    private static final class Cells {

        private final List<List<String>> rows = new ArrayList<>();
        private List<String> row = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private boolean quoted;
        private boolean wasQuote;

        void take(char c, char parting) {
            if (c == '"') {
                quote();
            } else if (quoted) {
                cell.append(c);
            } else {
                plain(c, parting);
            }
            wasQuote = c == '"';
        }

        /** One that is doubled within quotes stands for itself: the second opens them again. */
        private void quote() {
            if (!quoted && wasQuote) {
                cell.append('"');
            }
            quoted = !quoted;
        }

        private void plain(char c, char parting) {
            if (c == parting) {
                endCell();
            } else if (c == '\n') {
                endCell();
                rows.add(row);
                row = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }

        private void endCell() {
            row.add(cell.toString());
            cell.setLength(0);
        }

        List<List<String>> end() {
            if (quoted) {
                throw new InvalidRequest(
                        "A quotation mark is opened and not closed, so the letter cannot be parted into lines.");
            }
            if (!row.isEmpty() || !cell.isEmpty()) {
                endCell();
                rows.add(row);
            }
            return rows;
        }
    }
}
