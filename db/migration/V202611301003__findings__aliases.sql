-- Other ids under which reports have a vulnerability.
CREATE TABLE findings.alias (
    vulnerability text        NOT NULL,
    alias         text        NOT NULL,
    scan_id       uuid        NOT NULL,
    learnt_at     timestamptz NOT NULL,
    PRIMARY KEY (vulnerability, alias)
);
COMMENT ON TABLE findings.alias IS 'Advisories that stand for exactly one CVE, by the first report that said so: findings have the CVE, and are found by either.';
