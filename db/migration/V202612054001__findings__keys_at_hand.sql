-- What is counted over everything goes along findings, their episodes and deadlines by their keys: with what it asks for at hand in
-- them, the rows themselves, six times as wide, need not be read. Only what is short is here: an index takes no long text.

CREATE UNIQUE INDEX finding_key ON findings.finding (id) INCLUDE (target_id, rank, first_detected_at, shown_at);
ALTER TABLE findings.finding DROP CONSTRAINT finding_pkey;
ALTER TABLE findings.finding ADD CONSTRAINT finding_pkey PRIMARY KEY USING INDEX finding_key;

CREATE UNIQUE INDEX episode_key ON findings.episode (finding_id, n) INCLUDE (opened_at, closed_at, gone_at, close_reason, doubts);
ALTER TABLE findings.episode DROP CONSTRAINT episode_pkey;
ALTER TABLE findings.episode ADD CONSTRAINT episode_pkey PRIMARY KEY USING INDEX episode_key;

CREATE UNIQUE INDEX deadline_current_with_estimate ON findings.deadline (finding_id, episode, profile)
    INCLUDE (due_at, ended_at, estimated) WHERE superseded_at IS NULL;
DROP INDEX findings.deadline_current;
ALTER INDEX findings.deadline_current_with_estimate RENAME TO deadline_current;

-- A sample of ids that all differ says little of how often each stands here: PostgreSQL took millions of findings for a few hundred thousand.
ALTER TABLE findings.deadline ALTER COLUMN finding_id SET (n_distinct = -0.3);
