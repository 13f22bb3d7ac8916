package io.exhibit.intake;

import io.exhibit.kernel.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger's entries as people read them, newest first. */
@Component
class LedgerList {

    private final JdbcClient jdbc;

    LedgerList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry's header. */
    record Entry(long index, String kind, Instant recordedAt, String leafHash) {}

    /** What says only that nothing happened; left out unless it is asked for. */
    static final String HEARTBEAT = "heartbeat";

    static final String ANY = "any";

    /** Entries below an index, recorded by then; an empty kind means any but heartbeats. */
    List<Entry> page(String kind, Instant asOf, long below, int most) {
        String kinds = switch (kind) {
            case ANY -> "";
            case "" -> " AND e.kind <> '" + HEARTBEAT + "'";
            default -> " AND e.kind = :kind";
        };
        return jdbc.sql("""
                SELECT e.index, e.kind, e.recorded_at, encode(e.leaf_hash, 'hex') AS leaf_hash
                  FROM ledger.pub_entry e
                 WHERE e.index < :below AND e.recorded_at <= :asOf
                """ + kinds + " ORDER BY e.index DESC LIMIT :most")
                .param("below", below)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("most", most)
                .query((rs, n) -> new Entry(
                        rs.getLong("index"),
                        rs.getString("kind"),
                        Columns.at(rs, "recorded_at"),
                        rs.getString("leaf_hash")))
                .list();
    }

    /** The kinds there are: one step in the index each, however many entries there are. */
    List<String> kinds() {
        return jdbc.sql("""
                WITH RECURSIVE kinds (kind) AS (
                    SELECT min(e.kind) FROM ledger.pub_entry e
                    UNION ALL
                    SELECT (SELECT min(e.kind) FROM ledger.pub_entry e WHERE e.kind > k.kind)
                      FROM kinds k
                     WHERE k.kind IS NOT NULL)
                SELECT kind FROM kinds WHERE kind IS NOT NULL ORDER BY kind
                """).query(String.class).list();
    }

    /** Who a leaf's pseudonym stands for: a person's or a token's name, where the id is one. */
    Optional<String> name(@Nullable UUID id) {
        return id == null
                ? Optional.empty()
                : jdbc.sql("""
                        SELECT p.name FROM access.pub_person p WHERE p.id = :id
                        UNION ALL
                        SELECT t.name FROM access.pub_token t WHERE t.id = :id
                        LIMIT 1
                        """).param("id", id).query(String.class).optional();
    }
}
