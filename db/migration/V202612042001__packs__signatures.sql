ALTER TABLE packs.pack
    ADD COLUMN signed_by          text,
    ADD COLUMN signed_at          timestamptz,
    ADD COLUMN certificate_sha256 bytea CHECK (octet_length(certificate_sha256) = 32),
    ADD COLUMN certificate_until  timestamptz,
    ADD COLUMN stamped_by         text,
    ADD COLUMN stamped_at         timestamptz,
    ADD CONSTRAINT signature_whole CHECK (
        (signed_by IS NULL) = (signed_at IS NULL)
        AND (signed_by IS NULL) = (certificate_sha256 IS NULL)
        AND (signed_by IS NULL) = (certificate_until IS NULL)),
    ADD CONSTRAINT stamp_whole CHECK (
        (stamped_by IS NULL) = (stamped_at IS NULL) AND (stamped_by IS NULL OR signed_by IS NOT NULL));
COMMENT ON COLUMN packs.pack.signed_by IS 'The name in the certificate that report.pdf is signed with; null: it is not signed.';
COMMENT ON COLUMN packs.pack.stamped_by IS 'The authority (RFC 3161) whose time lies in that signature; null: none does.';
