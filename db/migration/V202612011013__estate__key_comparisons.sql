CREATE TABLE estate.key_comparison (
    fingerprint text        PRIMARY KEY,
    documents   bigint      NOT NULL,
    compared    bigint      NOT NULL DEFAULT 0,
    through_at  timestamptz NOT NULL DEFAULT '-infinity',
    through     uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
COMMENT ON TABLE estate.key_comparison IS 'Keys that are still being compared with what came in before them, and how far that is; a row goes when it is done.';
COMMENT ON COLUMN estate.key_comparison.through IS 'The last submission that was compared, in the order of receipt.';
CREATE INDEX attestation_received ON estate.attestation (recorded_at, submission_id);
