package io.exhibit.estate;

import io.exhibit.kernel.DerivedTables;
import java.util.List;

/** What was learnt of the estate, and what people decided about it. */
@org.springframework.stereotype.Component
class EstateTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.decided("estate.system", "code").without("version"),
                Table.decided("estate.attribution_rule", "kind", "cluster", "pattern")
                        .without("version"),
                Table.decided("estate.vendor", "code").without("version"),
                Table.decided("estate.origin_rule", "pattern").without("version"),
                Table.decided("estate.vendor_document", "entry_index"),
                Table.decided("estate.trusted_key", "entry_index"),
                Table.decided("estate.declared_cluster", "entry_index"),
                Table.decided("estate.narrowing", "entry_index"),
                Table.read("estate.removed_rule", "entry_index"),
                Table.read("estate.vendor_statement", "vendor_id", "said_at"),
                Table.read("estate.removed_origin", "entry_index"),
                // Not decided, so that rebuilding may add those from before they had rows of their own.
                Table.read("estate.scope_confirmation", "system_id", "confirmed_at"),
                Table.read("estate.image", "id"),
                Table.read("estate.component", "image_id", "name", "version", "purl", "location"),
                Table.read("estate.named_component", "name"),
                Table.read("estate.component_list", "image_id", "submission_id", "n"),
                Table.read("estate.deployment", "id"),
                Table.read("estate.snapshot", "id"),
                Table.read("estate.end_hint", "entry_index", "namespace", "kind", "workload"),
                Table.read(
                        "estate.workload_labels", "cluster", "environment", "namespace", "kind", "workload", "from_at"),
                Table.read("estate.target", "id"),
                Table.read("estate.earlier_system", "target_id", "superseded_at"),
                Table.read("estate.earlier_conflict", "subject_id", "superseded_at"),
                Table.read("estate.attestation", "id"),
                Table.read("estate.attestation_subject", "attestation_id", "n"),
                Table.read("estate.attestation_signature", "attestation_id", "n"),
                Table.read("estate.signature_match", "attestation_id", "n", "fingerprint"));
    }

    /** Ends of support, as they were loaded. */
    @Override
    public List<String> given() {
        return List.of("estate.support_end");
    }
}
