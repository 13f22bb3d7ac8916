-- What people have to write down, and the attestations and reports that no machine can give (ADR 068).
CREATE SCHEMA documents;
COMMENT ON SCHEMA documents IS 'Policies, procedures, analyses, attestations and reports: filed by one person, approved by another, reviewed in time.';

CREATE TABLE documents.document (
    entry_index     bigint      PRIMARY KEY,
    line            bigint      NOT NULL,
    topic           text        NOT NULL CHECK (topic IN ('VULNERABILITY_PROCEDURE', 'PATCH_PROCEDURE', 'CONFIGURATION_STANDARD',
                                                          'RISK_ANALYSIS', 'THIRD_PARTY_POLICY', 'DISCLOSURE_PROCEDURE', 'TESTERS', 'FIGURES', 'BOARD_REPORT')),
    title           text        NOT NULL CHECK (title <> ''),
    owner           text        NOT NULL CHECK (owner <> ''),
    file_name       text        NOT NULL,
    valid_from      date        NOT NULL,
    review_on       date        NOT NULL,
    sha256          bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    size            bigint      NOT NULL,
    filed_at        timestamptz NOT NULL,
    filed_by        uuid,
    replaces        bigint      UNIQUE REFERENCES documents.document,
    approved_at     timestamptz,
    approved_by     uuid        CHECK (approved_by <> filed_by),
    approved_entry  bigint,
    withdrawn_at    timestamptz,
    withdrawn_by    uuid,
    withdrawn_entry bigint,
    withdrawn_why   text,
    CHECK (review_on >= valid_from),
    CHECK (replaces < entry_index),
    CHECK ((approved_at IS NULL) = (approved_entry IS NULL)),
    CHECK (num_nulls(withdrawn_at, withdrawn_entry, withdrawn_why) IN (0, 3))
);
COMMENT ON TABLE documents.document IS 'A version of a document, by the ledger entry that filed it. Its bytes are an original of the ledger. It counts once another person has approved it; it is replaced by a later version, and never changed or deleted.';
COMMENT ON COLUMN documents.document.line IS 'The entry of the first version of the same document.';
COMMENT ON COLUMN documents.document.valid_from IS 'From which day on it is valid; of a report or an attestation the day on which it was made.';
COMMENT ON COLUMN documents.document.review_on IS 'The last day before which somebody has to review it, as it says itself.';
COMMENT ON COLUMN documents.document.withdrawn_at IS 'Set on every version at once: from then on the document is not needed any more.';
CREATE INDEX document_line ON documents.document (line, entry_index);
