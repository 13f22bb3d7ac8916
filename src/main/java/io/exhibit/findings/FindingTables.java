package io.exhibit.findings;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** The lives of findings and their deadlines, and the policies that people approved. */
@Component
class FindingTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.decided("findings.policy", "version").without("approved_by", "row_version"),
                Table.read("findings.finding", "id"),
                Table.read("findings.episode", "finding_id", "n"),
                Table.read("findings.deadline", "finding_id", "episode", "profile", "decided_at"));
    }

    /** Others' catalogues, as they were loaded. */
    @Override
    public List<String> given() {
        return List.of("findings.reference_load", "findings.known_exploited");
    }
}
