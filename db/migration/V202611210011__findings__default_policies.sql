-- The defaults a bank starts from. They apply from the first scan and stay proposals until a compliance officer approves them.
INSERT INTO findings.policy (version, kind, name, definition, created_at, created_by, row_version) VALUES
(1, 'PATCH_DEADLINES', 'Default patch deadlines', '{
    "profiles": {
        "PCI": {"basis": "FIX_RELEASED", "days": {"CRITICAL": 30, "HIGH": 60, "MEDIUM": 90, "LOW": 180},
                "source": "CRITICAL: PCI DSS 4.0.1, 6.3.3 (one month of release, counted as 30 days). Others: proposal, the bank sets them."},
        "DORA": {"basis": "FIX_SEEN", "days": {"CRITICAL": 14, "HIGH": 30, "MEDIUM": 90, "LOW": 180},
                 "source": "Proposal: RTS (EU) 2024/1774 art. 10(4)(d) has the entity set its own deadlines."},
        "FFIEC_OCC": {"basis": "FIX_SEEN", "days": {"CRITICAL": 15, "HIGH": 30, "MEDIUM": 90, "LOW": 180},
                      "source": "Proposal: FFIEC and OCC set no number of days."}
    }}', '2026-01-01T00:00:00Z', 'Exhibit defaults', 0),
(2, 'RISK_RANKING', 'The more severe of scanner and CVSS', '{
    "inputs": ["scanner severity", "CVSS v3 base score"],
    "rule": "The more severe of the scanner''s severity and the band of the CVSS v3 base score; neither known: not ranked.",
    "bands": {"CRITICAL": 9.0, "HIGH": 7.0, "MEDIUM": 4.0, "LOW": 0.0}}', '2026-01-01T00:00:00Z', 'Exhibit defaults', 0);
