package io.exhibit.findings;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** The lives of findings, their ranks and their deadlines, the policies that people made and approved, the exceptions that they made and what they escalated. */
@Component
class FindingTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.decided("findings.policy", "version")
                        .without("created_by", "approved_by", "withdrawn_by", "row_version"),
                Table.decided("findings.retirement", "entry_index"),
                Table.decided("findings.escalation", "entry_index"),
                Table.read("findings.escalation_finding", "finding_id", "entry_index"),
                Table.decided("findings.exception", "entry_index"),
                Table.decided("findings.exception_vulnerability", "vulnerability", "exception_id"),
                Table.decided("findings.exception_place", "exception_id", "kind", "cluster", "namespace", "name"),
                Table.decided("findings.exception_term", "entry_index"),
                Table.decided("findings.exception_worksheet", "exception_id", "term"),
                Table.decided("findings.exception_decision", "entry_index"),
                Table.decided("findings.exception_acceptance", "entry_index"),
                Table.read("findings.reference_turn", "entry_index"),
                Table.read("findings.method_turn", "entry_index"),
                Table.read("findings.deadline_turn", "entry_index"),
                Table.read("findings.lowering", "exception_id"),
                Table.read("findings.finding", "id"),
                Table.read("findings.sighting", "finding_id", "tool"),
                Table.read("findings.alias", "alias"),
                Table.read("findings.exception_other_name", "vulnerability", "exception_id"),
                Table.read("findings.advice_turn", "document_id"),
                Table.read("findings.shown_fix", "finding_id", "fixed_version"),
                Table.read("findings.named", "kind", "name"),
                Table.read("findings.earlier_rank", "finding_id", "superseded_at"),
                Table.read("findings.suppression", "finding_id", "since"),
                Table.read("findings.episode", "finding_id", "n"),
                Table.read("findings.deadline", "finding_id", "episode", "profile", "decided_at"));
    }

    /** Others' catalogues, as they were loaded. */
    @Override
    public List<String> given() {
        return List.of("findings.known_exploited", "findings.exploit_score");
    }
}
