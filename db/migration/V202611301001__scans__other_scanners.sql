-- More than one scanner: what each knew, and whose scans of a target there are.
ALTER TABLE scans.scan ADD COLUMN database_at timestamptz;
COMMENT ON COLUMN scans.scan.database_at IS 'How old the scanner''s database was, where its report tells; null: it does not.';
CREATE INDEX scan_target_tool ON scans.scan (target_id, tool);
