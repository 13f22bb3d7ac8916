-- What nobody approves does not wait for ever: it lapses, and can be proposed again.
ALTER TABLE estate.narrowing ADD COLUMN lapses_at timestamptz;
UPDATE estate.narrowing SET lapses_at = proposed_at + interval '720 hours';
ALTER TABLE estate.narrowing
    ALTER COLUMN lapses_at SET NOT NULL,
    ADD CONSTRAINT narrowing_lapse CHECK (lapses_at > proposed_at);
COMMENT ON COLUMN estate.narrowing.lapses_at IS 'From then on nobody approves it any more: 30 days after it was proposed, or as its entry says. Nothing has to happen for that.';

-- One that has lapsed waits no more, so more than one may be undecided.
DROP INDEX estate.narrowing_waiting;
CREATE INDEX narrowing_waiting ON estate.narrowing (lapses_at) WHERE decided_at IS NULL;
