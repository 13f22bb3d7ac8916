package io.exhibit.packs;

import java.util.List;
import java.util.Map;

/** What a list in a pack holds and how it was drawn: enough for somebody else to judge it, or to draw it again. */
record Register(
        String name, Definition definition, List<String> key, List<Column> columns, Map<String, Object> parameters) {

    Register {
        List<String> names = columns.stream().map(Column::name).toList();
        if (!names.containsAll(key) || key.isEmpty()) {
            throw new IllegalArgumentException(name + " has a key " + key + " that is not among its columns " + names);
        }
    }

    int[] keyPositions() {
        List<String> names = columns.stream().map(Column::name).toList();
        return key.stream().mapToInt(names::indexOf).toArray();
    }

    int position(String column) {
        return columns.stream().map(Column::name).toList().indexOf(column);
    }

    /** A register's words: title, business meaning, unit of a row, where it comes from, which rows a period takes in, the query. */
    record Definition(String title, String meaning, String unit, String source, String periodLogic, String query) {}
}
