CREATE INDEX exception_term_ends ON findings.exception_term (expires_at) WHERE approved_at IS NOT NULL;
