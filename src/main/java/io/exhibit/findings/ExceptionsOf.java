package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Written;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The exceptions that are about a finding, as they stood at a time. */
@Component
class ExceptionsOf {

    /** Of each exception the terms that were approved last by then, else those asked for last. */
    private static final String OF = """
            SELECT DISTINCT ON (c.exception_id) c.exception_id, c.kind, c.requested_at, c.expires_at, c.valid_until, c.ended_by,
                   CASE WHEN c.valid_from <= :at THEN c.valid_from END AS valid_from,
                   CASE WHEN t.rejected_at <= :at THEN t.rejected_at END AS rejected_at,
                   CASE WHEN t.withdrawn_at <= :at THEN t.withdrawn_at END AS withdrawn_at, asker.name AS requester,
                   c.asked_late AS late,
                   (SELECT min(m.from_at)
                      FROM findings.pub_compensated m
                     WHERE m.exception_id = c.exception_id AND m.term = c.term AND m.finding_id = c.finding_id
                       AND m.from_at <= :at AND m.until_at > :at) AS compensated_at,
                   ARRAY(SELECT coalesce(p.name, 'somebody no longer known')
                           FROM findings.exception_decision d
                           LEFT JOIN access.pub_person p ON p.id = d.decided_by
                          WHERE d.exception_id = c.exception_id AND d.term = c.term AND d.kind = 'APPROVED' AND d.decided_at <= :at
                          ORDER BY d.entry_index) AS approvers
              FROM findings.pub_exception_cover c
              JOIN findings.exception_term t ON t.exception_id = c.exception_id AND t.n = c.term
              LEFT JOIN access.pub_person asker ON asker.id = t.requested_by
             WHERE c.finding_id = :finding AND c.requested_at <= :at
             ORDER BY c.exception_id, (c.valid_from <= :at) IS TRUE DESC, c.term DESC
            """;

    private final JdbcClient jdbc;
    private final ExceptionKinds kinds;

    ExceptionsOf(JdbcClient jdbc, ExceptionKinds kinds) {
        this.jdbc = jdbc;
        this.kinds = kinds;
    }

    /**
     * One of them: how it stands for this finding, who asked and approved, since when an assessor's acceptance of it compensates, and what
     * it changes by each clock.
     */
    record About(
            UUID exception,
            String kind,
            String tone,
            String words,
            @Nullable String requester,
            List<String> approvers,
            boolean late,
            @Nullable Instant compensatedAt,
            List<ExceptionKinds.Line> effects) {}

    List<About> finding(UUID finding, Instant at) {
        return jdbc.sql(OF)
                .param("finding", finding)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> about(row, at))
                .list();
    }

    private About about(ResultSet row, Instant at) throws SQLException {
        ExceptionState state = state(row, at);
        Array approvers = Objects.requireNonNull(row.getArray("approvers"));
        var kind = kinds.kind(row.getString("kind"));
        return new About(
                Columns.id(row, "exception_id"),
                kind.name(),
                state.tone(),
                words(state, row),
                row.getString("requester"),
                Arrays.asList((String[]) approvers.getArray()),
                row.getBoolean("late"),
                Columns.maybeAt(row, "compensated_at"),
                kinds.lines(kind, row.getObject("compensated_at") != null));
    }

    private static ExceptionState state(ResultSet row, Instant at) throws SQLException {
        if (row.getObject("rejected_at") != null) {
            return ExceptionState.REJECTED;
        }
        if (row.getObject("withdrawn_at") != null) {
            return ExceptionState.WITHDRAWN;
        }
        if (!Columns.at(row, "expires_at").isAfter(at)
                && row.getString("ended_by").equals("EXPIRED")) {
            return ExceptionState.EXPIRED;
        }
        if (row.getObject("valid_from") == null) {
            return ExceptionState.REQUESTED;
        }
        return Columns.at(row, "valid_until").isAfter(at) ? ExceptionState.VALID : ExceptionState.LAPSED;
    }

    private static String words(ExceptionState state, ResultSet row) throws SQLException {
        String last = ExceptionRow.day(Columns.at(row, "expires_at"));
        return switch (state) {
            case REQUESTED -> "waits for approval, until " + last;
            case VALID -> "valid until " + last;
            case EXPIRED -> "expired " + last;
            case LAPSED ->
                "lapsed " + Written.minute(Columns.at(row, "valid_until")) + ": "
                        + ExceptionState.Ending.valueOf(row.getString("ended_by"))
                                .words();
            case WITHDRAWN, REJECTED -> state.words();
        };
    }
}
