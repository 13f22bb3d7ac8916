CREATE SCHEMA packs;
COMMENT ON SCHEMA packs IS 'Evidence packs: what was asked for, how far it is, what was sealed.';

CREATE TABLE packs.pack (
    id             uuid        PRIMARY KEY,
    framework      text        NOT NULL,
    scope          text        NOT NULL,
    period_from    timestamptz NOT NULL,
    period_to      timestamptz NOT NULL,
    as_of          timestamptz NOT NULL,
    state          text        NOT NULL CHECK (state IN ('REQUESTED', 'WORKING', 'SEALED', 'FAILED')),
    step           text        NOT NULL,
    progress       int         NOT NULL CHECK (progress BETWEEN 0 AND 100),
    attempts       int         NOT NULL,
    leased_until   timestamptz,
    requested_by   text        NOT NULL,
    requested_at   timestamptz NOT NULL,
    demo           boolean     NOT NULL,
    ledger_size    bigint,
    error          text,
    pdf_sha256     bytea       CHECK (octet_length(pdf_sha256) = 32),
    zip_sha256     bytea       CHECK (octet_length(zip_sha256) = 32),
    entry_index    bigint,
    sealed_at      timestamptz,
    version        bigint      NOT NULL,
    CHECK (period_from < period_to),
    CHECK ((state = 'SEALED') = (sealed_at IS NOT NULL)),
    CHECK ((state = 'SEALED') = (zip_sha256 IS NOT NULL AND pdf_sha256 IS NOT NULL AND entry_index IS NOT NULL))
);
COMMENT ON TABLE packs.pack IS 'One evidence pack. The row is the job too: a worker holds it by lease; a lapsed lease is taken up by another.';
CREATE INDEX pack_due ON packs.pack (requested_at) WHERE state IN ('REQUESTED', 'WORKING');
