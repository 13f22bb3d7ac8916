-- A fifth door: what makers sign about their images.
ALTER TABLE intake.submission DROP CONSTRAINT submission_kind_check;
ALTER TABLE intake.submission ADD CONSTRAINT submission_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS', 'VEX', 'ATTESTATIONS'));
ALTER TABLE intake.replay DROP CONSTRAINT replay_kind_check;
ALTER TABLE intake.replay ADD CONSTRAINT replay_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS', 'VEX', 'ATTESTATIONS'));
INSERT INTO intake.cursor (kind, entry_index, position) VALUES ('ATTESTATIONS', -1, 0);
