-- A report tells of the time of its scan, whenever it comes: what was said of a place for a later time counts before it.
ALTER TABLE estate.deployment ADD COLUMN stated_at timestamptz;
COMMENT ON COLUMN estate.deployment.stated_at IS 'When the scan was made with which a sender stated it, as its report says, and never after its receipt. Null: a snapshot said so, or it was kept before this was; then it counts as its receipt.';
COMMENT ON COLUMN estate.deployment.seen_at IS 'When it was last seen: for which time the last snapshot with it was taken, as far as no complete one has been read since, or the newest scan was made whose sender stated it.';

CREATE INDEX deployment_stated ON estate.deployment (cluster, namespace, workload, environment, from_at) WHERE source = 'SCAN';
