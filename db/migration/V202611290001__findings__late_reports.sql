-- What a report that came in late says of the past.
ALTER TABLE findings.finding
    ADD COLUMN shown_at     timestamptz CHECK (shown_at < first_detected_at),
    ADD COLUMN fix_shown_at timestamptz CHECK (fix_shown_at < fix_seen_at);
COMMENT ON COLUMN findings.finding.first_detected_at IS 'When the first report that shows it was received: since then it is on record.';
COMMENT ON COLUMN findings.finding.shown_at IS 'When the earliest scan that shows it was made, by its own report; null: none says that it was made before first_detected_at.';
COMMENT ON COLUMN findings.finding.fix_shown_at IS 'When the earliest scan that shows a fixed version was made, by its own report; null: none says that it was made before fix_seen_at.';

ALTER TABLE findings.episode
    DROP CONSTRAINT episode_close_reason_check,
    ADD CONSTRAINT episode_close_reason_check CHECK (close_reason IN ('NOT_IN_LATER_SCAN', 'PACKAGE_UPDATED', 'PACKAGE_REMOVED',
                                                                      'SCANNER_CHANGED', 'TARGET_RETIRED', 'CAME_LATE'));
