package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the register of exceptions as it stood at a time. */
@Component
class ExceptionStore {

    private static final int FETCH = 500;

    private final JdbcClient jdbc;

    ExceptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that happened to it: asked for, approved, rejected, withdrawn, or ended by itself (by null). */
    record Step(
            int term,
            String what,
            Instant at,
            @Nullable UUID by,
            @Nullable String name,
            @Nullable String role,
            String text,
            @Nullable Long entry) {}

    /** A finding it is about, and how it stands with it. until null: no approval yet. */
    record Covered(
            UUID finding,
            String vulnerability,
            String packageName,
            String target,
            @Nullable String rank,
            boolean open,
            boolean late,
            @Nullable Instant until,
            ExceptionState.@Nullable Ending ending) {

        public boolean isCoveredAt(Instant at) {
            return until != null && until.isAfter(at);
        }
    }

    Excerpt<ExceptionRow> page(ExceptionQuestion question, int room) {
        return Excerpt.of(rows(question, room + 1).query(ExceptionRow::read).list(), room);
    }

    @Transactional(readOnly = true)
    public void each(ExceptionQuestion question, Consumer<ExceptionRow> reader) {
        try (var rows = rows(question, null).withFetchSize(FETCH).query(ExceptionRow::read).stream()) {
            rows.forEach(reader);
        }
    }

    long count(ExceptionQuestion question) {
        return common(ExceptionSql.COUNT, question).query(Long.class).single();
    }

    ExceptionRow one(UUID id, Instant at) {
        return jdbc.sql(ExceptionSql.ONE)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(ExceptionRow::read)
                .optional()
                .orElseThrow(() -> new NotFound("exception"));
    }

    /** What happened to it by then, in its order. */
    List<Step> steps(UUID id, Instant at) {
        return jdbc.sql("""
                SELECT s.*, person.name
                  FROM (SELECT t.n AS term, CASE WHEN t.n = 1 THEN 'REQUESTED' ELSE 'EXTENSION' END AS what, t.requested_at AS at,
                               t.requested_by AS by, t.requested_role AS role, t.reason AS text, t.entry_index
                          FROM findings.exception_term t
                         WHERE t.exception_id = :id
                        UNION ALL
                        SELECT d.term, d.kind, d.decided_at, d.decided_by, d.decided_role, d.comment, d.entry_index
                          FROM findings.exception_decision d
                         WHERE d.exception_id = :id
                        UNION ALL
                        SELECT a.term, 'ACCEPTED', a.recorded_at, a.recorded_by, a.recorded_role,
                               'By ' || a.assessor || ' of ' || a.company || ' on ' || a.accepted_on, a.entry_index
                          FROM findings.exception_acceptance a
                         WHERE a.exception_id = :id
                        UNION ALL
                        SELECT a.term, 'TAKEN_BACK', a.taken_back_at, a.taken_back_by, a.taken_back_role, a.taken_back_why, a.taken_back_entry
                          FROM findings.exception_acceptance a
                         WHERE a.exception_id = :id AND a.taken_back_at IS NOT NULL) s
                  LEFT JOIN access.pub_person person ON person.id = s.by
                 WHERE s.at <= :at
                 ORDER BY s.entry_index
                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Step(
                        row.getInt("term"),
                        row.getString("what"),
                        Columns.at(row, "at"),
                        row.getObject("by", UUID.class),
                        row.getString("name"),
                        row.getString("role"),
                        Visible.text(row.getString("text")),
                        row.getObject("entry_index", Long.class)))
                .list();
    }

    /** The findings of its latest approved terms, else of those that were asked for last; those no longer covered first. */
    List<Covered> covered(UUID id, Instant at, int most) {
        return jdbc.sql("""
                SELECT f.id, f.vulnerability, f.package, g.name AS target, f.rank, c.valid_until, c.ended_by, c.valid_from IS NOT NULL AS approved,
                       EXISTS (SELECT 1
                                 FROM findings.episode o
                                WHERE o.finding_id = f.id AND o.opened_at <= :at AND (o.closed_at IS NULL OR o.closed_at > :at)) AS open,
                       c.asked_late AS late
                  FROM findings.pub_exception_cover c
                  JOIN findings.finding f ON f.id = c.finding_id
                  JOIN estate.pub_target g ON g.id = f.target_id
                 WHERE c.exception_id = :id AND f.first_detected_at <= :at
                   AND c.term = coalesce((SELECT max(t.n) FROM findings.exception_term t
                                           WHERE t.exception_id = :id AND t.approved_at <= :at),
                                         (SELECT max(t.n) FROM findings.exception_term t
                                           WHERE t.exception_id = :id AND t.requested_at <= :at))
                 ORDER BY c.valid_until, f.vulnerability, g.name, f.id
                 LIMIT :most
                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, n) -> covered(row, at))
                .list();
    }

    private static Covered covered(ResultSet row, Instant at) throws SQLException {
        boolean approved = row.getBoolean("approved");
        Instant until = approved ? Columns.at(row, "valid_until") : null;
        return new Covered(
                Columns.id(row, "id"),
                Visible.line(row.getString("vulnerability")),
                Visible.line(row.getString("package")),
                Visible.line(row.getString("target")),
                row.getString("rank"),
                row.getBoolean("open"),
                row.getBoolean("late"),
                until,
                until == null || until.isAfter(at) ? null : ExceptionState.Ending.valueOf(row.getString("ended_by")));
    }

    private JdbcClient.StatementSpec rows(ExceptionQuestion question, @Nullable Integer limit) {
        Cursor after = question.begin();
        return common(question.endsFirst() ? ExceptionSql.ENDING : ExceptionSql.LIST, question)
                .param("after", after.at().atOffset(ZoneOffset.UTC))
                .param("afterId", after.id())
                .param("limit", limit);
    }

    private JdbcClient.StatementSpec common(String sql, ExceptionQuestion question) {
        return jdbc.sql(sql)
                .param("state", question.state())
                .param("kind", question.kind())
                .param("vulnerability", question.vulnerability())
                .param("scope", question.scope())
                .param(
                        "until",
                        question.until() == null ? null : question.until().atOffset(ZoneOffset.UTC))
                .param("at", question.asOf().at().atOffset(ZoneOffset.UTC));
    }
}
