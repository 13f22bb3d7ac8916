package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The checkpoints that were published, each for ever. */
@Component
public class Checkpoints {

    private final JdbcClient jdbc;
    private final Clock clock;

    Checkpoints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A checkpoint, the key that its signer says it is signed with (for display: whoever verifies has it from elsewhere), and when it was published. */
    public record Published(Checkpoint checkpoint, String verifier, Instant at) {}

    /** The newest; empty while nothing has been signed. */
    public Optional<Published> newest() {
        return jdbc.sql("SELECT note, verifier, published_at FROM ledger.checkpoint ORDER BY size DESC LIMIT 1")
                .query((row, n) -> new Published(
                        Checkpoint.parse(row.getString("note")),
                        row.getString("verifier"),
                        Columns.at(row, "published_at")))
                .optional();
    }

    /** The smallest that covers so many entries. */
    Optional<Checkpoint> atLeast(long size) {
        return one("SELECT note FROM ledger.checkpoint WHERE size >= :size ORDER BY size LIMIT 1", size);
    }

    /** The largest of no more entries than that. */
    Optional<Checkpoint> atMost(long size) {
        return one("SELECT note FROM ledger.checkpoint WHERE size <= :size ORDER BY size DESC LIMIT 1", size);
    }

    /** When the first of more entries than that was published. */
    Optional<Instant> firstAbove(long size) {
        return jdbc.sql("SELECT published_at FROM ledger.checkpoint WHERE size > :size ORDER BY size LIMIT 1")
                .param("size", size)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** The one of exactly so many entries. */
    Optional<Checkpoint> of(long size) {
        return one("SELECT note FROM ledger.checkpoint WHERE size = :size", size);
    }

    private Optional<Checkpoint> one(String sql, long size) {
        return jdbc.sql(sql).param("size", size).query(String.class).optional().map(Checkpoint::parse);
    }

    /** As it stands: what is said beside the note has to be what the note says. */
    record Stored(long size, Sha256 root, String note, String verifier) {

        /** Ends with {@link Inconsistent} when that is not so, or the signature is not one of the key that is named. */
        Checkpoint checked() {
            try {
                Checkpoint said = Checkpoint.parse(note);
                if (said.size() == size
                        && said.root().equals(root)
                        && NoteVerifier.read(verifier).verifies(note)) {
                    return said;
                }
            } catch (IllegalArgumentException unreadable) {
                throw new Inconsistent("The checkpoint of " + size + " entries cannot be read.", unreadable);
            }
            throw new Inconsistent(
                    "The checkpoint of " + size + " entries was changed: its signature does not go with it.");
        }
    }

    /** Those of sizes above from, up to to, in order, as they stand. */
    List<Stored> stored(long from, long to) {
        return jdbc.sql("""
                        SELECT size, root, note, verifier FROM ledger.checkpoint WHERE size > :from AND size <= :to ORDER BY size
                        """)
                .param("from", from)
                .param("to", to)
                .query((row, n) -> new Stored(
                        row.getLong("size"),
                        Sha256.ofBytes(row.getBytes("root")),
                        row.getString("note"),
                        row.getString("verifier")))
                .list();
    }

    /** The size of the largest, as it stands. */
    long signed() {
        return jdbc.sql("SELECT coalesce(max(size), 0) FROM ledger.checkpoint")
                .query(Long.class)
                .single();
    }

    void publish(Checkpoint checkpoint, String verifier) {
        jdbc.sql("""
                INSERT INTO ledger.checkpoint (size, root, note, verifier, published_at) VALUES (:size, :root, :note, :verifier, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("size", checkpoint.size())
                .param("root", checkpoint.root().bytes())
                .param("note", checkpoint.note())
                .param("verifier", verifier)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
