-- The bank's own frameworks, as files that one person files and another approves (ADR 073).
CREATE TABLE controls.framework_version (
    entry_index   bigint      PRIMARY KEY,
    framework     text        NOT NULL CHECK (framework <> ''),
    version       text        NOT NULL CHECK (version <> ''),
    name          text        NOT NULL CHECK (name <> ''),
    format        text        NOT NULL CHECK (format IN ('YAML', 'OSCAL')),
    profile       text        NOT NULL,
    source        text        NOT NULL,
    from_day      date        NOT NULL,
    sha256        bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    size          bigint      NOT NULL,
    reason        text        NOT NULL CHECK (reason <> ''),
    proposed_at   timestamptz NOT NULL,
    proposed_by   uuid        NOT NULL,
    lapses_at     timestamptz NOT NULL,
    decided_at    timestamptz,
    decided_by    uuid,
    decided_entry bigint,
    approved      boolean,
    comment       text,
    effective_at  timestamptz GENERATED ALWAYS AS
                      (CASE WHEN approved THEN greatest(decided_at, from_day::timestamp AT TIME ZONE 'UTC') END) STORED,
    CHECK (num_nulls(decided_at, decided_entry, approved, comment) IN (0, 4)),
    CHECK (NOT approved OR decided_by <> proposed_by)
);
COMMENT ON TABLE controls.framework_version IS 'Versions of frameworks of the bank''s own, by the ledger entry that filed each; its bytes are an original of the ledger. In force is the one of a framework that came to count last. A row is decided once and never changed after.';
COMMENT ON COLUMN controls.framework_version.from_day IS 'From which day on controls are judged by it, if it is approved by then.';
COMMENT ON COLUMN controls.framework_version.profile IS 'The numbers that an OSCAL catalogue is judged by; a file of our own form says so itself.';
CREATE INDEX framework_version_effective ON controls.framework_version (effective_at, entry_index);
