package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Columns;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Decision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What assessors accepted: reads it, and does what decisions about it come to, when they are made and when all is made anew. */
@Component
class AcceptanceStore {

    private static final String SAID = """
            SELECT a.entry_index, a.term, a.assessor, a.company, a.accepted_on, a.recorded_at, recorder.name AS recorder, a.file_name,
                   encode(a.sha256, 'hex') AS sha256, a.size, CASE WHEN a.taken_back_at <= :at THEN a.taken_back_at END AS taken_back_at,
                   a.taken_back_entry, taker.name AS taker, a.taken_back_why
              FROM findings.exception_acceptance a
              LEFT JOIN access.pub_person recorder ON recorder.id = a.recorded_by
              LEFT JOIN access.pub_person taker ON taker.id = a.taken_back_by
             WHERE a.exception_id = :exception AND a.recorded_at <= :at
             ORDER BY a.entry_index DESC
            """;

    private final JdbcClient jdbc;

    AcceptanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A term as somebody finds it who enters that it was accepted. over: by whatever ended it, or it was rejected. */
    record Term(
            long request,
            String kind,
            Instant requestedAt,
            UUID requestedBy,
            boolean over,
            boolean withWorksheet,
            @Nullable Long standing) {}

    /** All that was recorded by then, taken back or not, the newest first. */
    List<Acceptance> of(UUID exception, Instant at) {
        return jdbc.sql(SAID)
                .param("exception", exception)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Acceptance::read)
                .list();
    }

    Optional<Acceptance> one(UUID exception, long entry, Instant at) {
        return of(exception, at).stream().filter(one -> one.entry() == entry).findFirst();
    }

    /** The terms that somebody may record an acceptance of: with a worksheet, asked for by another, not over, and not accepted yet. */
    List<Choice> acceptable(UUID exception, UUID officer, Instant now) {
        return jdbc.sql("""
                SELECT t.n
                  FROM findings.exception_term t
                  JOIN findings.exception_worksheet w ON w.exception_id = t.exception_id AND w.term = t.n
                 WHERE t.exception_id = :id AND t.requested_by <> :officer AND t.rejected_at IS NULL AND t.withdrawn_at IS NULL
                   AND t.failed_at IS NULL AND t.expires_at > :now
                   AND NOT EXISTS (SELECT 1
                                     FROM findings.exception_acceptance a
                                    WHERE a.exception_id = t.exception_id AND a.term = t.n AND a.taken_back_at IS NULL)
                 ORDER BY t.n
                """)
                .param("id", exception)
                .param("officer", officer)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Choice(String.valueOf(row.getInt("n")), Acceptance.term(row.getInt("n"))))
                .list();
    }

    Term term(UUID exception, int term, Instant now) {
        return jdbc.sql("""
                SELECT e.entry_index, e.kind, t.requested_at, t.requested_by,
                       t.rejected_at IS NOT NULL OR t.withdrawn_at IS NOT NULL OR t.failed_at IS NOT NULL OR t.expires_at <= :now AS over,
                       w.term IS NOT NULL AS with_worksheet, a.entry_index AS standing
                  FROM findings.exception e
                  JOIN findings.exception_term t ON t.exception_id = e.id AND t.n = :term
                  LEFT JOIN findings.exception_worksheet w ON w.exception_id = e.id AND w.term = t.n
                  LEFT JOIN findings.exception_acceptance a ON a.exception_id = e.id AND a.term = t.n AND a.taken_back_at IS NULL
                 WHERE e.id = :id
                """)
                .param("id", exception)
                .param("term", term)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Term(
                        row.getLong("entry_index"),
                        row.getString("kind"),
                        Columns.at(row, "requested_at"),
                        Columns.id(row, "requested_by"),
                        row.getBoolean("over"),
                        row.getBoolean("with_worksheet"),
                        row.getObject("standing", Long.class)))
                .optional()
                .orElseThrow(() -> new NotFound("term of an exception"));
    }

    void keep(Decision decision) {
        AcceptanceEntry entry = AcceptanceEntry.of(decision.detail());
        jdbc.sql("""
                INSERT INTO findings.exception_acceptance (entry_index, exception_id, term, recorded_at, recorded_by, recorded_role, assessor,
                                                           company, accepted_on, file_name, sha256, size)
                SELECT :entry, e.id, :term, :at, :by, :role, :assessor, :company, :day, :file, :sha256, :size
                  FROM findings.exception e
                 WHERE e.entry_index = :request
                """)
                .param("entry", decision.index())
                .param("request", decision.detail().get("request").asLong())
                .param("term", entry.term())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("role", decision.detail().get("role").asString())
                .param("assessor", entry.assessor())
                .param("company", entry.company())
                .param("day", entry.acceptedOn())
                .param("file", entry.fileName())
                .param("sha256", new Sha256(decision.detail().get("sha256").asString()).bytes())
                .param("size", decision.detail().get("size").asLong())
                .update();
    }

    void takeBack(Decision decision) {
        jdbc.sql("""
                UPDATE findings.exception_acceptance
                   SET taken_back_at = :at, taken_back_entry = :entry, taken_back_by = :by, taken_back_role = :role, taken_back_why = :why
                 WHERE entry_index = :acceptance
                """)
                .param("entry", decision.index())
                .param("acceptance", decision.detail().get("acceptance").asLong())
                .param("at", decision.recordedAt().atOffset(ZoneOffset.UTC))
                .param("by", decision.by())
                .param("role", decision.detail().get("role").asString())
                .param("why", decision.detail().get("reason").asString())
                .update();
    }
}
