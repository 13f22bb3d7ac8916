package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DAY;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import java.util.List;

/** Every finding whose deadline was escalated, on any day of a pack's period on which that held. */
final class EscalationRegister {

    static final String NAME = "escalations";

    private static final String QUERY = """
            SELECT u.entry_index AS entry, u.finding_id, u.episode, u.vulnerability, f.package, g.name AS target, s.code AS system,
                   CASE WHEN f.ranked_at <= :asOf THEN f.rank END AS rank, u.escalated_at,
                   coalesce(u.escalator, u.escalated_by::text) AS escalated_by, u.escalated_role, u.level, u.person, u.reason,
                   u.decision, u.planned_until, d.due_at, d.due_at < u.escalated_at AS late, u.policy_version
              FROM findings.pub_escalation u
              JOIN findings.pub_finding f ON f.id = u.finding_id
              JOIN estate.pub_target_in(:scope, :judgedAt, :asOf) AS i ON i.target_id = f.target_id
              JOIN estate.pub_target g ON g.id = f.target_id
              LEFT JOIN estate.pub_system s ON s.id = g.system_id
              LEFT JOIN findings.pub_deadline d ON d.finding_id = u.finding_id AND d.episode = u.episode AND d.profile = :profile
                    AND d.decided_at <= :asOf AND (d.superseded_at IS NULL OR d.superseded_at > :asOf)
             WHERE u.escalated_at <= :asOf AND u.escalated_at < :to AND u.planned_until > :from
             ORDER BY u.entry_index::text COLLATE "C", u.finding_id
            """;

    private static final List<Column> COLUMNS = List.of(
            new Column("entry", NUMBER, "Ledger entry of the escalation.").printed("Entry", 0.6),
            new Column("finding_id", KEY, "Id of a finding that it is about, as in findings.csv."),
            new Column("episode", NUMBER, "Which time the finding was open."),
            new Column("vulnerability", STRONG, "Id of the vulnerability.").printed("Vulnerability", 1.3),
            new Column("package", TEXT, "Package as the scanner named it.").printed("Package", 1.0),
            new Column("target", TEXT, "What was scanned.").printed("Where", 2.2),
            new Column("system", TEXT, "Code of the regulated system; empty: not attributed."),
            new Column("rank", TEXT, "The entity's own ranking; empty: could not be ranked."),
            new Column("escalated_at", DAY, "When it was recorded, by the ledger's clock.").printed("Escalated", 0.95),
            new Column("escalated_by", TEXT, "Who recorded it."),
            new Column("escalated_role", TEXT, "In which role."),
            new Column("level", TEXT, "Before whom it was brought.").printed("Level", 1.1),
            new Column("person", TEXT, "Their name or role, as it was entered.").printed("To", 1.1),
            new Column("reason", TEXT, "Why the deadline cannot be met.").printed("Reason", 2.0),
            new Column("decision", TEXT, "What was decided.").printed("Decision", 2.0),
            new Column(
                            "planned_until",
                            DAY,
                            "The midnight after the day on which it is planned to be gone; it holds until then.")
                    .printed("Until", 0.95),
            new Column("due_at", TIME, "Deadline of the finding under this framework."),
            new Column("late", TEXT, "Whether it was escalated after that deadline."),
            new Column("policy_version", NUMBER, "Version of the policy that limits the planned day."));

    private EscalationRegister() {}

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Escalations",
                        "Findings whose deadline could not be met, before whom that was brought and what was decided. It counts for DORA only, and only from before the deadline on.",
                        "one finding under one escalation",
                        "Exhibit, derived from the decisions that ledger entries hold",
                        "Held on any day of the period. What was escalated after as-of is not known.",
                        QUERY),
                List.of("entry", "finding_id"),
                COLUMNS,
                frame.parameters());
    }
}
