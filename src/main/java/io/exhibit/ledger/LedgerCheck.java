package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the whole ledger again, hashes every leaf, detail and original, and compares the tree with every checkpoint. */
@Component
public class LedgerCheck {

    private static final long CHECKPOINTS_AHEAD = 10_000;

    private final Ledger ledger;
    private final Examination examination;
    private final Checkpoints checkpoints;
    private final Subtrees subtrees;

    LedgerCheck(Ledger ledger, Examination examination, Checkpoints checkpoints, Subtrees subtrees) {
        this.subtrees = subtrees;
        this.ledger = ledger;
        this.examination = examination;
        this.checkpoints = checkpoints;
    }

    /** Checks that database without the application, over one connection; key as in {@link #run}. */
    public static Outcome run(DataSource source, @Nullable String key) {
        Connection connection = DataSourceUtils.getConnection(source);
        try {
            return over(new SingleConnectionDataSource(connection, true)).run(key);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    private static LedgerCheck over(DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        Clock clock = Clock.systemUTC();
        StoredBytes stored = new StoredBytes(jdbc, new Originals(jdbc, clock));
        Examination examination = new Examination(jdbc, stored, JsonMapper.shared());
        return new LedgerCheck(new Ledger(jdbc, clock), examination, new Checkpoints(jdbc, clock), new Subtrees(jdbc));
    }

    /** What was looked at, and what is wrong; failure is null when nothing is. Bytes are those of the originals. */
    public record Outcome(
            long entries,
            long originals,
            long bytes,
            long checkpoints,
            Sha256 root,
            @Nullable String failure) {

        public boolean isSound() {
            return failure == null;
        }

        Map<String, Object> toMap() {
            return Map.of(
                    "entries", entries,
                    "originals", originals,
                    "bytes", bytes,
                    "checkpoints", checkpoints,
                    "root", root.hex(),
                    "failure", failure == null ? "" : failure);
        }
    }

    /** Checks what there is now. Key: the log's key (name+id+base64) from elsewhere, to verify signatures by; null: they are not. */
    public Outcome run(@Nullable String key) {
        Walk walk = new Walk(key == null ? null : NoteVerifier.read(key));
        Examination.Extent extent = new Examination.Extent(0, 0, 0);
        String failure = null;
        try {
            extent = examination.examine(0, ledger.size(), walk::step);
            walk.end();
        } catch (Inconsistent found) {
            failure = String.valueOf(found.getMessage());
        } catch (DataAccessException failed) {
            failure = Damage.named(failed).orElseThrow(() -> failed);
        }
        return new Outcome(
                walk.frontier.size(), extent.originals(), extent.bytes(), walk.compared, walk.frontier.root(), failure);
    }

    /** Along the entries, with the checkpoints beside them. */
    private final class Walk {

        private final Frontier frontier = new Frontier();
        private final @Nullable NoteVerifier verifier;
        private final Queue<Checkpoints.Stored> ahead = new ArrayDeque<>();
        private final long signed = checkpoints.signed();
        private long fetched;
        private long compared;

        private Walk(@Nullable NoteVerifier verifier) {
            this.verifier = verifier;
        }

        private void step(Sha256 leafHash) {
            frontier.add(leafHash, this::compare);
            if (frontier.size() > fetched) {
                ahead.addAll(checkpoints.stored(fetched, fetched + CHECKPOINTS_AHEAD));
                fetched += CHECKPOINTS_AHEAD;
            }
            Checkpoints.Stored next = ahead.peek();
            if (next != null && next.size() == frontier.size()) {
                compare(ahead.remove().checked());
            }
        }

        /** What tiles and proofs are made of. */
        private void compare(int level, long index, Sha256 root) {
            if (level == 0 || level % Subtrees.TILE != 0) {
                return;
            }
            Optional<Sha256> stored = subtrees.stored(level / Subtrees.TILE, index);
            boolean wanted = (index + 1) << level <= signed;
            if (stored.map(found -> !found.equals(root)).orElse(wanted)) {
                throw new Inconsistent("The stored subtree " + index + " of level " + level / Subtrees.TILE
                        + " is not that of its entries.");
            }
        }

        private void compare(Checkpoint checkpoint) {
            if (!checkpoint.root().equals(frontier.root())) {
                throw new Inconsistent("The first " + checkpoint.size() + " entries are not those that were signed.");
            }
            if (verifier != null && !verifier.verifies(checkpoint.note())) {
                throw new Inconsistent(
                        "The checkpoint of " + checkpoint.size() + " entries is not signed with the given key.");
            }
            compared++;
        }

        private void end() {
            if (signed > frontier.size()) {
                throw new Inconsistent(
                        "The ledger has " + frontier.size() + " entries, and " + signed + " were signed.");
            }
        }
    }
}
