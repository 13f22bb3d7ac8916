package io.exhibit.intake;

import io.exhibit.kernel.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Submissions as people read them: with their sender's name, and as they stood at the time of the question. */
@Component
class SubmissionList {

    private static final Cursor START =
            new Cursor(Instant.parse("9999-01-01T00:00:00Z"), UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final String ROWS = """
            SELECT s.id, s.kind, s.token_id, t.name AS sender, encode(s.sha256, 'hex') AS sha256, s.size, s.content_type,
                   s.encoding, s.format, s.context, s.received_at, s.entry_index, s.position,
                   coalesce(i.state, 'RECEIVED') AS state, i.reason, i.detail, i.reader, i.counts, i.interpreted_at
              FROM intake.submission s
              LEFT JOIN access.pub_token t ON t.id = s.token_id
              LEFT JOIN intake.interpretation i ON i.submission_id = s.id AND i.interpreted_at <= :asOf
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SubmissionList(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What is asked for; empty texts and a null sender mean any. */
    record Question(
            String kind,
            String state,
            @Nullable UUID sender,
            Instant asOf,
            @Nullable Cursor after) {}

    /** A token that sent something. */
    record Sender(UUID id, String name) {}

    List<SubmissionLine> page(Question question, int most) {
        Cursor from = question.after() == null ? START : question.after();
        String senders = question.sender() == null ? "" : " AND s.token_id = :sender";
        return jdbc.sql(ROWS + """
                 WHERE s.received_at <= :asOf AND (s.received_at, s.id) < (:at, :id)
                   AND (:kind = '' OR s.kind = :kind)
                   AND (:state = '' OR coalesce(i.state, 'RECEIVED') = :state)
                """ + senders + " ORDER BY s.received_at DESC, s.id DESC LIMIT :most")
                .param("asOf", question.asOf().atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("kind", question.kind())
                .param("state", question.state())
                .param("sender", question.sender())
                .param("most", most)
                .query(this::line)
                .list();
    }

    /** What could not be read, the latest first. */
    List<SubmissionLine> quarantined(Instant asOf, @Nullable Cursor after, int most) {
        Cursor from = after == null ? START : after;
        return jdbc.sql(ROWS + """
                 WHERE i.state = 'QUARANTINED' AND (i.interpreted_at, s.id) < (:at, :id)
                 ORDER BY i.interpreted_at DESC, s.id DESC
                 LIMIT :most
                """)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("most", most)
                .query(this::line)
                .list();
    }

    Optional<SubmissionLine> find(UUID id) {
        return jdbc.sql(ROWS + " WHERE s.id = :id")
                .param("asOf", START.at().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(this::line)
                .optional();
    }

    /** The requests that an entry of the ledger speaks of, in its order. */
    List<SubmissionLine> of(long entryIndex, int most) {
        return jdbc.sql(ROWS + " WHERE s.entry_index = :entry ORDER BY s.position LIMIT :most")
                .param("asOf", START.at().atOffset(ZoneOffset.UTC))
                .param("entry", entryIndex)
                .param("most", most)
                .query(this::line)
                .list();
    }

    List<Sender> senders() {
        return jdbc.sql("""
                SELECT t.id, t.name
                  FROM access.pub_token t
                 WHERE EXISTS (SELECT 1 FROM intake.submission s WHERE s.token_id = t.id)
                 ORDER BY t.name, t.id
                """).query(Sender.class).list();
    }

    private SubmissionLine line(ResultSet rs, int n) throws SQLException {
        OffsetDateTime interpreted = rs.getObject("interpreted_at", OffsetDateTime.class);
        String sender = rs.getString("sender");
        return new SubmissionLine(
                rs.getObject("id", UUID.class),
                sender == null ? "token " + rs.getString("token_id") : sender,
                rs.getObject("received_at", OffsetDateTime.class).toInstant(),
                interpreted == null ? null : interpreted.toInstant(),
                new SubmissionLine.Content(
                        rs.getString("kind"),
                        rs.getString("sha256"),
                        rs.getLong("size"),
                        rs.getString("content_type"),
                        rs.getString("encoding"),
                        rs.getString("format"),
                        object(rs.getString("context"))),
                new SubmissionLine.Place(rs.getLong("entry_index"), rs.getInt("position")),
                new SubmissionLine.Outcome(
                        rs.getString("state"),
                        rs.getString("reason"),
                        rs.getString("detail"),
                        rs.getString("reader"),
                        object(rs.getString("counts"))));
    }

    private Map<String, Object> object(@Nullable String text) {
        return text == null ? Map.of() : new LinkedHashMap<>(json.readValue(text, OBJECT));
    }
}
