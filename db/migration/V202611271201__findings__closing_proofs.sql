ALTER TABLE findings.episode
    ADD COLUMN shown_scan uuid,
    ADD COLUMN doubts     text[],
    ADD CHECK (doubts <@ ARRAY['SAME_IMAGE', 'SAME_VERSION', 'NO_DIGEST', 'NOT_DATED', 'OTHER_TOOL']),
    ADD CHECK (closed_at IS NOT NULL OR (shown_scan IS NULL AND doubts IS NULL)),
    DROP CONSTRAINT episode_close_reason_check,
    ADD CONSTRAINT episode_close_reason_check
        CHECK (close_reason IN ('NOT_IN_LATER_SCAN', 'PACKAGE_UPDATED', 'PACKAGE_REMOVED', 'SCANNER_CHANGED'));
COMMENT ON COLUMN findings.episode.shown_scan IS 'The last scan that showed it, which the closing scan is compared with.';
COMMENT ON COLUMN findings.episode.doubts IS 'Why its end is not proven; empty: it is. Null: not closed, or closed before this was looked at.';
CREATE INDEX episode_doubted ON findings.episode (finding_id) WHERE closed_at IS NOT NULL AND doubts IS DISTINCT FROM '{}';

CREATE FUNCTION findings.versions(joined text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN string_to_array(regexp_replace(joined, '(^|, )[0-9]+:', '\1', 'g'), ', ');
COMMENT ON FUNCTION findings.versions(text) IS 'Installed versions of a finding, as lists of packages write them: one by one, without the epoch.';

-- Figures that are kept say nothing of proof yet; they are counted again.
DELETE FROM findings.figure;
