package io.exhibit.kernel;

import java.util.List;
import java.util.Set;

/** What tables of a module follow from the ledger alone: each can be emptied and made again from it. */
public interface DerivedTables {

    /** The tables, those that others refer to first. */
    List<Table> tables();

    /** Tables of the module that are not made but given, and that the making needs; each has the column entry_index. */
    default List<String> given() {
        return List.of();
    }

    /**
     * A table: its name with the schema, the columns that identify a row, and those that say something of the making and not of what
     * was made. A decided one holds what people decided: it can be compared with the ledger, and is never replaced from it.
     */
    record Table(String name, List<String> key, Set<String> uncompared, boolean decided) {

        public Table {
            key = List.copyOf(key);
            uncompared = Set.copyOf(uncompared);
        }

        public static Table read(String name, String... key) {
            return new Table(name, List.of(key), Set.of(), false);
        }

        public static Table decided(String name, String... key) {
            return new Table(name, List.of(key), Set.of(), true);
        }

        public Table without(String... columns) {
            return new Table(name, key, Set.of(columns), decided);
        }
    }
}
