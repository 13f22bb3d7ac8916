CREATE TABLE ledger.node_key (
    name          text        PRIMARY KEY,
    verifier      text        NOT NULL,
    entry_index   bigint      NOT NULL,
    registered_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger.node_key IS 'Keys that processes sign receipts with; each was entered in the ledger (key.registered) before its first signature.';
CREATE TRIGGER node_key_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.node_key
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
