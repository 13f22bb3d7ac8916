CREATE TABLE findings.suppression (
    finding_id uuid        NOT NULL,
    since      timestamptz NOT NULL,
    until_at   timestamptz,
    target_id  uuid        NOT NULL,
    reason     text        NOT NULL,
    scan_id    uuid        NOT NULL,
    ended_scan uuid,
    PRIMARY KEY (finding_id, since),
    CHECK (until_at IS NULL OR until_at > since)
);
COMMENT ON TABLE findings.suppression IS 'From when to when a scanner''s own configuration hid a finding, by the scans that said so. Nobody decided that: it changes no deadline and no figure.';
CREATE INDEX suppression_now ON findings.suppression (target_id) WHERE until_at IS NULL;
CREATE INDEX suppression_since ON findings.suppression (since);
