ALTER TABLE findings.exception ADD COLUMN statement_id uuid, ADD CHECK (statement_id IS NULL OR kind = 'NOT_AFFECTED');
COMMENT ON COLUMN findings.exception.statement_id IS 'The VEX statement that it honours: it covers only what that statement is about, and only while that stands.';
