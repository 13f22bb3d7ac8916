package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The timestamps that checkpoints were given, each for ever. */
@Component
class Timestamps {

    private final JdbcClient jdbc;
    private final Clock clock;

    Timestamps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Anchor.Vouched> newest() {
        return between(0, Long.MAX_VALUE);
    }

    /** The newest of a checkpoint above one size, up to another. */
    Optional<Anchor.Vouched> between(long above, long upTo) {
        return jdbc.sql("""
                SELECT size, stamped_at, authority, kept_at
                  FROM ledger.timestamp_token
                 WHERE size > :above AND size <= :upTo
                 ORDER BY size DESC LIMIT 1
                """)
                .param("above", above)
                .param("upTo", upTo)
                .query((row, n) -> vouched(row))
                .optional();
    }

    /** The authority's answer (RFC 3161, TimeStampResp), as it came. */
    Optional<byte[]> answer(long size) {
        return jdbc.sql("SELECT answer FROM ledger.timestamp_token WHERE size = :size")
                .param("size", size)
                .query(byte[].class)
                .optional();
    }

    /** Whether a pack was sealed from one size on and before another: its sealing should not wait for the hour. */
    boolean packsSealed(long from, long to) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM ledger.entry WHERE kind = 'pack.sealed' AND index >= :from AND index < :to)
                """)
                .param("from", from)
                .param("to", to)
                .query(Boolean.class)
                .single();
    }

    private static Anchor.Vouched vouched(ResultSet row) throws SQLException {
        return new Anchor.Vouched(
                row.getLong("size"),
                Columns.at(row, "stamped_at"),
                row.getString("authority"),
                Columns.at(row, "kept_at"));
    }

    void keep(Checkpoint checkpoint, Stamp stamp) {
        jdbc.sql("""
                INSERT INTO ledger.timestamp_token (size, authority, stamped_at, answer, kept_at)
                VALUES (:size, :authority, :at, :answer, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("size", checkpoint.size())
                .param("authority", stamp.authority())
                .param("at", stamp.at().atOffset(ZoneOffset.UTC))
                .param("answer", stamp.answer())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
