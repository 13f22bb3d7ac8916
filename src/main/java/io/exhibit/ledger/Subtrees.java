package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The hashes of the tree by level and index, at the heights that tiles have (C2SP tlog-tiles): leaves stand with their entries,
 * every eighth level above in a table of its own, what lies between is computed.
 */
@Component
class Subtrees {

    static final int TILE = 8;

    private final JdbcClient jdbc;

    Subtrees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A complete subtree's root; level is that of a tile, so that each counts for 256 of the level below. */
    record Row(int level, long index, Sha256 root) {}

    void add(List<Row> rows) {
        jdbc.sql("""
                INSERT INTO ledger.subtree (level, index, root)
                SELECT * FROM unnest(:levels::int[], :indexes::bigint[], :roots::bytea[])
                ON CONFLICT DO NOTHING
                """)
                .param("levels", rows.stream().map(Row::level).toArray(Integer[]::new))
                .param("indexes", rows.stream().map(Row::index).toArray(Long[]::new))
                .param("roots", rows.stream().map(row -> row.root().bytes()).toArray(byte[][]::new))
                .update();
    }

    /** Neighbouring hashes of a tile's level; fewer when there are not so many. */
    List<Sha256> hashes(int tileLevel, long from, int count) {
        String sql = tileLevel == 0
                ? "SELECT leaf_hash FROM ledger.entry WHERE index >= :from AND index < :to ORDER BY index"
                : "SELECT root FROM ledger.subtree WHERE level = :level AND index >= :from AND index < :to ORDER BY index";
        return jdbc
                .sql(sql)
                .param("level", tileLevel)
                .param("from", from)
                .param("to", from + count)
                .query(byte[].class)
                .list()
                .stream()
                .map(Sha256::ofBytes)
                .toList();
    }

    /** A stored root, if it is there. */
    Optional<Sha256> stored(int tileLevel, long index) {
        return hashes(tileLevel, index, 1).stream().findFirst();
    }

    /** The root of the complete subtree of 2^level leaves that begins at index * 2^level. */
    Sha256 root(int level, long index) {
        return find(level, index)
                .orElseThrow(
                        () -> new IllegalStateException("The tree has no subtree " + index + " at level " + level));
    }

    /** The root of the first so many leaves as they stand; empty when not all are there. */
    Optional<Sha256> rootOf(long size) {
        List<Sha256> peaks = new ArrayList<>();
        for (long rest = size, from = 0; rest > 0; ) {
            long length = Long.highestOneBit(rest);
            int level = Long.numberOfTrailingZeros(length);
            Optional<Sha256> peak = find(level, from >> level);
            if (peak.isEmpty()) {
                return Optional.empty();
            }
            peaks.add(peak.get());
            from += length;
            rest -= length;
        }
        return Optional.of(new Frontier(size, peaks).root());
    }

    private Optional<Sha256> find(int level, long index) {
        int below = level % TILE;
        List<Sha256> nodes = hashes(level / TILE, index << below, 1 << below);
        if (nodes.size() != 1 << below) {
            return Optional.empty();
        }
        Frontier frontier = new Frontier();
        nodes.forEach(node -> frontier.add(node, (height, at, root) -> {}));
        return Optional.of(frontier.root());
    }
}
