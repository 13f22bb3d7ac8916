package io.exhibit.intake;

import io.exhibit.kernel.Columns;
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

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final String ROWS = """
            SELECT s.id, s.kind, s.token_id, t.name AS sender, encode(s.sha256, 'hex') AS sha256, s.size, s.content_type,
                   s.encoding, s.format, s.context, s.received_at, s.entry_index, s.position,
                   coalesce(i.reason, b.reason) AS reason, coalesce(i.detail, b.detail) AS detail,
                   coalesce(i.reader, b.reader) AS reader, i.counts, coalesce(i.interpreted_at, b.read_at) AS interpreted_at,
                   CASE WHEN i.state = 'INTERPRETED' THEN i.state
                        WHEN d.submission_id IS NOT NULL THEN 'DISMISSED'
                        WHEN coalesce(i.reader, b.reader) IS NOT NULL THEN 'QUARANTINED'
                        ELSE 'RECEIVED' END AS state
              FROM intake.submission s
              LEFT JOIN access.pub_token t ON t.id = s.token_id
              LEFT JOIN intake.interpretation i ON i.submission_id = s.id AND i.interpreted_at <= :asOf
              LEFT JOIN LATERAL (SELECT r.reason, r.detail, r.reader, r.read_at
                                   FROM intake.replay r
                                  WHERE r.submission_id = s.id AND r.read_at <= :asOf
                                  ORDER BY r.entry_index DESC
                                  LIMIT 1) AS b ON i.submission_id IS NULL
              LEFT JOIN intake.dismissal d ON d.submission_id = s.id AND d.confirmed_at <= :asOf
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
        Cursor from = question.after() == null ? Cursor.START : question.after();
        String senders = question.sender() == null ? "" : " AND s.token_id = :sender";
        return jdbc.sql("SELECT * FROM (" + ROWS + """
                 WHERE s.received_at <= :asOf AND (s.received_at, s.id) < (:at, :id)
                   AND (:kind = '' OR s.kind = :kind)
                """ + senders + """
                ) AS line WHERE :state IN ('', state) ORDER BY received_at DESC, id DESC LIMIT :most""")
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

    /** Those in quarantine, or dismissed: of one reason or of any, the oldest or the latest first. */
    record Unread(
            boolean dismissed,
            String reason,
            boolean oldest,
            Instant asOf,
            @Nullable Cursor after) {

        private Cursor from() {
            return after != null ? after : oldest ? Cursor.EARLIEST : Cursor.START;
        }
    }

    List<SubmissionLine> unread(Unread asked, int most) {
        String way = asked.oldest() ? " > (:at, :id)" : " < (:at, :id)";
        String order = asked.oldest() ? "s.received_at, s.id" : "s.received_at DESC, s.id DESC";
        return jdbc.sql(ROWS + """
                  JOIN intake.pub_quarantined_at(:asOf) AS q ON q.submission_id = s.id
                 WHERE q.dismissed = :dismissed AND :reason IN ('', q.reason) AND (s.received_at, s.id)
                """ + way + " ORDER BY " + order + " LIMIT :most")
                .param("asOf", asked.asOf().atOffset(ZoneOffset.UTC))
                .param("at", asked.from().at().atOffset(ZoneOffset.UTC))
                .param("id", asked.from().id())
                .param("dismissed", asked.dismissed())
                .param("reason", asked.reason())
                .param("most", most)
                .query(this::line)
                .list();
    }

    Optional<SubmissionLine> find(UUID id) {
        return jdbc.sql(ROWS + " WHERE s.id = :id")
                .param("asOf", Cursor.START.at().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(this::line)
                .optional();
    }

    /** The requests that an entry of the ledger speaks of, in its order. */
    List<SubmissionLine> of(long entryIndex, int most) {
        return jdbc.sql(ROWS + " WHERE s.entry_index = :entry ORDER BY s.position LIMIT :most")
                .param("asOf", Cursor.START.at().atOffset(ZoneOffset.UTC))
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
                Columns.at(rs, "received_at"),
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
