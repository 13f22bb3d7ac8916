ALTER TABLE intake.submission DROP CONSTRAINT submission_encoding_check;
ALTER TABLE intake.submission ADD CONSTRAINT submission_encoding_check CHECK (encoding IN ('identity', 'gzip', 'zstd'));
