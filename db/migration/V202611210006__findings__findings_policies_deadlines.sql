CREATE SCHEMA findings;
COMMENT ON SCHEMA findings IS 'The life of a vulnerability in the estate: opened, kept, closed, reopened; its rank, its deadlines.';

CREATE TABLE findings.finding (
    id                uuid        PRIMARY KEY,
    target_id         uuid        NOT NULL,
    fingerprint       bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
    vulnerability     text        NOT NULL,
    package           text        NOT NULL,
    class             text        NOT NULL,
    package_type      text        NOT NULL,
    location          text        NOT NULL,
    installed_version text        NOT NULL,
    fixed_version     text,
    vendor_status     text,
    severity          text        NOT NULL CHECK (severity IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN')),
    severity_source   text,
    cvss              numeric(3, 1),
    cvss_vector       text,
    title             text        NOT NULL,
    reference         text,
    published_at      timestamptz,
    suppression       text,
    image_id          uuid,
    state             text        NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    episode           int         NOT NULL CHECK (episode >= 1),
    first_detected_at timestamptz NOT NULL,
    fix_seen_at       timestamptz,
    rank              text        CHECK (rank IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    rank_reason       text        NOT NULL,
    rank_method       int         NOT NULL,
    ranked_at         timestamptz,
    UNIQUE (target_id, fingerprint),
    CHECK ((rank IS NULL) = (ranked_at IS NULL))
);
COMMENT ON TABLE findings.finding IS 'One vulnerability in one package of one target. Text columns are as the last scan that differed gave them.';
COMMENT ON COLUMN findings.finding.fingerprint IS 'SHA-256 over vulnerability, package, class, package type and location: no version, no severity, no free text.';
COMMENT ON COLUMN findings.finding.fix_seen_at IS 'When our own scans first showed a fixed version: an estimate of the fix''s release, never earlier than it.';
COMMENT ON COLUMN findings.finding.rank IS 'The entity''s own ranking (PCI DSS 6.3.1); null: the method could not rank it.';
CREATE INDEX finding_open ON findings.finding (rank, first_detected_at, id) WHERE state = 'OPEN';
CREATE INDEX finding_vulnerability ON findings.finding (vulnerability);
CREATE INDEX finding_package ON findings.finding (package);
CREATE INDEX finding_detected ON findings.finding (first_detected_at DESC, id DESC);

CREATE TABLE findings.episode (
    finding_id   uuid        NOT NULL REFERENCES findings.finding,
    n            int         NOT NULL CHECK (n >= 1),
    opened_at    timestamptz NOT NULL,
    opened_scan  uuid        NOT NULL,
    opened_image uuid,
    closed_at    timestamptz,
    closed_scan  uuid,
    closed_image uuid,
    close_reason text        CHECK (close_reason IN ('NOT_IN_LATER_SCAN', 'PACKAGE_UPDATED', 'PACKAGE_REMOVED')),
    PRIMARY KEY (finding_id, n),
    CHECK ((closed_at IS NULL) = (closed_scan IS NULL) AND (closed_at IS NULL) = (close_reason IS NULL)),
    CHECK (closed_at IS NULL OR closed_at >= opened_at)
);
COMMENT ON TABLE findings.episode IS 'From one scan that showed a finding to the scan of the same target that no longer did. Reopening adds an episode and keeps the earlier ones.';
CREATE INDEX episode_opened ON findings.episode (opened_at);
CREATE INDEX episode_closed ON findings.episode (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX episode_open ON findings.episode (finding_id) WHERE closed_at IS NULL;

CREATE TABLE findings.policy (
    version     int         PRIMARY KEY CHECK (version >= 1),
    kind        text        NOT NULL CHECK (kind IN ('PATCH_DEADLINES', 'RISK_RANKING')),
    name        text        NOT NULL,
    definition  jsonb       NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    approved_at timestamptz,
    approved_by text,
    row_version bigint      NOT NULL,
    CHECK ((approved_at IS NULL) = (approved_by IS NULL))
);
COMMENT ON TABLE findings.policy IS 'A version of the patch policy or of the risk-ranking method. Versions share one sequence and are never edited, only approved.';

CREATE TABLE findings.deadline (
    finding_id     uuid        NOT NULL REFERENCES findings.finding,
    episode        int         NOT NULL,
    profile        text        NOT NULL CHECK (profile IN ('PCI', 'DORA', 'FFIEC_OCC')),
    decided_at     timestamptz NOT NULL,
    superseded_at  timestamptz,
    policy_version int         NOT NULL REFERENCES findings.policy,
    starts_at      timestamptz,
    due_at         timestamptz,
    estimated      boolean     NOT NULL,
    inputs         jsonb       NOT NULL,
    PRIMARY KEY (finding_id, episode, profile, decided_at)
);
COMMENT ON TABLE findings.deadline IS 'A deadline verdict with its inputs. A later decision supersedes it and never rewrites it.';
COMMENT ON COLUMN findings.deadline.starts_at IS 'Null: the clock has not started (no fix, or no rank).';
CREATE UNIQUE INDEX deadline_current ON findings.deadline (finding_id, episode, profile) WHERE superseded_at IS NULL;
CREATE INDEX deadline_due ON findings.deadline (profile, due_at) WHERE superseded_at IS NULL AND due_at IS NOT NULL;
