-- The numbers of the catalogue are the bank's to set, where no text sets them: by two people, forward (ADR 073).
CREATE SCHEMA controls;
COMMENT ON SCHEMA controls IS 'What people decided about the catalogue of frameworks, controls and numbers, which itself comes as data files.';

CREATE TABLE controls.parameter_change (
    entry_index   bigint      PRIMARY KEY,
    profile       text        NOT NULL,
    parameter     text        NOT NULL,
    before        bigint      NOT NULL,
    value         bigint      NOT NULL CHECK (value > 0),
    from_day      date        NOT NULL,
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
COMMENT ON TABLE controls.parameter_change IS 'Proposals that a number of a profile be another one from a day on, by the ledger entry that proposed each, and what another person decided. A row is decided once and never changed after.';
COMMENT ON COLUMN controls.parameter_change.before IS 'What held on that day when it was proposed.';
COMMENT ON COLUMN controls.parameter_change.effective_at IS 'From when on it counts: its day, or its approval where that came later; null: not approved.';
CREATE INDEX parameter_change_effective ON controls.parameter_change (profile, effective_at, entry_index);
CREATE INDEX parameter_change_parameter ON controls.parameter_change (profile, parameter, entry_index);
