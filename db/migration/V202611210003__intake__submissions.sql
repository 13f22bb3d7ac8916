CREATE SCHEMA intake;
COMMENT ON SCHEMA intake IS 'What machines sent: each accepted request, what became of it, and what could not be read.';

CREATE TABLE intake.submission (
    id           uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('SCAN', 'EVENTS')),
    token_id     uuid        NOT NULL,
    sha256       bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    size         bigint      NOT NULL,
    content_type text        NOT NULL,
    encoding     text        NOT NULL CHECK (encoding IN ('identity', 'gzip')),
    format       text,
    context      jsonb       NOT NULL,
    context_hash bytea       NOT NULL CHECK (octet_length(context_hash) = 32),
    received_at  timestamptz NOT NULL,
    entry_index  bigint      NOT NULL,
    position     int         NOT NULL,
    UNIQUE (token_id, kind, sha256, context_hash),
    UNIQUE (entry_index, position)
);
COMMENT ON TABLE intake.submission IS 'One accepted request. Written in the transaction that stores its bytes and its ledger entry; never changed.';
COMMENT ON COLUMN intake.submission.format IS 'As the sender declared it with ?format=, if at all.';
CREATE INDEX submission_order ON intake.submission (kind, entry_index, position);

CREATE TABLE intake.interpretation (
    submission_id  uuid        PRIMARY KEY REFERENCES intake.submission,
    state          text        NOT NULL CHECK (state IN ('INTERPRETED', 'QUARANTINED')),
    reason         text,
    detail         text,
    reader         text        NOT NULL,
    counts         jsonb       NOT NULL,
    interpreted_at timestamptz NOT NULL,
    CHECK ((state = 'QUARANTINED') = (reason IS NOT NULL))
);
COMMENT ON TABLE intake.interpretation IS 'What became of a submission. No row yet: RECEIVED. Derived: can be dropped and made again from the originals.';
CREATE INDEX interpretation_quarantined ON intake.interpretation (interpreted_at) WHERE state = 'QUARANTINED';

CREATE TABLE intake.cursor (
    kind        text   PRIMARY KEY,
    entry_index bigint NOT NULL,
    position    int    NOT NULL
);
COMMENT ON TABLE intake.cursor IS 'How far interpretation has come, in ledger order; moves in the transaction of its effects.';
INSERT INTO intake.cursor (kind, entry_index, position) VALUES ('SCAN', -1, 0), ('EVENTS', -1, 0);
