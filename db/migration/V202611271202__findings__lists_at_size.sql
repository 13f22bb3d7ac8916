-- A system's newest findings in one state, and what a scan no longer lists, without going through all that ever were.
CREATE INDEX finding_of_target ON findings.finding (target_id, state, first_detected_at DESC, id DESC);

CREATE TABLE findings.named (
    kind    text NOT NULL CHECK (kind IN ('VULNERABILITY', 'PACKAGE')),
    name    text NOT NULL,
    lowered text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    PRIMARY KEY (kind, name)
);
COMMENT ON TABLE findings.named IS 'Each name that a finding has, once: who searches by a part of one looks here first, not at every finding.';

INSERT INTO findings.named
SELECT DISTINCT 'VULNERABILITY', vulnerability FROM findings.finding
UNION ALL
SELECT DISTINCT 'PACKAGE', package FROM findings.finding;
