-- What one person did, newest first, however long the trail is (ADR 072).
CREATE INDEX activity_of ON ledger.activity (actor_id, at DESC, id DESC) WHERE actor_id IS NOT NULL;
