package io.exhibit.packs;

import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R9: what of the documents of the period was rejected, in whole or in part, and why. */
final class RejectionCheck {

    private static final String RECEIVED = """
            SELECT count(*) FROM intake.pub_submission b
             WHERE b.entry_index < :ledgerSize AND b.received_at >= :from AND b.received_at < :to
            """;

    private static final String REJECTED = """
            WITH received AS (
                SELECT b.id, b.kind, CASE WHEN b.dismissed_entry < :ledgerSize THEN 'DISMISSED' ELSE b.state END AS state, b.reason
                  FROM intake.pub_submission b
                 WHERE b.entry_index < :ledgerSize AND b.received_at >= :from AND b.received_at < :to
            ), rejected AS (
                SELECT r.kind, r.state, coalesce(r.reason, '') AS reason, r.id, 0 AS parts
                  FROM received r
                 WHERE r.state <> 'INTERPRETED'
                 UNION ALL
                SELECT r.kind, 'IN_PART', u.reason, r.id, 1
                  FROM alerts.pub_unreadable u
                  JOIN received r ON r.id = u.submission_id
                 WHERE r.state = 'INTERPRETED'
            )
            SELECT j.kind, j.state, j.reason, count(DISTINCT j.id) AS documents, sum(j.parts) AS parts
              FROM rejected j
             GROUP BY j.kind, j.state, j.reason
             ORDER BY j.kind, j.state, j.reason COLLATE "C"
            """;

    private static final String WHOLE = """
            SELECT count(*) FROM intake.pub_submission b
             WHERE b.entry_index < :ledgerSize AND b.received_at >= :from AND b.received_at < :to AND b.state = 'INTERPRETED'
               AND NOT EXISTS (SELECT 1 FROM alerts.pub_unreadable u WHERE u.submission_id = b.id)
            """;

    private RejectionCheck() {}

    /** Documents of one kind that were rejected for one reason, and how many parts of them where they were read otherwise. */
    record Rejected(String kind, String state, String reason, long documents, long parts) {}

    static Crosscheck of(JdbcClient jdbc, Frame frame) {
        return judged(
                jdbc.sql(RECEIVED).params(frame.parameters()).query(Long.class).single(),
                jdbc.sql(WHOLE).params(frame.parameters()).query(Long.class).single(),
                jdbc.sql(REJECTED)
                        .params(frame.parameters())
                        .query(Rejected.class)
                        .list());
    }

    static Crosscheck judged(long received, long whole, List<Rejected> rejected) {
        return Crosscheck.made(
                Crosscheck.Test.R9,
                new Figure(received, "Documents accepted in the period, whatever they are about."),
                new Figure(whole, "Those that a reader read, and of which no part was rejected."),
                "Kept as received in any case. Those that could not be read are in sources.csv, each with its reason.",
                rejected.stream().map(RejectionCheck::line).toList());
    }

    private static Line line(Rejected rejected) {
        String words = switch (rejected.state()) {
            case "DISMISSED" -> "Could not be read; two people decided that it need not be.";
            case "IN_PART" -> rejected.parts() + " parts were rejected, the rest was read.";
            case "RECEIVED" -> "Not read yet.";
            default -> "Could not be read.";
        };
        return new Line(
                rejected.kind() + (rejected.reason().isEmpty() ? "" : ", " + rejected.reason()),
                rejected.documents() + " received",
                "",
                Line.Standing.DIFFERS,
                words);
    }
}
