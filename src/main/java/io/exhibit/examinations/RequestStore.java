package io.exhibit.examinations;

import io.exhibit.kernel.Columns;
import io.exhibit.ledger.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The rows of requests and of what became of them, as the ledger says. */
@Repository
class RequestStore {

    private final JdbcClient jdbc;

    RequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void receive(Decision decision) {
        for (JsonNode detail : decision.detail().get("requests")) {
            Letter.Line line = Letter.Line.of(detail);
            jdbc.sql("""
                    INSERT INTO examinations.request (list_entry, n, mandate, number, wanted, due_on, remark, asked_at)
                    VALUES (:list, :n, :mandate, :number, :wanted, :due::date, :remark, :at)
                    """)
                    .param("list", decision.index())
                    .param("n", line.n())
                    .param("mandate", decision.detail().get("mandate").asLong())
                    .param("number", line.number())
                    .param("wanted", line.wanted())
                    .param("due", line.due())
                    .param("remark", line.remark())
                    .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    void step(Decision decision, Wanted.Kind kind) {
        JsonNode detail = decision.detail();
        jdbc.sql("""
                INSERT INTO examinations.request_step (entry_index, list_entry, n, kind, link, words, at, by)
                VALUES (:entry, :list, :n, :kind, :link, :words, :at, :by::uuid)
                """)
                .param("entry", decision.index())
                .param("list", detail.get("list").asLong())
                .param("n", detail.get("n").asInt())
                .param("kind", kind.name())
                .param("link", detail.path("link").asString(""))
                .param("words", detail.path("words").asString(""))
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .update();
    }

    Optional<Wanted> find(long mandate, long list, int n) {
        return of(mandate).stream()
                .filter(wanted -> wanted.list() == list && wanted.said().n() == n)
                .findFirst();
    }

    /** How many requests of a letter were not read whole. */
    long unread(long list) {
        return jdbc.sql("SELECT count(*) FROM examinations.request r WHERE r.list_entry = :list AND r.remark <> ''")
                .param("list", list)
                .query(Long.class)
                .single();
    }

    /** Those under a mandate, in the order of the letters. */
    List<Wanted> of(long mandate) {
        Map<String, List<Wanted.Step>> steps = steps(mandate);
        return jdbc.sql("""
                SELECT r.list_entry, r.n, r.mandate, r.number, r.wanted, r.due_on, r.remark, r.asked_at
                  FROM examinations.request r
                 WHERE r.mandate = :mandate
                 ORDER BY r.list_entry, r.n
                """)
                .param("mandate", mandate)
                .query((row, n) -> wanted(row, steps))
                .list();
    }

    /** Whether a request under that mandate was answered with exactly that. */
    boolean isAnsweredWith(long mandate, String link) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1
                                 FROM examinations.request_step s
                                 JOIN examinations.request r ON r.list_entry = s.list_entry AND r.n = s.n
                                WHERE s.link = :link AND r.mandate = :mandate)
                """)
                .param("link", link)
                .param("mandate", mandate)
                .query(Boolean.class)
                .single();
    }

    /** Whether there is such a document, and somebody has approved it. */
    boolean isDocument(long entry) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM documents.pub_document d WHERE d.entry_index = :entry AND d.approved_at IS NOT NULL)
                """).param("entry", entry).query(Boolean.class).single();
    }

    private Map<String, List<Wanted.Step>> steps(long mandate) {
        return jdbc.sql("""
                        SELECT s.list_entry, s.n, s.entry_index, s.kind, s.link, s.words, s.at, p.name
                          FROM examinations.request_step s
                          JOIN examinations.request r ON r.list_entry = s.list_entry AND r.n = s.n
                          LEFT JOIN access.pub_person p ON p.id = s.by
                         WHERE r.mandate = :mandate
                         ORDER BY s.entry_index
                        """).param("mandate", mandate).query((row, n) -> Map.entry(key(row), step(row))).list().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Wanted.Step step(ResultSet row) throws SQLException {
        return new Wanted.Step(
                row.getLong("entry_index"),
                Wanted.Kind.valueOf(row.getString("kind")),
                row.getString("link"),
                row.getString("words"),
                Columns.at(row, "at"),
                Objects.requireNonNullElse(row.getString("name"), "somebody unknown"));
    }

    private static Wanted wanted(ResultSet row, Map<String, List<Wanted.Step>> steps) throws SQLException {
        return new Wanted(
                row.getLong("mandate"),
                row.getLong("list_entry"),
                new Letter.Line(
                        row.getInt("n"),
                        row.getString("number"),
                        row.getString("wanted"),
                        row.getObject("due_on", LocalDate.class),
                        row.getString("remark")),
                Columns.at(row, "asked_at"),
                steps.getOrDefault(key(row), List.of()));
    }

    private static String key(ResultSet row) throws SQLException {
        return row.getLong("list_entry") + "/" + row.getInt("n");
    }
}
