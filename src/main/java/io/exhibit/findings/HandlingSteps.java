package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the handling of a finding went: every fact up to a time, who or what brought it, and what it came to. */
@Component
class HandlingSteps {

    private static final String FACTS = """
            SELECT facts.*
              FROM (SELECT 'SEEN' AS fact, e.opened_at AS at, '' AS text, o.submission_id AS submission, NULL::uuid AS exception, NULL::bigint AS entry
                      FROM findings.episode e
                      LEFT JOIN scans.pub_scan o ON o.id = e.opened_scan
                     WHERE e.finding_id = :finding AND e.closed_at IS DISTINCT FROM e.opened_at
                    UNION ALL
                    SELECT 'GONE', e.closed_at, '', c.submission_id, NULL, e.closed_entry
                      FROM findings.episode e
                      LEFT JOIN scans.pub_scan c ON c.id = e.closed_scan
                     WHERE e.finding_id = :finding AND e.closed_at > e.opened_at
                    UNION ALL
                    SELECT 'SUPPRESSED', s.since, s.reason, b.submission_id, NULL, NULL
                      FROM findings.suppression s
                      LEFT JOIN scans.pub_scan b ON b.id = s.scan_id
                     WHERE s.finding_id = :finding
                    UNION ALL
                    SELECT 'SHOWN', s.until_at, '', b.submission_id, NULL, NULL
                      FROM findings.suppression s
                      LEFT JOIN scans.pub_scan b ON b.id = s.ended_scan
                     WHERE s.finding_id = :finding
                       AND NOT EXISTS (SELECT 1
                                         FROM findings.episode e
                                        WHERE e.finding_id = s.finding_id AND e.closed_at > s.since AND e.closed_at <= s.until_at)
                    UNION ALL
                    SELECT CASE c.kind WHEN 'NOT_AFFECTED' THEN 'NOT_AFFECTED' ELSE 'EXCEPTED' END, c.valid_from,
                           (SELECT string_agg(coalesce(p.name, 'somebody no longer known'), ' and ' ORDER BY d.entry_index)
                              FROM findings.exception_decision d
                              LEFT JOIN access.pub_person p ON p.id = d.decided_by
                             WHERE d.exception_id = c.exception_id AND d.term = c.term AND d.kind = 'APPROVED'),
                           NULL, c.exception_id, NULL
                      FROM findings.pub_exception_cover c
                     WHERE c.finding_id = :finding AND c.kind <> 'LOWER_RANK' AND c.valid_from < c.valid_until
                    UNION ALL
                    SELECT CASE c.kind WHEN 'NOT_AFFECTED' THEN 'ENDED_NOT_AFFECTED' ELSE 'ENDED_EXCEPTED' END, c.valid_until, c.ended_by,
                           NULL, c.exception_id, NULL
                      FROM findings.pub_exception_cover c
                     WHERE c.finding_id = :finding AND c.kind <> 'LOWER_RANK' AND c.valid_from < c.valid_until
                    UNION ALL
                    SELECT 'COMPENSATED', m.from_at, a.assessor || ' of ' || a.company || ' on ' || a.accepted_on, NULL, m.exception_id, m.entry_index
                      FROM findings.pub_compensated m
                      JOIN findings.exception_acceptance a ON a.entry_index = m.entry_index
                     WHERE m.finding_id = :finding
                    UNION ALL
                    SELECT 'NOT_COMPENSATED', m.until_at, a.taken_back_why, NULL, m.exception_id, a.taken_back_entry
                      FROM findings.pub_compensated m
                      JOIN findings.exception_acceptance a ON a.entry_index = m.entry_index AND a.taken_back_at = m.until_at
                     WHERE m.finding_id = :finding) facts
             WHERE facts.at <= :at
            """;

    private final JdbcClient jdbc;

    HandlingSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A fact as it is kept. */
    private record Happened(
            Handling.Fact fact,
            Instant at,
            String text,
            @Nullable UUID submission,
            @Nullable UUID exception,
            @Nullable Long entry) {}

    /** Something that happened, by whom or what, and how the finding was handled from then on. until null: it still is. */
    record Step(
            Handling handling,
            String words,
            Instant at,
            @Nullable Instant until,
            @Nullable UUID submission,
            @Nullable UUID exception,
            @Nullable Long entry) {}

    List<Step> of(UUID finding, Instant at) {
        List<Happened> facts = jdbc
                .sql(FACTS)
                .param("finding", finding)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(HandlingSteps::happened)
                .list()
                .stream()
                .sorted(Comparator.comparing(Happened::at).thenComparing(Happened::fact))
                .toList();
        HandlingCourse course = new HandlingCourse();
        List<Handling> states =
                facts.stream().map(one -> course.take(one.fact())).toList();
        return IntStream.range(0, facts.size())
                .mapToObj(n -> step(
                        facts.get(n),
                        states.get(n),
                        n + 1 < facts.size() ? facts.get(n + 1).at() : null))
                .toList();
    }

    private static Step step(Happened one, Handling handling, @Nullable Instant until) {
        return new Step(handling, words(one), one.at(), until, one.submission(), one.exception(), one.entry());
    }

    private static String words(Happened one) {
        return switch (one.fact()) {
            case SEEN -> "a scan shows it";
            case GONE -> one.entry() == null ? "a scan no longer shows it" : "what it is in was retired";
            case SUPPRESSED -> "the scanner's own configuration hides it: " + one.text();
            case SHOWN -> "the scanner shows it again";
            case EXCEPTED -> "an exception was approved by " + one.text();
            case COMPENSATED ->
                "satisfied, compensated (PCI DSS) from here on: accepted by " + one.text() + ", recorded";
            case NOT_COMPENSATED -> "the assessor's acceptance was taken back: " + one.text();
            case NOT_AFFECTED -> "that it is not affected was approved by " + one.text();
            case ENDED_EXCEPTED, ENDED_NOT_AFFECTED ->
                "that ended: " + ExceptionState.Ending.valueOf(one.text()).words();
        };
    }

    private static Happened happened(ResultSet row, int n) throws SQLException {
        return new Happened(
                Handling.Fact.valueOf(Objects.requireNonNull(row.getString("fact"))),
                Columns.at(row, "at"),
                Visible.line(row.getString("text")),
                row.getObject("submission", UUID.class),
                row.getObject("exception", UUID.class),
                row.getObject("entry", Long.class));
    }
}
