CREATE TABLE ledger.subtree (
    level int    NOT NULL CHECK (level >= 1),
    index bigint NOT NULL CHECK (index >= 0),
    root  bytea  NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (level, index)
);
COMMENT ON TABLE ledger.subtree IS 'Roots of complete subtrees of 256^level leaves, as the signer computed them: what tiles and proofs are made of (C2SP tlog-tiles). Level 0 are the leaf hashes of entry.';

CREATE TABLE ledger.checkpoint (
    size         bigint      PRIMARY KEY CHECK (size >= 1),
    root         bytea       NOT NULL CHECK (octet_length(root) = 32),
    note         text        NOT NULL,
    verifier     text        NOT NULL,
    published_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger.checkpoint IS 'Signed statements of the whole ledger at a size (C2SP tlog-checkpoint). Copies: the signer keeps the last one for itself.';

CREATE TABLE ledger.alarm (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raised_at timestamptz NOT NULL,
    reason    text        NOT NULL
);
COMMENT ON TABLE ledger.alarm IS 'The ledger was found not to be what was signed. While there is a row nothing is recorded.';

CREATE TRIGGER subtree_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.subtree
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER alarm_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.alarm
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A signer of its own has a role of its own, made by whoever sets the database up.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'exhibit_signer') THEN
        GRANT USAGE ON SCHEMA ledger TO exhibit_signer;
        GRANT SELECT ON ledger.entry, ledger.original, ledger.original_part, ledger.subtree, ledger.checkpoint, ledger.alarm
            TO exhibit_signer;
        GRANT INSERT ON ledger.subtree, ledger.checkpoint, ledger.alarm TO exhibit_signer;
    END IF;
END $$;
