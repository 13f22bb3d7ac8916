-- The timeline goes through one profile's deadlines in the order in which they run out, those without one last;
-- its figures read nothing but this index.
CREATE INDEX deadline_timeline
    ON findings.deadline (profile, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), finding_id)
    INCLUDE (episode, due_at)
    WHERE superseded_at IS NULL;
