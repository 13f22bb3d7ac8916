-- What examiners may see, until when, and who said so (ADR 072).
CREATE SCHEMA examinations;
COMMENT ON SCHEMA examinations IS 'Mandates of examiners, given by one person and approved by another, and the packs that were handed over under them.';

CREATE TABLE examinations.mandate (
    entry_index     bigint      PRIMARY KEY,
    examiner_id     uuid        NOT NULL,
    authority       text        NOT NULL CHECK (authority <> ''),
    frameworks      text[]      NOT NULL CHECK (cardinality(frameworks) > 0),
    scopes          text[]      NOT NULL CHECK (cardinality(scopes) > 0),
    period_from     date        NOT NULL,
    period_to       date        NOT NULL,
    valid_from      date        NOT NULL,
    valid_until     date        NOT NULL,
    given_at        timestamptz NOT NULL,
    given_by        uuid        NOT NULL,
    approved_at     timestamptz,
    approved_by     uuid        CHECK (approved_by <> given_by),
    approved_entry  bigint,
    withdrawn_at    timestamptz,
    withdrawn_by    uuid,
    withdrawn_entry bigint,
    withdrawn_why   text,
    CHECK (period_to >= period_from),
    CHECK (valid_until >= valid_from),
    CHECK (num_nulls(approved_at, approved_by, approved_entry) IN (0, 3)),
    CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_entry, withdrawn_why) IN (0, 4))
);
COMMENT ON TABLE examinations.mandate IS 'What an examiner may see, by the ledger entry that gave it. It is in force from its first day to its last once another person has approved it, unless it is withdrawn; it is never changed or deleted.';
COMMENT ON COLUMN examinations.mandate.authority IS 'Whose examination it is, and by which letter or contract.';
COMMENT ON COLUMN examinations.mandate.scopes IS 'The parts of the estate, as pages are asked for them: all alone, or systems and tags.';
COMMENT ON COLUMN examinations.mandate.period_from IS 'The first day that is examined; period_to is the last.';
COMMENT ON COLUMN examinations.mandate.valid_from IS 'The first day on which the examiner sees anything; valid_until is the last.';
CREATE INDEX mandate_examiner ON examinations.mandate (examiner_id, entry_index);

CREATE TABLE examinations.handed_pack (
    entry_index  bigint      PRIMARY KEY,
    mandate      bigint      NOT NULL REFERENCES examinations.mandate,
    pack_id      uuid        NOT NULL,
    handed_at    timestamptz NOT NULL,
    handed_by    uuid        NOT NULL,
    UNIQUE (mandate, pack_id),
    CHECK (mandate < entry_index)
);
COMMENT ON TABLE examinations.handed_pack IS 'A sealed pack that was handed over under a mandate, by the ledger entry that says so.';
CREATE INDEX handed_pack_pack ON examinations.handed_pack (pack_id);
