package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads entries again and recomputes all that is said of them, from their bytes and from those of the originals they name. */
@Component
class Examination {

    private static final int ROOM = 500;

    private final JdbcClient jdbc;
    private final StoredBytes stored;
    private final JsonMapper json;

    Examination(JdbcClient jdbc, StoredBytes stored, JsonMapper json) {
        this.jdbc = jdbc;
        this.stored = stored;
        this.json = json;
    }

    /** What is told of each entry that is as it should be, in order. */
    interface Sound {
        void entry(Sha256 leafHash);
    }

    /** How much was looked at. */
    record Extent(long entries, long originals, long bytes) {}

    /** A row as it stands; arrays are compared by nobody. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(
            long index,
            String kind,
            Instant recordedAt,
            byte[] leaf,
            Sha256 leafHash,
            byte[] salt,
            byte[] detail,
            byte @Nullable [] items) {

        static Row of(ResultSet row, int n) throws SQLException {
            return new Row(
                    row.getLong("index"),
                    row.getString("kind"),
                    Columns.at(row, "recorded_at"),
                    row.getBytes("leaf"),
                    Sha256.ofBytes(row.getBytes("leaf_hash")),
                    row.getBytes("salt"),
                    row.getBytes("detail"),
                    row.getBytes("items"));
        }
    }

    /** Looks at the entries of [from, to); the first that is not as it should be ends it with {@link Inconsistent}. */
    Extent examine(long from, long to, Sound sound) {
        Instant before = Instant.EPOCH;
        long next = from;
        StoredBytes.Extent originals = new StoredBytes.Extent(0, 0);
        while (next < to) {
            List<Row> rows = rows(next, Math.min(to, next + ROOM));
            Set<Sha256> named = new HashSet<>();
            for (Row row : rows) {
                Items items = items(row);
                examine(row, items, next, before);
                named.addAll(named(row, items));
                before = row.recordedAt();
                next++;
            }
            if (rows.isEmpty()) {
                throw new Inconsistent("Entry " + next + " is missing.");
            }
            originals = originals.and(stored.examine(named));
            rows.forEach(row -> sound.entry(row.leafHash()));
        }
        return new Extent(next - from, originals.originals(), originals.bytes());
    }

    private List<Row> rows(long from, long to) {
        return jdbc.sql("""
                SELECT index, kind, recorded_at, leaf, leaf_hash, salt, detail, items
                  FROM ledger.entry
                 WHERE index >= :from AND index < :to
                 ORDER BY index
                """).param("from", from).param("to", to).query(Row::of).list();
    }

    private void examine(Row row, @Nullable Items items, long index, Instant before) {
        if (row.index() != index) {
            throw new Inconsistent("Entry " + index + " is missing.");
        }
        String wrong =
                row.recordedAt().isBefore(before) ? "it is recorded before the entry before it" : wrong(row, items);
        if (wrong != null) {
            throw new Inconsistent("Entry " + index + " was changed: " + wrong + ".");
        }
    }

    private @Nullable String wrong(Row row, @Nullable Items items) {
        if (!Leaf.hash(row.leaf()).equals(row.leafHash())) {
            return "its leaf does not have its hash";
        }
        JsonNode leaf = read(row.leaf());
        if (leaf == null
                || leaf.path("i").asLong(-1) != row.index()
                || !leaf.path("k").asString("").equals(row.kind())
                || !leaf.path("t").asString("").equals(Leaf.written(row.recordedAt()))) {
            return "its leaf says another index, kind or time than its row";
        }
        if (!leaf.path("c")
                .asString("")
                .equals(Leaf.commitment(row.salt(), row.detail()).hex())) {
            return "its detail is not what its leaf commits to";
        }
        if (!itemsAreThose(leaf, items)) {
            return "its items are not what its leaf commits to";
        }
        return null;
    }

    private static @Nullable Items items(Row row) {
        try {
            return row.items() == null ? null : Items.read(row.items());
        } catch (Inconsistent unreadable) {
            throw new Inconsistent("Entry " + row.index() + " was changed: its items cannot be read.");
        }
    }

    private static boolean itemsAreThose(JsonNode leaf, @Nullable Items items) {
        if (items == null) {
            return leaf.path("v").asInt(0) == 1 && !leaf.has("m");
        }
        return leaf.path("v").asInt(0) == 2
                && leaf.path("n").asInt(-1) == items.size()
                && leaf.path("m").asString("").equals(items.root().hex());
    }

    /** The originals that a detail or an item names, wherever it does. */
    private List<Sha256> named(Row row, @Nullable Items items) {
        List<Sha256> named = new ArrayList<>(named(row.index(), row.detail()));
        for (int n = 0; items != null && n < items.size(); n++) {
            named.addAll(named(row.index(), items.text(n).getBytes(StandardCharsets.UTF_8)));
        }
        return named;
    }

    private List<Sha256> named(long index, byte[] text) {
        JsonNode read = read(text);
        if (read == null) {
            throw new Inconsistent("Entry " + index + " was changed: its detail cannot be read.");
        }
        return read.findValues("sha256").stream()
                .map(value -> new Sha256(value.asString()))
                .toList();
    }

    private @Nullable JsonNode read(byte[] text) {
        try {
            return json.readTree(text);
        } catch (JacksonException unreadable) {
            return null;
        }
    }
}
