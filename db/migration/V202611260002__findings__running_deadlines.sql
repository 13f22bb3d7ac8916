-- What is open is a small part of all that ever was: its deadlines have an index of their own, which takes the place of the one by due_at.
ALTER TABLE findings.deadline ADD COLUMN ended_at timestamptz;
COMMENT ON COLUMN findings.deadline.ended_at IS 'When the episode was closed, for the deadline that was current then; null while it is open. The same as findings.episode.closed_at.';

UPDATE findings.deadline AS d
   SET ended_at = e.closed_at
  FROM findings.episode AS e
 WHERE e.finding_id = d.finding_id AND e.n = d.episode AND e.closed_at IS NOT NULL AND d.superseded_at IS NULL;

CREATE INDEX deadline_running
    ON findings.deadline (profile, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), finding_id)
    INCLUDE (episode, due_at)
    WHERE superseded_at IS NULL AND ended_at IS NULL;
DROP INDEX findings.deadline_due;
