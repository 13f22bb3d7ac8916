ALTER TABLE findings.policy DROP CONSTRAINT policy_kind_check,
    ADD CONSTRAINT policy_kind_check CHECK (kind IN ('PATCH_DEADLINES', 'RISK_RANKING', 'EXCEPTIONS'));

INSERT INTO findings.policy (version, kind, name, definition, created_at, created_by, row_version)
SELECT max(version) + 1, 'EXCEPTIONS', 'Default limits of exceptions', '{
    "approvals": 2, "days": {"CRITICAL": 30, "HIGH": 90, "MEDIUM": 180, "LOW": 180},
    "source": "Proposal: the texts ask for an end and for people who decide, and set no number of days."}',
       '2026-01-01T00:00:00Z', 'Exhibit defaults', 0
  FROM findings.policy;

CREATE TABLE findings.exception (
    id            uuid        PRIMARY KEY,
    entry_index   bigint      NOT NULL UNIQUE,
    kind          text        NOT NULL CHECK (kind IN ('RISK_ACCEPTANCE', 'COMPENSATING_CONTROL', 'FALSE_POSITIVE', 'NOT_AFFECTED',
                                                       'VENDOR_DEPENDENCY', 'MAINTENANCE_DELAY')),
    justification text,
    created_at    timestamptz NOT NULL,
    CHECK ((kind = 'NOT_AFFECTED') = (justification IS NOT NULL))
);
COMMENT ON TABLE findings.exception IS 'That vulnerabilities may stay for a time where they are. It holds by its terms; nothing here says that it is valid now.';
CREATE INDEX exception_created ON findings.exception (created_at DESC, id DESC);

CREATE TABLE findings.exception_vulnerability (
    vulnerability text NOT NULL CHECK (vulnerability <> ''),
    exception_id  uuid NOT NULL REFERENCES findings.exception,
    PRIMARY KEY (vulnerability, exception_id)
);
COMMENT ON TABLE findings.exception_vulnerability IS 'The vulnerabilities that an exception is about, each by its full id.';
CREATE INDEX exception_vulnerability_of ON findings.exception_vulnerability (exception_id);

CREATE TABLE findings.exception_place (
    exception_id uuid NOT NULL REFERENCES findings.exception,
    kind         text NOT NULL CHECK (kind IN ('SYSTEM', 'TARGET', 'WORKLOAD')),
    cluster      text NOT NULL,
    namespace    text NOT NULL,
    name         text NOT NULL CHECK (name <> ''),
    PRIMARY KEY (exception_id, kind, cluster, namespace, name),
    CHECK (kind = 'WORKLOAD' OR (cluster = '' AND namespace = ''))
);
COMMENT ON TABLE findings.exception_place IS 'Where an exception holds: a system by its code, a target by its key, a workload with its cluster and namespace. Never a pattern.';

CREATE TABLE findings.exception_term (
    exception_id   uuid        NOT NULL REFERENCES findings.exception,
    n              int         NOT NULL CHECK (n >= 1),
    entry_index    bigint      NOT NULL UNIQUE,
    requested_at   timestamptz NOT NULL,
    requested_by   uuid        NOT NULL,
    requested_role text        NOT NULL,
    reason         text        NOT NULL CHECK (reason <> ''),
    owner          text        NOT NULL CHECK (owner <> ''),
    mitigations    text        NOT NULL,
    proof          text        NOT NULL,
    residual_rank  text        NOT NULL CHECK (residual_rank IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    ticket         text        NOT NULL,
    expires_at     timestamptz NOT NULL,
    approvals      int         NOT NULL CHECK (approvals >= 2),
    policy_version int         NOT NULL REFERENCES findings.policy,
    most_severe    text        NOT NULL CHECK (most_severe IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    approved_at    timestamptz,
    rejected_at    timestamptz,
    withdrawn_at   timestamptz,
    PRIMARY KEY (exception_id, n),
    CHECK (expires_at > requested_at),
    CHECK (approved_at IS NULL OR rejected_at IS NULL)
);
COMMENT ON TABLE findings.exception_term IS 'What was asked for, once and again with each extension: why, until when, decided by whom is in exception_decision.';
COMMENT ON COLUMN findings.exception_term.approved_at IS 'When the last of the approvals that it needs was given: it is valid from then on, and not before.';
COMMENT ON COLUMN findings.exception_term.most_severe IS 'The highest rank of what it covered when it was asked for: its policy''s limit of days follows from it.';

CREATE TABLE findings.exception_decision (
    entry_index  bigint      PRIMARY KEY,
    exception_id uuid        NOT NULL,
    term         int         NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('APPROVED', 'REJECTED', 'WITHDRAWN')),
    decided_at   timestamptz NOT NULL,
    decided_by   uuid        NOT NULL,
    decided_role text        NOT NULL,
    comment      text        NOT NULL,
    FOREIGN KEY (exception_id, term) REFERENCES findings.exception_term
);
COMMENT ON TABLE findings.exception_decision IS 'Who approved, rejected or withdrew a term of an exception, in which role and when.';
CREATE UNIQUE INDEX exception_decision_once ON findings.exception_decision (exception_id, term, decided_by) WHERE kind = 'APPROVED';
