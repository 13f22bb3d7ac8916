CREATE SCHEMA ledger;
COMMENT ON SCHEMA ledger IS 'What was received and decided, in order, for ever. Rows are inserted and read, never changed.';

CREATE TABLE ledger.entry (
    index       bigint      PRIMARY KEY CHECK (index >= 0),
    kind        text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    leaf        bytea       NOT NULL CHECK (octet_length(leaf) <= 4096),
    leaf_hash   bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
    salt        bytea       NOT NULL CHECK (octet_length(salt) = 32),
    detail      bytea       NOT NULL
);
COMMENT ON TABLE ledger.entry IS 'One leaf of the log: a small header with a salted commitment to its detail. Indexes are contiguous from 0.';
COMMENT ON COLUMN ledger.entry.leaf_hash IS 'RFC 6962 leaf hash: SHA-256(0x00 || leaf).';
CREATE INDEX entry_recorded_at ON ledger.entry (recorded_at, index);

CREATE TABLE ledger.original (
    sha256    bytea       PRIMARY KEY CHECK (octet_length(sha256) = 32),
    size      bigint      NOT NULL CHECK (size >= 0),
    head      bytea       NOT NULL,
    stored_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger.original IS 'Bytes as received, by content. The first part is in head, further parts of 512 KiB in original_part.';

CREATE TABLE ledger.original_part (
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    n      int   NOT NULL CHECK (n >= 1),
    bytes  bytea NOT NULL,
    PRIMARY KEY (sha256, n)
);
COMMENT ON TABLE ledger.original_part IS 'Parts 1.. of a large original; written before the row in original that makes them count.';

CREATE TABLE ledger.activity (
    id         uuid        PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor_kind text        NOT NULL CHECK (actor_kind IN ('PERSON', 'MACHINE', 'SYSTEM', 'ANONYMOUS')),
    actor_id   uuid,
    actor_name text        NOT NULL,
    action     text        NOT NULL,
    object     text        NOT NULL,
    outcome    text        NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
    origin     text        NOT NULL
);
COMMENT ON TABLE ledger.activity IS 'The activity trail: who did what to which object, when, from where, with what outcome (PCI DSS 10.2.2).';
CREATE INDEX activity_at ON ledger.activity (at DESC, id DESC);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger rows are never changed (% on %)', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER original_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.original
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER original_part_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.original_part
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER activity_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.activity
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
