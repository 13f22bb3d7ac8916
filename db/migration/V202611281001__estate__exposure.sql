ALTER TABLE estate.system
    ADD COLUMN exposure text NOT NULL DEFAULT 'UNKNOWN' CHECK (exposure IN ('INTERNET', 'INTERNAL', 'UNKNOWN'));
COMMENT ON COLUMN estate.system.exposure IS 'Whether it can be reached from the internet, as its scope was confirmed. UNKNOWN: nobody said.';
