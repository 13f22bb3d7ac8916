ALTER TABLE estate.image
    ADD COLUMN base_name   text,
    ADD COLUMN base_digest text CHECK (base_digest ~ '^sha256:[0-9a-f]{64}$');
COMMENT ON COLUMN estate.image.base_name IS 'The image that it was built on, as its own label org.opencontainers.image.base.name says; null: it does not say.';
COMMENT ON COLUMN estate.image.base_digest IS 'The digest of that, as its label org.opencontainers.image.base.digest says.';
