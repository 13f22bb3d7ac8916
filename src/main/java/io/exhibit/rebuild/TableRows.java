package io.exhibit.rebuild;

import io.exhibit.kernel.DerivedTables.Table;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a table in the order of their keys, each as its key and a digest of what is compared of it. */
final class TableRows implements AutoCloseable {

    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final MessageDigest all = Sha256.digest();
    private long count;

    /** A row: its key, written, and the SHA-256 of its columns, written. */
    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    record Row(String key, byte[] hash) implements Comparable<Row> {

        /** As the database orders keys: by their bytes. */
        @Override
        public int compareTo(Row other) {
            return Arrays.compareUnsigned(
                    key.getBytes(StandardCharsets.UTF_8), other.key.getBytes(StandardCharsets.UTF_8));
        }

        boolean isAs(Row other) {
            return Arrays.equals(hash, other.hash);
        }
    }

    private TableRows(Stream<Row> stream) {
        this.stream = stream;
        this.rows = stream.iterator();
    }

    /** Inside a transaction of that database, which must stay open until this is closed. */
    static TableRows of(Database database, Table table) {
        database.jdbc().sql("SET LOCAL TimeZone = 'UTC'").update();
        String key = table.key().stream().map(column -> "t." + column).collect(Collectors.joining(", "));
        return new TableRows(database
                .jdbc()
                .sql("""
                SELECT k.key, sha256(convert_to((to_jsonb(t) - :uncompared::text[])::text, 'UTF8')) AS hash
                  FROM %s AS t, LATERAL (SELECT jsonb_build_array(%s)::text COLLATE "C" AS key) AS k
                 ORDER BY k.key
                """.replaceFirst("%s", table.name()).replaceFirst("%s", key))
                .param("uncompared", table.uncompared().toArray(String[]::new))
                .query((row, n) -> new Row(row.getString("key"), row.getBytes("hash")))
                .stream());
    }

    /** The next row; null after the last. */
    @Nullable
    Row next() {
        if (!rows.hasNext()) {
            return null;
        }
        Row row = rows.next();
        all.update(row.hash());
        count++;
        return row;
    }

    long count() {
        return count;
    }

    /** SHA-256 over the digests of all rows that were given out, in their order. */
    Sha256 digest() {
        return Sha256.ofBytes(all.digest());
    }

    @Override
    public void close() {
        stream.close();
    }
}
