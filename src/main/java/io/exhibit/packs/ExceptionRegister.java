package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DAY;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import java.util.List;

/** Every finding that an approved exception covered on any day of a pack's period, and who decided that. */
final class ExceptionRegister {

    static final String NAME = "exceptions";

    private static final String QUERY = """
            SELECT c.exception_id, c.term, c.finding_id, t.exception_entry, t.entry_index AS term_entry, c.kind, t.justification,
                   f.vulnerability, f.package, g.name AS target, s.code AS system,
                   CASE WHEN f.ranked_at <= :asOf THEN f.rank END AS rank, t.requested_at,
                   coalesce(t.requester, t.requested_by::text) AS requested_by, t.requested_role, t.reason, t.owner, t.mitigations,
                   t.proof, t.relies_on, t.residual_rank, t.ticket, t.approvers, c.valid_from, c.expires_at,
                   CASE WHEN c.valid_until <= :asOf THEN c.valid_until END AS ended_at,
                   CASE WHEN c.valid_until <= :asOf THEN c.ended_by END AS ended_by, d.due_at, d.due_at < c.requested_at AS asked_late,
                   t.policy_version, t.constraints, t.definition, t.objective, t.objective_met, t.residual_risk, t.validation, t.maintenance,
                   a.assessor, a.company AS assessor_company, a.accepted_on, CASE WHEN a.recorded_at IS NOT NULL THEN greatest(c.valid_from, a.recorded_at) END AS compensates_from,
                   CASE WHEN a.recorded_at IS NOT NULL AND least(c.valid_until, a.taken_back_at) <= :asOf THEN least(c.valid_until, a.taken_back_at) END
                       AS compensated_until, a.entry_index AS acceptance_entry, a.sha256 AS acceptance_sha256
              FROM findings.pub_exception_cover c
              JOIN findings.pub_exception_term t ON t.exception_id = c.exception_id AND t.term = c.term
              JOIN findings.pub_finding f ON f.id = c.finding_id
              JOIN estate.pub_target_in(:scope, :judgedAt, :asOf) AS i ON i.target_id = f.target_id
              JOIN estate.pub_target g ON g.id = f.target_id
              LEFT JOIN estate.pub_system s ON s.id = g.system_id
              LEFT JOIN LATERAL (
                   SELECT e.due_at
                     FROM findings.pub_deadline e
                    WHERE e.finding_id = f.id AND e.profile = :profile AND e.due_at IS NOT NULL
                      AND e.decided_at <= :asOf AND (e.superseded_at IS NULL OR e.superseded_at > :asOf)
                    ORDER BY e.episode DESC
                    LIMIT 1) d ON true
              LEFT JOIN LATERAL (
                   SELECT x.*
                     FROM findings.pub_exception_acceptance x
                    WHERE x.exception_id = c.exception_id AND x.term = c.term AND x.recorded_at <= :asOf AND x.recorded_at < c.valid_until
                      AND (x.taken_back_at IS NULL OR x.taken_back_at > c.valid_from)
                    ORDER BY x.entry_index DESC
                    LIMIT 1) a ON true
             WHERE c.valid_from <= :asOf AND c.valid_from < :to AND c.valid_until > :from AND f.first_detected_at <= :asOf
             ORDER BY c.exception_id, c.term::text COLLATE "C", c.finding_id
            """;

