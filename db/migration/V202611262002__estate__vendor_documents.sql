CREATE TABLE estate.vendor_document (
    entry_index bigint      PRIMARY KEY,
    vendor_id   uuid        NOT NULL REFERENCES estate.vendor,
    kind        text        NOT NULL CHECK (kind IN ('SECURITY_PROGRAMME', 'SOC_REPORT', 'CONTRACT', 'SBOM_COMMITMENT', 'OTHER')),
    title       text        NOT NULL CHECK (title <> ''),
    file_name   text        NOT NULL,
    owner       text        NOT NULL CHECK (owner <> ''),
    valid_from  date        NOT NULL,
    expires_on  date,
    sha256      bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    size        bigint      NOT NULL,
    filed_at    timestamptz NOT NULL,
    filed_by    uuid,
    replaces    bigint      UNIQUE REFERENCES estate.vendor_document,
    CHECK (expires_on >= valid_from),
    CHECK (replaces < entry_index)
);
COMMENT ON TABLE estate.vendor_document IS 'A document in the due-diligence file of a vendor, by the ledger entry that filed it. Its bytes are an original of the ledger. Replaced by a later one, never changed or deleted.';
COMMENT ON COLUMN estate.vendor_document.expires_on IS 'Its last day. Null: the document states none, so nobody can say that it is in date.';
CREATE INDEX vendor_document_of ON estate.vendor_document (vendor_id, kind, entry_index);
