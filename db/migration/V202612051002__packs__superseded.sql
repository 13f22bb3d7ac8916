ALTER TABLE packs.pack
    ADD COLUMN supersedes        uuid REFERENCES packs.pack,
    ADD COLUMN supersedes_sha256 bytea CHECK (octet_length(supersedes_sha256) = 32),
    ADD COLUMN supersedes_why    text,
    ADD CONSTRAINT supersedes_whole CHECK (
        (supersedes IS NULL) = (supersedes_why IS NULL) AND (supersedes IS NULL) = (supersedes_sha256 IS NULL)),
    ADD CONSTRAINT supersedes_another CHECK (supersedes <> id);
COMMENT ON COLUMN packs.pack.supersedes IS 'The sealed pack whose place this one takes once it is sealed itself.';
COMMENT ON COLUMN packs.pack.supersedes_sha256 IS 'The archive of that one.';
CREATE UNIQUE INDEX pack_superseded_once ON packs.pack (supersedes) WHERE state = 'SEALED';
