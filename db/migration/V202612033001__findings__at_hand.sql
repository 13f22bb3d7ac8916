-- Counting and what is due of one owner look up the deadlines and episodes of many findings: with what they ask for at hand
-- in the index, the rows themselves need not be read. Each takes the place of one with the same key.

CREATE UNIQUE INDEX deadline_current_at_hand ON findings.deadline (finding_id, episode, profile)
    INCLUDE (due_at, ended_at) WHERE superseded_at IS NULL;
DROP INDEX findings.deadline_current;
ALTER INDEX findings.deadline_current_at_hand RENAME TO deadline_current;

CREATE INDEX episode_open_at_hand ON findings.episode (finding_id) INCLUDE (n, opened_at) WHERE closed_at IS NULL;
DROP INDEX findings.episode_open;
ALTER INDEX findings.episode_open_at_hand RENAME TO episode_open;
