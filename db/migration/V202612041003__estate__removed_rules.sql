-- Rules as they held on a day: those that are gone too. Those that were removed before are in the ledger; bin/rebuild makes them from it.
CREATE TABLE estate.removed_rule (
    entry_index bigint      PRIMARY KEY,
    rule_id     uuid        NOT NULL,
    system_id   uuid        NOT NULL REFERENCES estate.system,
    kind        text        NOT NULL CHECK (kind IN ('IMAGE', 'LABEL', 'NAMESPACE', 'REPOSITORY')),
    cluster     text,
    pattern     text        NOT NULL CHECK (pattern <> ''),
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    removed_at  timestamptz NOT NULL,
    CHECK (removed_at >= created_at)
);
COMMENT ON COLUMN estate.removed_rule.rule_id IS 'As conflicts name it.';
COMMENT ON TABLE estate.removed_rule IS 'A rule of estate.attribution_rule from its beginning to its removal, by the ledger entry that removed it.';
CREATE INDEX removed_rule_of ON estate.removed_rule (system_id, removed_at);
