CREATE TABLE ledger.timestamp_token (
    size       bigint      PRIMARY KEY REFERENCES ledger.checkpoint (size),
    authority  text        NOT NULL,
    stamped_at timestamptz NOT NULL,
    answer     bytea       NOT NULL CHECK (octet_length(answer) BETWEEN 1 AND 65536),
    kept_at    timestamptz NOT NULL
);
COMMENT ON TABLE ledger.timestamp_token IS 'Answers of a timestamp authority (RFC 3161, TimeStampResp) over the bytes of a checkpoint''s note, as they came; each was verified before it was kept.';

CREATE TABLE ledger.cosignature (
    size      bigint      NOT NULL REFERENCES ledger.checkpoint (size),
    witness   text        NOT NULL,
    line      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    kept_at   timestamptz NOT NULL,
    PRIMARY KEY (size, witness)
);
COMMENT ON TABLE ledger.cosignature IS 'What witnesses (C2SP tlog-witness) signed of a checkpoint, a line of its note each; witness is the key that verified it.';
CREATE INDEX cosignature_of_a_witness ON ledger.cosignature (witness, size DESC);

CREATE TABLE ledger.anchor_state (
    entry_index bigint      PRIMARY KEY,
    anchor      text        NOT NULL,
    works       boolean     NOT NULL,
    reason      text        NOT NULL,
    since       timestamptz NOT NULL
);
COMMENT ON TABLE ledger.anchor_state IS 'When timestamps or cosignatures stopped coming and when they came again; each is an entry (anchor.failing, anchor.working).';

CREATE TRIGGER timestamp_token_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.timestamp_token
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER cosignature_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER anchor_state_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.anchor_state
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
