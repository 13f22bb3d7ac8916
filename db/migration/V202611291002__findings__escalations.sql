CREATE TABLE findings.escalation (
    entry_index    bigint      PRIMARY KEY,
    vulnerability  text        NOT NULL CHECK (vulnerability <> ''),
    place_kind     text        NOT NULL CHECK (place_kind IN ('SYSTEM', 'TARGET', 'WORKLOAD')),
    cluster        text        NOT NULL,
    namespace      text        NOT NULL,
    name           text        NOT NULL CHECK (name <> ''),
    escalated_at   timestamptz NOT NULL,
    escalated_by   uuid        NOT NULL,
    escalated_role text        NOT NULL,
    level          text        NOT NULL CHECK (level IN ('SYSTEM_OWNER', 'SECURITY', 'ICT_RISK', 'EXECUTIVES', 'MANAGEMENT_BODY')),
    person         text        NOT NULL CHECK (person <> ''),
    reason         text        NOT NULL CHECK (reason <> ''),
    decision       text        NOT NULL CHECK (decision <> ''),
    planned_until  timestamptz NOT NULL,
    policy_version int         NOT NULL REFERENCES findings.policy,
    CHECK (place_kind = 'WORKLOAD' OR (cluster = '' AND namespace = '')),
    CHECK (planned_until > escalated_at)
);
COMMENT ON TABLE findings.escalation IS 'That a deadline cannot be met was brought before somebody who decides, with what they decided. It is never changed; another one follows it.';
COMMENT ON COLUMN findings.escalation.escalated_at IS 'By the ledger''s clock, whatever people say.';
COMMENT ON COLUMN findings.escalation.planned_until IS 'The midnight after the day on which it is planned to be gone. What is open then has to be escalated again.';
COMMENT ON COLUMN findings.escalation.policy_version IS 'The policy whose limit of days for the highest rank of what it is about that day had to keep to.';
CREATE INDEX escalation_vulnerability ON findings.escalation (vulnerability, entry_index);

CREATE TABLE findings.escalation_finding (
    finding_id  uuid   NOT NULL,
    entry_index bigint NOT NULL REFERENCES findings.escalation,
    episode     int    NOT NULL,
    PRIMARY KEY (finding_id, entry_index)
);
COMMENT ON TABLE findings.escalation_finding IS 'What was open in the place of an escalation when it was made: what comes there later, or comes back, is not escalated by it.';
CREATE INDEX escalation_finding_of ON findings.escalation_finding (entry_index);
