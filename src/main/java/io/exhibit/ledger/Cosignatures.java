package io.exhibit.ledger;

import io.exhibit.kernel.Columns;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What witnesses signed of checkpoints, each line for ever. */
@Component
class Cosignatures {

    private final JdbcClient jdbc;
    private final Clock clock;

    Cosignatures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest by that witness, whose key is written so. */
    Optional<Anchor.Vouched> newest(String witness) {
        return jdbc.sql("""
                SELECT size, signed_at, kept_at FROM ledger.cosignature WHERE witness = :witness ORDER BY size DESC LIMIT 1
                """)
                .param("witness", witness)
                .query((row, n) -> new Anchor.Vouched(
                        row.getLong("size"),
                        Columns.at(row, "signed_at"),
                        witness.substring(0, witness.indexOf('+')),
                        Columns.at(row, "kept_at")))
                .optional();
    }

    /** The smallest checkpoint of so many entries or more that any witness signed. */
    Optional<Long> atLeast(long size) {
        return jdbc.sql("SELECT min(size) FROM ledger.cosignature WHERE size >= :size")
                .param("size", size)
                .query(Long.class)
                .optional();
    }

    /** The checkpoint with the lines of all who signed it: the same text, and the ledger's own signature first. */
    Checkpoint added(Checkpoint checkpoint) {
        List<String> lines = jdbc.sql("SELECT line FROM ledger.cosignature WHERE size = :size ORDER BY witness")
                .param("size", checkpoint.size())
                .query(String.class)
                .list();
        return new Checkpoint(
                checkpoint.origin(), checkpoint.size(), checkpoint.root(), checkpoint.note() + String.join("", lines));
    }

    void keep(Checkpoint checkpoint, WitnessKey witness, WitnessKey.Cosigned cosigned) {
        jdbc.sql("""
                INSERT INTO ledger.cosignature (size, witness, line, signed_at, kept_at)
                VALUES (:size, :witness, :line, :at, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("size", checkpoint.size())
                .param("witness", witness.written())
                .param("line", cosigned.line())
                .param("at", cosigned.at().atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
