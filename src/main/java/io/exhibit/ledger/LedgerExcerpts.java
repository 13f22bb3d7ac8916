package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Parts of the ledger that somebody can take along and check without us: leaves between two checkpoints, and details. */
@Component
public class LedgerExcerpts {

    private static final int ROOM = 1000;

    private final JdbcClient jdbc;
    private final Checkpoints checkpoints;
    private final Subtrees subtrees;
    private final Leaves leaves;
    private final Timestamps timestamps;
    private final Cosignatures cosignatures;

    LedgerExcerpts(
            JdbcClient jdbc,
            Checkpoints checkpoints,
            Subtrees subtrees,
            Leaves leaves,
            Timestamps timestamps,
            Cosignatures cosignatures) {
        this.jdbc = jdbc;
        this.checkpoints = checkpoints;
        this.subtrees = subtrees;
        this.leaves = leaves;
        this.timestamps = timestamps;
        this.cosignatures = cosignatures;
    }

    /** Every leaf from one checkpoint's size to another's; the earlier is empty for the beginning of the ledger. */
    public record Excerpt(Optional<Checkpoint> earlier, Checkpoint later) {

        long from() {
            return earlier.map(Checkpoint::size).orElse(0L);
        }
    }

    /** A checkpoint with an authority's timestamp of its note (RFC 3161, TimeStampResp). */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Stamped(Checkpoint checkpoint, byte[] answer) {}

    /** Takes files of what entries hold, by name. */
    @FunctionalInterface
    public interface Contents {
        void file(String name, byte[] bytes) throws IOException;
    }

    /**
     * The shortest that has the entries [first, size) in it and ends where a witness signed too, or else the shortest; empty while no
     * checkpoint covers them.
     */
    public Optional<Excerpt> covering(long first, long size) {
        return cosignatures
                .atLeast(size)
                .flatMap(checkpoints::of)
                .or(() -> checkpoints.atLeast(size))
                .map(later -> new Excerpt(checkpoints.atMost(Math.min(first, size)), cosignatures.added(later)));
    }

    /** The newest timestamp of a checkpoint that the excerpt's leaves lead to. */
    public Optional<Stamped> stamped(Excerpt excerpt) {
        return timestamps
                .between(excerpt.from(), excerpt.later().size())
                .flatMap(last -> checkpoints
                        .of(last.size())
                        .flatMap(checkpoint ->
                                timestamps.answer(last.size()).map(answer -> new Stamped(checkpoint, answer))));
    }

    /** One leaf a line, as its bytes are. */
    public void writeLeaves(Excerpt excerpt, OutputStream out) throws IOException {
        long to = excerpt.later().size();
        for (long from = excerpt.from(); from < to; from += ROOM) {
            for (byte[] leaf : leaves.of(from, (int) Math.min(ROOM, to - from))) {
                out.write(leaf);
                out.write('\n');
            }
        }
    }

    /** The edge of the tree at the earlier checkpoint, a hash in hexadecimal digits a line, the largest subtree first. */
    public String peaks(Excerpt excerpt) {
        StringBuilder peaks = new StringBuilder();
        long done = 0;
        for (long left = excerpt.from(); left > 0; left -= Long.highestOneBit(left)) {
            int level = Long.numberOfTrailingZeros(Long.highestOneBit(left));
            Sha256 root = subtrees.root(level, done >> level);
            peaks.append(root.hex()).append('\n');
            done += 1L << level;
        }
        return peaks.toString();
    }

    /**
     * What the entries hold at the positions asked for, and nothing of what they hold beside: {@code items/<index>-<position>}, with
     * salt, item and path a line each; of leaves of version 1, which are all or nothing, {@code details/<index>}, with the salt on
     * the first line.
     */
    public void contents(SortedMap<Long, SortedSet<Integer>> asked, Contents out) throws IOException {
        List<Long> all = List.copyOf(asked.keySet());
        for (int from = 0; from < all.size(); from += ROOM) {
            List<Row> rows = jdbc.sql(
                            "SELECT index, salt, detail, items FROM ledger.entry WHERE index = ANY (:indexes) ORDER BY index")
                    .param(
                            "indexes",
                            all.subList(from, Math.min(all.size(), from + ROOM)).toArray(Long[]::new))
                    .query((row, n) -> new Row(row.getLong(1), row.getBytes(2), row.getBytes(3), row.getBytes(4)))
                    .list();
            for (Row row : rows) {
                row.write(Objects.requireNonNull(asked.get(row.index())), out);
            }
        }
    }

    /** What the leaf of one entry says "c" of: the salt on the first line, then the detail. */
    public byte[] detail(long index) {
        return jdbc.sql("SELECT index, salt, detail FROM ledger.entry WHERE index = :index")
                .param("index", index)
                .query((row, n) -> new Row(row.getLong(1), row.getBytes(2), row.getBytes(3), null))
                .single()
                .detailFile();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(long index, byte[] salt, byte[] detail, byte @Nullable [] stored) {

        void write(SortedSet<Integer> positions, Contents out) throws IOException {
            if (stored == null) {
                out.file("details/" + index, detailFile());
                return;
            }
            Items items = Items.read(stored);
            for (int position : positions) {
                out.file(
                        "items/" + index + "-" + position,
                        items.open(position).lines().getBytes(StandardCharsets.UTF_8));
            }
        }

        private byte[] detailFile() {
            byte[] head = (HexFormat.of().formatHex(salt) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] file = new byte[head.length + detail.length];
            System.arraycopy(head, 0, file, 0, head.length);
            System.arraycopy(detail, 0, file, head.length, detail.length);
            return file;
        }
    }
}
