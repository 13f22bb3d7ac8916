ALTER TABLE packs.pack
    DROP CONSTRAINT pack_state_check,
    ADD CONSTRAINT pack_state_check CHECK (state IN
        ('REQUESTED', 'WORKING', 'DRAFT', 'REVIEWED', 'APPROVED', 'SEALING', 'SEALED', 'RETURNED', 'DECLINED', 'WITHDRAWN', 'LAPSED', 'FAILED')),
    ADD COLUMN draft_pdf_sha256 bytea CHECK (octet_length(draft_pdf_sha256) = 32),
    ADD COLUMN draft_zip_sha256 bytea CHECK (octet_length(draft_zip_sha256) = 32),
    ADD COLUMN draft_entry      bigint,
    ADD COLUMN drafted_at       timestamptz,
    ADD COLUMN draft_attempts   int,
    ADD CONSTRAINT draft_whole CHECK (
        (draft_zip_sha256 IS NULL) = (draft_pdf_sha256 IS NULL)
        AND (draft_zip_sha256 IS NULL) = (draft_entry IS NULL)
        AND (draft_zip_sha256 IS NULL) = (drafted_at IS NULL)
        AND (draft_zip_sha256 IS NULL) = (draft_attempts IS NULL)),
    ADD CONSTRAINT draft_before_decisions CHECK (
        state NOT IN ('DRAFT', 'REVIEWED', 'APPROVED', 'SEALING', 'RETURNED', 'DECLINED', 'LAPSED') OR draft_zip_sha256 IS NOT NULL);
COMMENT ON COLUMN packs.pack.draft_zip_sha256 IS 'The archive as its reviewer and its approver saw it; null: sealed before drafts were made, or not made yet.';
COMMENT ON COLUMN packs.pack.draft_attempts IS 'How many attempts the draft took; those at sealing are counted from there.';
DROP INDEX packs.pack_due;
CREATE INDEX pack_due ON packs.pack (requested_at) WHERE state IN ('REQUESTED', 'WORKING', 'APPROVED', 'SEALING');
CREATE INDEX pack_waiting ON packs.pack (drafted_at) WHERE state IN ('DRAFT', 'REVIEWED');

CREATE TABLE packs.sign_off (
    entry_index bigint      PRIMARY KEY,
    pack_id     uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('PREPARED', 'REVIEWED', 'APPROVED', 'RETURNED', 'DECLINED', 'WITHDRAWN')),
    signed_by   uuid        NOT NULL,
    role        text        NOT NULL,
    signed_at   timestamptz NOT NULL,
    statement   text        NOT NULL,
    reason      text        NOT NULL,
    UNIQUE (pack_id, kind)
);
COMMENT ON TABLE packs.sign_off IS 'What people said of packs and decided about them; each is an entry of the ledger, from which it can be had again.';
COMMENT ON COLUMN packs.sign_off.role IS 'The role of the person at that time.';
COMMENT ON COLUMN packs.sign_off.statement IS 'The words that the person stood by; empty where nothing was to be stated.';
COMMENT ON COLUMN packs.sign_off.reason IS 'Why it was sent back, declined or withdrawn; else empty.';
CREATE UNIQUE INDEX sign_off_persons ON packs.sign_off (pack_id, signed_by) WHERE kind IN ('PREPARED', 'REVIEWED', 'APPROVED');
COMMENT ON INDEX packs.sign_off_persons IS 'Nobody signs one pack twice.';
