-- Since when the dates of findings are known, so that a day can be told as it was known on a later one.
ALTER TABLE findings.finding
    ADD COLUMN shown_seen     timestamptz,
    ADD COLUMN fix_shown_seen timestamptz;
COMMENT ON COLUMN findings.finding.shown_seen IS 'When the report was received that gave shown_at; null: the first report that shows it, or it was kept before this was.';
COMMENT ON COLUMN findings.finding.fix_shown_seen IS 'When the report was received that gave fix_shown_at; null: the one of fix_seen_at, or it was kept before this was.';

-- What was received long after it was there, by how long: of a day, each class is among what was received so many days after it.
CREATE INDEX finding_came_late ON findings.finding
    (findings.lateness(shown_at, first_detected_at), first_detected_at DESC, id DESC)
    WHERE findings.lateness(shown_at, first_detected_at) > 0;
