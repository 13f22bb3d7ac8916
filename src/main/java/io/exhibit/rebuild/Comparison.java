package io.exhibit.rebuild;

import io.exhibit.kernel.DerivedTables.Table;
import io.exhibit.kernel.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in use beside the same table made again: rows, digests, and how many rows are in one only or differ. */
public record Comparison(
        Table table,
        long rows,
        Sha256 inUse,
        Sha256 madeAgain,
        long onlyInUse,
        long onlyMadeAgain,
        long different,
        List<String> examples) {

    private static final int EXAMPLES = 5;

    public Comparison {
        examples = List.copyOf(examples);
    }

    public boolean isEqual() {
        return inUse.equals(madeAgain);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", rows);
        map.put("inUse", inUse.hex());
        map.put("madeAgain", madeAgain.hex());
        map.put("onlyInUse", onlyInUse);
        map.put("onlyMadeAgain", onlyMadeAgain);
        map.put("different", different);
        return map;
    }

    /** Inside transactions of both databases. */
    static Comparison of(Table table, Database inUse, Database beside) {
        try (TableRows old = TableRows.of(inUse, table);
                TableRows made = TableRows.of(beside, table)) {
            return new Walk(old, made).compare(table);
        }
    }

    /** Along both at once. */
    private static final class Walk {

        private final TableRows old;
        private final TableRows made;
        private final List<String> examples = new ArrayList<>();
        private long onlyInUse;
        private long onlyMadeAgain;
        private long different;

        private Walk(TableRows old, TableRows made) {
            this.old = old;
            this.made = made;
        }

        private Comparison compare(Table table) {
            TableRows.@Nullable Row left = old.next();
            TableRows.@Nullable Row right = made.next();
            while (left != null || right != null) {
                int order = order(left, right);
                note(order, left, right);
                left = order <= 0 ? old.next() : left;
                right = order >= 0 ? made.next() : right;
            }
            return new Comparison(
                    table, made.count(), old.digest(), made.digest(), onlyInUse, onlyMadeAgain, different, examples);
        }

        private static int order(TableRows.@Nullable Row left, TableRows.@Nullable Row right) {
            if (left == null) {
                return 1;
            }
            return right == null ? -1 : left.compareTo(right);
        }

        private void note(int order, TableRows.@Nullable Row left, TableRows.@Nullable Row right) {
            if (order < 0 && left != null) {
                onlyInUse++;
                example(left.key() + " is in use and was not made again");
            } else if (order > 0 && right != null) {
                onlyMadeAgain++;
                example(right.key() + " was made again and is not in use");
            } else if (left != null && right != null && !left.isAs(right)) {
                different++;
                example(left.key() + " differs");
            }
        }

        private void example(String text) {
            if (examples.size() < EXAMPLES) {
                examples.add(text);
            }
        }
    }
}
