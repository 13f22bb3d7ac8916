package io.exhibit.intake;

import io.exhibit.kernel.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The quarantine in figures, and what people decided about what is in it. */
@Component
class QuarantineReading {

    /** An institution should not leave anything unread for longer. */
    static final int PATIENCE = 5;

    private final JdbcClient jdbc;

    QuarantineReading(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How much is in quarantine, since when, how much of it for too long; and how much was dismissed. */
    record Figures(long open, @Nullable Instant oldest, long overdue, long dismissed) {}

    /** Documents that one reader could not read for one reason. */
    record Group(String kind, String reason, String reader, long documents, Instant oldest) {

        public String words() {
            return switch (kind) {
                case "SCAN" -> "scan reports";
                case "DEPLOYMENTS" -> "snapshots of clusters";
                case "VEX" -> "VEX documents";
                case "ATTESTATIONS" -> "attestations";
                default -> "events";
            };
        }
    }

    /** What is under way: WAITING to be read again, or a dismissal PROPOSED, by whom and why. */
    record Standing(
            String what,
            @Nullable UUID by,
            @Nullable String name,
            @Nullable Instant at,
            @Nullable String reason) {}

    /** A decision of a person's, and the entry of the ledger that holds it. */
    record Decision(String words, String name, Instant at, long entry, String why) {}

    Figures figures(Instant asOf) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE NOT q.dismissed) AS open,
                       min(q.received_at) FILTER (WHERE NOT q.dismissed) AS oldest,
                       count(*) FILTER (WHERE NOT q.dismissed AND q.received_at < :overdue) AS overdue,
                       count(*) FILTER (WHERE q.dismissed) AS dismissed
                  FROM intake.pub_quarantined_at(:asOf) AS q
                """)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .param("overdue", WorkingDays.before(asOf, PATIENCE).atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Figures(
                        row.getLong("open"),
                        Columns.maybeAt(row, "oldest"),
                        row.getLong("overdue"),
                        row.getLong("dismissed")))
                .single();
    }

    List<Group> groups(Instant asOf) {
        return jdbc.sql("""
                SELECT s.kind, q.reason, q.reader, count(*) AS documents, min(q.received_at) AS oldest
                  FROM intake.pub_quarantined_at(:asOf) AS q
                  JOIN intake.submission s ON s.id = q.submission_id
                 WHERE NOT q.dismissed
                 GROUP BY s.kind, q.reason, q.reader
                 ORDER BY documents DESC, s.kind, q.reason, q.reader
                """)
                .param("asOf", asOf.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Group(
                        row.getString("kind"),
                        row.getString("reason"),
                        row.getString("reader"),
                        row.getLong("documents"),
                        Columns.at(row, "oldest")))
                .list();
    }

    /** What is under way now, by submission. */
    Map<UUID, Standing> standing(List<UUID> submissions) {
        Map<UUID, Standing> standing = new HashMap<>();
        jdbc.sql("""
                SELECT r.submission_id, 'WAITING' AS what, r.requested_by AS by, p.name, r.requested_at AS at, r.reason
                  FROM intake.waiting w
                  JOIN intake.replay r USING (submission_id, entry_index, position)
                  LEFT JOIN access.pub_person p ON p.id = r.requested_by
                 WHERE r.submission_id = ANY(:ids)
                UNION ALL
                SELECT d.submission_id, 'PROPOSED', d.proposed_by, p.name, d.proposed_at, d.reason
                  FROM intake.dismissal d
                  JOIN intake.interpretation i ON i.submission_id = d.submission_id AND i.state = 'QUARANTINED'
                  LEFT JOIN access.pub_person p ON p.id = d.proposed_by
                 WHERE d.submission_id = ANY(:ids) AND d.confirmed_at IS NULL AND d.withdrawn_at IS NULL
                 ORDER BY what
                """).param("ids", submissions.toArray(UUID[]::new)).query(row -> {
            standing.put(
                    row.getObject("submission_id", UUID.class),
                    new Standing(
                            row.getString("what"),
                            row.getObject("by", UUID.class),
                            row.getString("name"),
                            Columns.maybeAt(row, "at"),
                            row.getString("reason")));
        });
        return standing;
    }

    /** Everything that people decided about a document, in order. */
    List<Decision> decisions(UUID submission) {
        return jdbc.sql("""
                SELECT d.words, p.name, d.at, d.entry, d.why
                  FROM (SELECT 'asked to read it again' AS words, requested_by AS by, requested_at AS at,
                               entry_index AS entry, reader || ' had said: ' || reason AS why
                          FROM intake.replay WHERE submission_id = :id
                        UNION ALL
                        SELECT 'proposed to dismiss it', proposed_by, proposed_at, proposed_entry, reason
                          FROM intake.dismissal WHERE submission_id = :id
                        UNION ALL
                        SELECT 'confirmed the dismissal', confirmed_by, confirmed_at, confirmed_entry, reason
                          FROM intake.dismissal WHERE submission_id = :id AND confirmed_at IS NOT NULL
                        UNION ALL
                        SELECT 'withdrew the proposal', withdrawn_by, withdrawn_at, withdrawn_entry, reason
                          FROM intake.dismissal WHERE submission_id = :id AND withdrawn_at IS NOT NULL) AS d
                  LEFT JOIN access.pub_person p ON p.id = d.by
                 ORDER BY d.entry
                """)
                .param("id", submission)
                .query((row, n) -> new Decision(
                        row.getString("words"),
                        String.valueOf(row.getString("name")),
                        Columns.at(row, "at"),
                        row.getLong("entry"),
                        row.getString("why")))
                .list();
    }
}
