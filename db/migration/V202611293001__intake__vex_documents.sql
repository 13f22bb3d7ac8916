-- A fourth door: what others state about vulnerabilities in their products.
ALTER TABLE intake.submission DROP CONSTRAINT submission_kind_check;
ALTER TABLE intake.submission ADD CONSTRAINT submission_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS', 'VEX'));
ALTER TABLE intake.replay DROP CONSTRAINT replay_kind_check;
ALTER TABLE intake.replay ADD CONSTRAINT replay_kind_check CHECK (kind IN ('SCAN', 'EVENTS', 'DEPLOYMENTS', 'VEX'));
INSERT INTO intake.cursor (kind, entry_index, position) VALUES ('VEX', -1, 0);
