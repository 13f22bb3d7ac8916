-- A patch is done when the last place that ran an image with the finding is left, not when a scan of the next image no longer lists it.
ALTER TABLE findings.episode
    ADD COLUMN still_runs boolean NOT NULL DEFAULT false,
    ADD COLUMN left_at timestamptz,
    ADD COLUMN gone_at timestamptz GENERATED ALWAYS AS
        (CASE WHEN closed_at IS NOT NULL AND NOT still_runs THEN greatest(closed_at, left_at) END) STORED,
    ADD CONSTRAINT episode_left_check CHECK ((NOT still_runs AND left_at IS NULL) OR closed_at IS NOT NULL),
    ADD CONSTRAINT episode_left_after_check CHECK (left_at IS NULL OR (left_at > closed_at AND NOT still_runs));
COMMENT ON COLUMN findings.episode.still_runs IS 'It is closed, and an image that had it runs still somewhere, as clusters or scans stated. Only of the latest episode of a finding.';
COMMENT ON COLUMN findings.episode.left_at IS 'When the last place that ran such an image was left, when that came after the closing, or when the finding came back before that; null: neither came after it, no place is known, or one runs still.';
COMMENT ON COLUMN findings.episode.gone_at IS 'Since when it is closed and no image that had it is known to run; null: not yet. Stored, so that the planner knows how it is spread.';
CREATE INDEX episode_still_runs ON findings.episode (finding_id, n) WHERE still_runs;
CREATE INDEX episode_left ON findings.episode (left_at) WHERE left_at IS NOT NULL;
COMMENT ON COLUMN findings.deadline.ended_at IS 'When the clock stopped: the episode was closed and no image that had the finding ran any more, as far as was stated. For the deadline that was current then; null while it runs.';
