-- A third door: what runs in a cluster.
ALTER TABLE intake.submission DROP CONSTRAINT submission_kind_check;
ALTER TABLE intake.submission ADD CONSTRAINT submission_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS'));
ALTER TABLE intake.replay DROP CONSTRAINT replay_kind_check;
ALTER TABLE intake.replay ADD CONSTRAINT replay_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS'));
INSERT INTO intake.cursor (kind, entry_index, position) VALUES ('DEPLOYMENTS', -1, 0);
