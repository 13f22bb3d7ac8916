package io.exhibit.intake;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of intake.submission: added in batches, found by key or in ledger order. */
@Component
class SubmissionStore {

    private static final String ADD = """
            INSERT INTO intake.submission (id, kind, token_id, sha256, size, content_type, encoding, format,
                                           context, context_hash, received_at, entry_index, position)
            SELECT t.id, t.kind, t.token_id, t.sha256, t.size, t.content_type, t.encoding, t.format,
                   t.context::jsonb, t.context_hash, t.received_at::timestamptz, t.entry_index, t.position
              FROM unnest(:ids::uuid[], :kinds::text[], :tokens::uuid[], :sha256s::bytea[], :sizes::bigint[],
                          :types::text[], :encodings::text[], :formats::text[], :contexts::text[],
                          :hashes::bytea[], :received::text[], :indexes::bigint[], :positions::int[])
                   AS t (id, kind, token_id, sha256, size, content_type, encoding, format, context, context_hash,
                         received_at, entry_index, position)
            """;

    private static final TypeReference<Map<String, String>> CONTEXT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final JsonMapper json;

    SubmissionStore(JdbcClient jdbc, Ledger ledger, JsonMapper json) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.json = json;
    }

    /** A delivery and what its sender is told. */
    record Row(Delivery delivery, Accepted accepted) {}

    private record Known(SubmissionKey key, UUID id, long entryIndex, int position) {}

    Map<SubmissionKey, Accepted> known(List<Delivery> batch) {
        List<Known> rows = jdbc.sql("""
                SELECT s.id, s.token_id, s.kind, s.sha256, s.context_hash, s.entry_index, s.position
                  FROM unnest(:tokens::uuid[], :kinds::text[], :sha256s::bytea[], :contexts::bytea[])
                       AS t (token_id, kind, sha256, context_hash)
                  JOIN intake.submission s USING (token_id, kind, sha256, context_hash)
                """)
                .param("tokens", strings(batch, delivery -> delivery.tokenId().toString()))
                .param("kinds", strings(batch, delivery -> delivery.kind().name()))
                .param("sha256s", hashes(batch, delivery -> delivery.body().sha256()))
                .param("contexts", hashes(batch, delivery -> delivery.context().hash()))
                .query((rs, n) -> new Known(
                        new SubmissionKey(
                                rs.getObject("token_id", UUID.class),
                                Kind.valueOf(rs.getString("kind")),
                                Sha256.ofBytes(rs.getBytes("sha256")),
                                Sha256.ofBytes(rs.getBytes("context_hash"))),
                        rs.getObject("id", UUID.class),
                        rs.getLong("entry_index"),
                        rs.getInt("position")))
                .list();
        Map<SubmissionKey, Accepted> known = new HashMap<>();
        for (Known row : rows) {
            Receipt receipt = ledger.receipt(row.entryIndex()).orElseThrow();
            known.put(row.key(), new Accepted(row.id(), receipt, row.position(), true));
        }
        return known;
    }

    void add(List<Row> rows) {
        jdbc.sql(ADD)
                .param("ids", strings(rows, row -> row.accepted().id().toString()))
                .param("kinds", strings(rows, row -> row.delivery().kind().name()))
                .param("tokens", strings(rows, row -> row.delivery().tokenId().toString()))
                .param("sha256s", hashes(rows, row -> row.delivery().body().sha256()))
                .param(
                        "sizes",
                        rows.stream().map(row -> row.delivery().body().size()).toArray(Long[]::new))
                .param("types", strings(rows, row -> row.delivery().contentType()))
                .param("encodings", strings(rows, row -> row.delivery().encoding()))
                .param(
                        "formats",
                        rows.stream()
                                .map(row -> row.delivery().context().format())
                                .toArray(String[]::new))
                .param(
                        "contexts",
                        strings(
                                rows,
                                row -> json.writeValueAsString(
                                        row.delivery().context().values())))
                .param("hashes", hashes(rows, row -> row.delivery().context().hash()))
                .param(
                        "received",
                        strings(
                                rows,
                                row -> row.accepted().receipt().recordedAt().toString()))
                .param(
                        "indexes",
                        rows.stream()
                                .map(row -> row.accepted().receipt().index())
                                .toArray(Long[]::new))
                .param(
                        "positions",
                        rows.stream().map(row -> row.accepted().position()).toArray(Integer[]::new))
                .update();
    }

    /**
     * What is to be read after a place in the ledger and up to another, in its order: each submission in its own turn, or, when replays of it are
     * recorded, in the turn of each of these and in no other.
     */
    List<Queued> between(Kind kind, Place after, Place last, int most) {
        return jdbc.sql("""
                SELECT s.id, s.kind, s.token_id, s.sha256, s.size, s.encoding, s.format, s.context, s.received_at,
                       s.entry_index, s.position, q.entry_index AS turn_index, q.position AS turn_position
                  FROM ((SELECT s.id, s.entry_index, s.position
                           FROM intake.submission s
                          WHERE s.kind = :kind AND (s.entry_index, s.position) > (:index, :position)
                            AND NOT EXISTS (SELECT 1 FROM intake.replay r WHERE r.submission_id = s.id)
                          ORDER BY s.entry_index, s.position
                          LIMIT :most)
                        UNION ALL
                        (SELECT r.submission_id, r.entry_index, r.position
                           FROM intake.replay r
                          WHERE r.kind = :kind AND (r.entry_index, r.position) > (:index, :position)
                          ORDER BY r.entry_index, r.position
                          LIMIT :most)) AS q
                  JOIN intake.submission s ON s.id = q.id
                 WHERE (q.entry_index, q.position) <= (:lastIndex, :lastPosition)
                 ORDER BY q.entry_index, q.position
                 LIMIT :most
                """)
                .param("kind", kind.name())
                .param("index", after.entryIndex())
                .param("position", after.position())
                .param("lastIndex", last.entryIndex())
                .param("lastPosition", last.position())
                .param("most", most)
                .query(mapper())
                .list();
    }

    /** A submission whose turn it is, how its bytes are compressed, and where in the ledger its turn stands. */
    record Queued(Submission submission, String encoding, long turnIndex, int turnPosition) {}

    private RowMapper<Queued> mapper() {
        return (rs, n) -> new Queued(
                new Submission(
                        rs.getObject("id", UUID.class),
                        Kind.valueOf(rs.getString("kind")),
                        rs.getObject("token_id", UUID.class),
                        Sha256.ofBytes(rs.getBytes("sha256")),
                        rs.getLong("size"),
                        rs.getString("format"),
                        json.readValue(rs.getString("context"), CONTEXT),
                        Columns.at(rs, "received_at"),
                        rs.getLong("entry_index"),
                        rs.getInt("position")),
                rs.getString("encoding"),
                rs.getLong("turn_index"),
                rs.getInt("turn_position"));
    }

    private static <T> String[] strings(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> byte[][] hashes(List<T> rows, Function<T, Sha256> column) {
        return rows.stream().map(row -> column.apply(row).bytes()).toArray(byte[][]::new);
    }
}
