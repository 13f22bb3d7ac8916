package io.exhibit.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every document came in with an entry of the ledger, and every document that the register names is there. */
final class Sources {

    private static final String FILE = "sources.csv";
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Sources() {}

    static int verify(Pack pack, Map<String, Set<String>> named) throws Unsound {
        List<List<String>> rows = Csv.read(pack.text(FILE), FILE);
        int entry = rows.get(0).indexOf("ledger_index");
        int position = rows.get(0).indexOf("ledger_position");
        int digest = rows.get(0).indexOf("sha256");
        Unsound.unless(entry >= 0 && position >= 0 && digest >= 0, FILE + " is not written as it should be");
        SortedSet<String> differing = new TreeSet<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            differing.add(cited(row.get(entry), row.get(position), row.get(digest), named));
        }
        for (String name : pack.names()) {
            if (name.startsWith("originals/") && !differing.remove(name)) {
                differing.add(name);
            }
        }
        Unsound.unless(
                differing.isEmpty(),
                "originals and sources.csv differ: " + (differing.isEmpty() ? "" : differing.first()));
        return rows.size() - 1;
    }

    private static String cited(String index, String position, String sha256, Map<String, Set<String>> named)
            throws Unsound {
        boolean written = INDEX.matcher(index).matches()
                && POSITION.matcher(position).matches()
                && DIGEST.matcher(sha256).matches();
        Unsound.unless(written, FILE + " is not written as it should be");
        Set<String> names = named.getOrDefault(index + "-" + position, named.get(index));
        Unsound.unless(names != null, "entry " + index + " is not in the pack");
        Unsound.unless(names != null && names.contains(sha256), "entry " + index + " does not name " + sha256);
        return "originals/sha256/" + sha256.substring(0, 2) + "/" + sha256;
    }

    /** RFC 4180 as the product writes it: every line ends with a line feed, every row has as many cells as the first. */
    private static final class Csv {

        private final String text;
        private final String file;
        private int at;

        private Csv(String text, String file) {
            this.text = text;
            this.file = file;
        }

        static List<List<String>> read(String text, String file) throws Unsound {
            Csv csv = new Csv(text, file);
            List<List<String>> rows = new ArrayList<>();
            List<String> row = new ArrayList<>();
            csv.require(!text.isEmpty());
            while (csv.at < text.length()) {
                row.add(csv.cell());
                char end = csv.next();
                csv.require(end == ',' || end == '\n');
                if (end == '\n') {
                    csv.require(rows.isEmpty() || rows.get(0).size() == row.size());
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            }
            csv.require(row.isEmpty());
            return rows;
        }

        private String cell() throws Unsound {
            return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        }

        private String plain() {
            int start = at;
            while (at < text.length() && ",\n\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() throws Unsound {
            StringBuilder cell = new StringBuilder();
            at++;
            for (char c = next(); c != '"' || (at < text.length() && text.charAt(at) == '"'); c = next()) {
                cell.append(c);
                at += c == '"' ? 1 : 0;
            }
            return cell.toString();
        }

        private char next() throws Unsound {
            require(at < text.length());
            return text.charAt(at++);
        }

        private void require(boolean holds) throws Unsound {
            Unsound.unless(holds, file + " is not written as it should be");
        }
    }
}
