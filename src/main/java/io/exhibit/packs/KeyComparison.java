package io.exhibit.packs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks two sides of registers in step, each in the order of its keys, and keeps what only one of them has: as many as anybody would look
 * at, and the number of all.
 */
final class KeyComparison {

    static final int MOST_LISTED = 1_000;

    private final List<String> onlyFirst = new ArrayList<>();
    private final List<String> onlySecond = new ArrayList<>();
    private long first;
    private long second;
    private long different;

    private KeyComparison() {}

    /** The rows of a register as keys; a row without one (null) is not compared. */
    record Side(Spool spool, Function<List<@Nullable String>, @Nullable String> key) {}

    static KeyComparison of(List<Side> first, Side second) throws IOException {
        KeyComparison comparison = new KeyComparison();
        List<Keys> keys = new ArrayList<>();
        try (Keys other = new Keys(second)) {
            for (Side side : first) {
                keys.add(new Keys(side));
            }
            comparison.walk(keys, other);
        } finally {
            for (Keys one : keys) {
                one.close();
            }
        }
        return comparison;
    }

    private void walk(List<Keys> firsts, Keys other) throws IOException {
        for (Keys next = lowest(firsts); next.key != null || other.key != null; next = lowest(firsts)) {
            int order = order(next.key, other.key);
            if (order <= 0) {
                first++;
                note(order, onlyFirst, next);
                next.advance();
            }
            if (order >= 0) {
                second++;
                note(order, onlySecond, other);
                other.advance();
            }
        }
    }

    /** A side that has come to its end comes after the other. */
    private static int order(@Nullable String key, @Nullable String other) {
        if (key == null) {
            return 1;
        }
        return other == null ? -1 : key.compareTo(other);
    }

    private static Keys lowest(List<Keys> all) {
        Keys lowest = all.getFirst();
        for (Keys one : all) {
            if (one.key != null && (lowest.key == null || one.key.compareTo(lowest.key) < 0)) {
                lowest = one;
            }
        }
        return lowest;
    }

    private void note(int order, List<String> only, Keys keys) {
        if (order != 0) {
            different++;
            if (onlyFirst.size() + onlySecond.size() < MOST_LISTED) {
                only.add(String.valueOf(keys.key));
            }
        }
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    List<String> onlyFirst() {
        return onlyFirst;
    }

    List<String> onlySecond() {
        return onlySecond;
    }

    /** How many differences there are beyond those that are kept. */
    long unlisted() {
        return different - onlyFirst.size() - onlySecond.size();
    }

    /** The keys of one side, one at a time; null: no more. */
    private static final class Keys implements AutoCloseable {

        private final Side side;
        private final Spool.Cursor rows;
        private @Nullable String key;

        Keys(Side side) throws IOException {
            this.side = side;
            this.rows = side.spool().cursor();
            advance();
        }

        void advance() throws IOException {
            List<@Nullable String> row = rows.next();
            key = null;
            while (row != null && key == null) {
                key = side.key().apply(row);
                if (key == null) {
                    row = rows.next();
                }
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
