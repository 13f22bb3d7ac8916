-- What was open at an earlier time, most overdue first, is found by how long each deadline was overdue in the end. What was overdue for
-- between 2^n - 1 and 2^(n+1) - 1 days and was overdue then, was due less than 2^(n+1) days before: at least about every second row
-- that is read there was open at the time, however many came before it and have been closed since.
CREATE FUNCTION findings.lateness(due timestamptz, stopped timestamptz) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN stopped > due
            THEN least(12, floor(ln(1 + extract(epoch FROM stopped - due)::float8 / 86400) / ln(2::float8)))::int END;
COMMENT ON FUNCTION findings.lateness IS 'How long something was overdue when it stopped: n for between 2^n - 1 and 2^(n+1) - 1 days, at most 12; null where it was in time.';

CREATE INDEX deadline_was_late ON findings.deadline
    (profile, findings.lateness(due_at, least(superseded_at, ended_at)), coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), finding_id)
    INCLUDE (decided_at, superseded_at, ended_at, due_at, episode)
    WHERE least(superseded_at, ended_at) > due_at;

CREATE INDEX deadline_superseded ON findings.deadline
    (profile, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), finding_id)
    WHERE superseded_at IS NOT NULL;
