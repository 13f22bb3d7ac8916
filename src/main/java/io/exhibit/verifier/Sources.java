package io.exhibit.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every document came in with an entry of the ledger, and every document that the register names is there. */
final class Sources {

    private static final Pattern CELL = Pattern.compile("(?:\"((?:[^\"]|\"\")*+)\"|([^,\"\\n]*+))([,\\n])");

    private Sources() {}

    static int verify(Path pack, Set<String> listed, Map<String, Set<String>> named) throws Unsound, IOException {
        List<List<String>> rows = read(Files.readString(pack.resolve("sources.csv")));
        int entry = rows.getFirst().indexOf("ledger_index");
        int position = rows.getFirst().indexOf("ledger_position");
        int digest = rows.getFirst().indexOf("sha256");
        Set<String> cited = new TreeSet<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Set<String> names = named.getOrDefault(row.get(entry) + "-" + row.get(position), named.get(row.get(entry)));
            String sha256 = row.get(digest);
            Unsound.unless(names != null, "entry " + row.get(entry) + " is not in the pack");
            Unsound.unless(
                    names != null && names.contains(sha256), "entry " + row.get(entry) + " does not name " + sha256);
            cited.add("originals/sha256/" + sha256.substring(0, 2) + "/" + sha256);
        }
        Set<String> kept = listed.stream()
                .filter(name -> name.startsWith("originals/"))
                .collect(Collectors.toCollection(TreeSet::new));
        Unsound.unless(kept.equals(cited), "originals and sources.csv differ");
        return rows.size() - 1;
    }

    /** RFC 4180: cells between commas, in quotation marks where they hold one of these. */
    private static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        Matcher cell = CELL.matcher(text);
        for (int at = 0; at < text.length() && cell.find(at) && cell.start() == at; at = cell.end()) {
            row.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
            if (cell.group(3).equals("\n")) {
                rows.add(List.copyOf(row));
                row.clear();
            }
        }
        return rows;
    }
}
