-- Version 2 stays in force until a compliance officer approves this one.
INSERT INTO findings.policy (version, kind, name, definition, created_at, created_by, row_version)
SELECT max(version) + 1, 'RISK_RANKING', 'Severity, raised by exploitation and exposure', '{
    "inputs": ["scanner severity", "CVSS v3 base score", "known to be exploited (KEV)", "EPSS score", "exposure of the system",
               "cardholder data", "critical function"],
    "rule": "The more severe of the scanner''s severity and the band of the CVSS v3 base score; then raised in the order given. Only people lower a rank, for a time. No severity, no score and not known to be exploited: not ranked.",
    "bands": {"CRITICAL": 9.0, "HIGH": 7.0, "MEDIUM": 4.0, "LOW": 0.0},
    "raises": [
        {"when": "EPSS", "least": 0.1, "from": "LOW", "upTo": "CRITICAL"},
        {"when": "INTERNET", "from": "HIGH", "upTo": "CRITICAL"},
        {"when": "CARDHOLDER_DATA", "from": "MEDIUM", "upTo": "HIGH"},
        {"when": "CRITICAL_FUNCTION", "from": "MEDIUM", "upTo": "HIGH"}],
    "exploited": "CRITICAL"}', '2026-01-01T00:00:00Z', 'Exhibit defaults', 0
  FROM findings.policy;

ALTER TABLE findings.finding ADD COLUMN rank_inputs jsonb;
COMMENT ON COLUMN findings.finding.rank_inputs IS 'What the rank was made from when it was given; null: by a method that knows the severity and the CVSS score only.';
COMMENT ON COLUMN findings.finding.ranked_at IS 'Since when it has this rank; reason and method may be newer.';

CREATE TABLE findings.earlier_rank (
    finding_id    uuid        NOT NULL,
    superseded_at timestamptz NOT NULL,
    rank          text        CHECK (rank IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    rank_reason   text        NOT NULL,
    rank_method   int         NOT NULL,
    rank_inputs   jsonb,
    ranked_at     timestamptz,
    PRIMARY KEY (finding_id, superseded_at)
);
COMMENT ON TABLE findings.earlier_rank IS 'How a finding was ranked until another rank, reason or method superseded that. The rank at a time is the row with the next superseded_at, else the finding''s own.';

CREATE TABLE findings.reference_turn (
    entry_index bigint PRIMARY KEY,
    load        bigint NOT NULL UNIQUE
);
COMMENT ON TABLE findings.reference_turn IS 'When loads of reference data had their turn in the ranking. Ranks are made from what was loaded up to the last of these loads.';

-- Rows come in the order of their loads. Nothing can be sorted by it, so it does not tempt the planner where one CVE is asked for.
CREATE INDEX exploit_score_entry ON findings.exploit_score USING brin (entry_index);

CREATE TABLE findings.method_turn (
    entry_index bigint PRIMARY KEY,
    version     int    NOT NULL REFERENCES findings.policy,
    reached     uuid
);
COMMENT ON TABLE findings.method_turn IS 'How far open findings were ranked again by a version of the method, a part of them at a time.';
COMMENT ON COLUMN findings.method_turn.reached IS 'The last finding that was looked at; null: all were.';

INSERT INTO findings.method_turn (entry_index, version)
SELECT -1, min(version) FROM findings.policy WHERE kind = 'RISK_RANKING';
