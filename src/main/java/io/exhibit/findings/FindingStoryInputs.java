package io.exhibit.findings;

import io.exhibit.findings.FindingStory.Input;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The inputs of a deadline or a rank as they were stored with it, in words. */
final class FindingStoryInputs {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("severity", "scanner's severity"),
            Map.entry("cvss", "CVSS v3 score"),
            Map.entry("epss", "EPSS score"),
            Map.entry("exploited", "known to be exploited"),
            Map.entry("loweredTo", "lowered to"),
            Map.entry("loweredBy", "lowered by exception"),
            Map.entry("loweredUntil", "lowered until"),
            Map.entry("fixStatedAt", "fix there since, as a report states it"),
            Map.entry("fixStatedKind", "how its source knows"),
            Map.entry("fixStatedBy", "the document that states it"),
            Map.entry("listedOn", "listed by CISA on"),
            Map.entry("cisaDueOn", "CISA's date for federal agencies"),
            Map.entry("listedByEntry", "as of ledger entry"),
            Map.entry("clock", "version of the clock"),
            Map.entry("stricterFor", "fewer days for"),
            Map.entry("INTERNET", "reachable from the internet"),
            Map.entry("INTERNAL", "not reachable from the internet"),
            Map.entry("true", "yes"),
            Map.entry("false", "no"));

    private FindingStoryInputs() {}

    static List<Input> read(ResultSet row) throws SQLException {
        String[] names = texts(row, "names");
        String[] texts = texts(row, "texts");
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            inputs.add(new Input(name(names[i]), value(texts[i])));
        }
        return inputs;
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) Objects.requireNonNull(row.getArray(column)).getArray();
    }

    /** firstDetectedAt becomes first detected at. */
    private static String name(String key) {
        String words = WORDS.get(key);
        return words != null ? words : key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String value(String text) {
        if (text.isEmpty()) {
            return "unknown";
        }
        try {
            return Written.minute(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return WORDS.getOrDefault(text, text);
        }
    }
}
