package io.exhibit.hardening;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What two lists of packages have in common, and what not. A package is its package URL without version, else its name. */
record Packages(int before, int after, List<OfType> types, List<Row> removed, List<Row> added, List<Row> changed) {

    Packages {
        types = List.copyOf(types);
        removed = List.copyOf(removed);
        added = List.copyOf(added);
        changed = List.copyOf(changed);
    }

    /** How many packages of a type. */
    record OfType(String type, int before, int after) {}

    /** A package with its versions; null: it is not there. */
    record Row(
            String type,
            String identity,
            String name,
            @Nullable String before,
            @Nullable String after) {

        boolean unchanged() {
            return before != null && before.equals(after);
        }
    }

    static Packages of(List<Row> rows) {
        Map<String, int[]> types = new TreeMap<>();
        List<Row> removed = new ArrayList<>();
        List<Row> added = new ArrayList<>();
        List<Row> changed = new ArrayList<>();
        int[] total = new int[2];
        for (Row row : rows) {
            int[] ofType = types.computeIfAbsent(row.type(), _ -> new int[2]);
            count(row.before(), 0, ofType, total);
            count(row.after(), 1, ofType, total);
            if (row.after() == null) {
                removed.add(row);
            } else if (row.before() == null) {
                added.add(row);
            } else if (!row.unchanged()) {
                changed.add(row);
            }
        }
        List<OfType> counts = new ArrayList<>();
        types.forEach((type, count) -> counts.add(new OfType(type, count[0], count[1])));
        return new Packages(total[0], total[1], counts, removed, added, changed);
    }

    private static void count(@Nullable String versions, int side, int[] ofType, int[] total) {
        if (versions != null) {
            ofType[side]++;
            total[side]++;
        }
    }
}
