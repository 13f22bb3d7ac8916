-- What the life of a relationship leaves behind beside due diligence: its plan, the review of the contract's clauses, the reviews while it lasts (ADR 068).
ALTER TABLE estate.vendor_document DROP CONSTRAINT vendor_document_kind_check;
ALTER TABLE estate.vendor_document ADD CONSTRAINT vendor_document_kind_check
    CHECK (kind IN ('SECURITY_PROGRAMME', 'SOC_REPORT', 'CONTRACT', 'SBOM_COMMITMENT', 'PLAN', 'CLAUSE_REVIEW', 'MONITORING_REVIEW', 'OTHER'));