    private static final List<Column> COLUMNS = List.of(
            new Column("exception_id", KEY, "Id of the exception."),
            new Column("term", NUMBER, "1 for what was asked for first, 2 for the first extension, and so on."),
            new Column("finding_id", KEY, "Id of the finding that it covered, as in findings.csv."),
            new Column("exception_entry", NUMBER, "Ledger entry with which the exception was first asked for.")
                    .printed("Entry", 0.6),
            new Column("term_entry", NUMBER, "Ledger entry with which this term was asked for."),
            new Column("kind", STRONG, "Kind of exception; what it changes stands in the catalogue of the framework.")
                    .printed("Kind", 1.5),
            new Column("justification", TEXT, "Why it is not affected, in the vocabulary of VEX."),
            new Column("vulnerability", STRONG, "Id of the vulnerability.").printed("Vulnerability", 1.3),
            new Column("package", TEXT, "Package as the scanner named it.").printed("Package", 1.0),
            new Column("target", TEXT, "What was scanned.").printed("Where", 2.0),
            new Column("system", TEXT, "Code of the regulated system; empty: not attributed."),
            new Column("rank", TEXT, "The entity's own ranking; empty: could not be ranked."),
            new Column("requested_at", TIME, "When it was asked for, by the ledger's clock."),
            new Column("requested_by", TEXT, "Who asked for it.").printed("Asked for by", 1.0),
            new Column("requested_role", TEXT, "In which role."),
            new Column("reason", TEXT, "Why it cannot be patched in time.").printed("Reason", 2.0),
            new Column("owner", TEXT, "Who in the business answers for the risk."),
            new Column("mitigations", TEXT, "What keeps the risk low until then."),
            new Column("proof", TEXT, "What shows that it is as the kind says."),
            new Column(
                    "relies_on",
                    TEXT,
                    "The control that is judged here and that a compensating control relies on, and the scope in which it is judged."),
            new Column("residual_rank", TEXT, "How serious what is left is."),
            new Column("ticket", TEXT, "Ticket, as it was entered."),
            new Column("approvers", TEXT, "Who approved it, in which role, when, in which ledger entry.")
                    .printed("Approved by", 2.2),
            new Column("valid_from", DAY, "From when on it covered the finding: the last approval that was needed.")
                    .printed("From", 1.0),
            new Column("expires_at", DAY, "When it ends by its date, exclusive.").printed("Until", 1.0),
            new Column("ended_at", DAY, "When it had ended for this finding by as-of; empty: it had not.")
                    .printed("Ended", 1.0, "holds"),
            new Column(
                    "ended_by",
                    TEXT,
                    "What ended it: its date, a withdrawal, a listing as exploited, a fix, its statement, another image, the control that it relies on."),
            new Column("due_at", TIME, "Deadline of the finding under this framework."),
            new Column("asked_late", TEXT, "Whether it was asked for after that deadline."),
            new Column("policy_version", NUMBER, "Version of the policy that set its longest time."),
            new Column(
                    "constraints",
                    TEXT,
                    "Worksheet of a compensating control: what keeps the original control from being met."),
            new Column("definition", TEXT, "Worksheet: the compensating control."),
            new Column("objective", TEXT, "Worksheet: the objective of the original control."),
            new Column("objective_met", TEXT, "Worksheet: what of that objective the compensating control meets."),
            new Column("residual_risk", TEXT, "Worksheet: the risk that is left."),
            new Column("validation", TEXT, "Worksheet: how it was validated."),
            new Column("maintenance", TEXT, "Worksheet: how it is kept working."),
            new Column(
                    "assessor",
                    TEXT,
                    "Assessor who accepted it, the latest that was recorded by as-of; empty: none was, it is proposed."),
            new Column("assessor_company", TEXT, "Company of the assessor."),
            new Column("accepted_on", TEXT, "Day that the assessor's letter bears. Nothing counts from it."),
            new Column(
                            "compensates_from",
                            DAY,
                            "From when on it compensated under PCI DSS: the acceptance was recorded, and it held.")
                    .printed("Compensates from", 1.0, ""),
            new Column("compensated_until", TIME, "When that had ended by as-of; empty: it had not."),
            new Column(
                    "acceptance_entry",
                    NUMBER,
                    "Ledger entry that recorded the acceptance; the assessor's letter is its original."),
            new Column("acceptance_sha256", TEXT, "SHA-256 of the assessor's letter."));

    private ExceptionRegister() {}

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Exceptions",
                        "Findings that an approved exception covered, and by whose decision. That one is listed says nothing about whether it counts under this framework.",
                        "one finding under one term of one exception",
                        "Exhibit, derived from the decisions that ledger entries hold",
                        "Valid on any day of the period. What ended after as-of is not known.",
                        QUERY),
                List.of("exception_id", "term", "finding_id"),
                COLUMNS,
                frame.parameters());
    }
}
