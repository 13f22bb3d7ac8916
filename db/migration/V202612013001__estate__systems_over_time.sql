-- What a confirmation said of the system beside its tags: each one says all of it.
ALTER TABLE estate.scope_confirmation
    ADD COLUMN name           text,
    ADD COLUMN owner          text,
    ADD COLUMN owner_email    text,
    ADD COLUMN removal_reason text NOT NULL DEFAULT '';
COMMENT ON COLUMN estate.scope_confirmation.name IS 'Name of the system as of then, as owner and owner_email are; null: it was kept before these were, and they are told as of now.';
COMMENT ON COLUMN estate.scope_confirmation.removal_reason IS 'Why something that had held before does so no longer; empty: nothing was taken away, or nobody was asked yet.';

UPDATE estate.scope_confirmation AS c
   SET (name, owner, owner_email) = ROW (s.name, s.owner, s.owner_email)
  FROM estate.system s
 WHERE s.id = c.system_id AND c.confirmed_at = s.scope_confirmed_at;

CREATE TABLE estate.earlier_system (
    target_id     uuid        NOT NULL REFERENCES estate.target,
    superseded_at timestamptz NOT NULL,
    since         timestamptz NOT NULL,
    system_id     uuid,
    PRIMARY KEY (target_id, superseded_at)
);
COMMENT ON TABLE estate.earlier_system IS 'Which system a target belonged to until it belonged to another, or to none. Of a time, it is the row whose span holds it, else the target''s own.';
COMMENT ON COLUMN estate.earlier_system.since IS 'The beginning of the span: the row before ended then, or the target was first seen.';
COMMENT ON COLUMN estate.earlier_system.system_id IS 'Null: it belonged to none.';

CREATE FUNCTION estate.pub_target_at(at timestamptz) RETURNS TABLE (target_id uuid, system_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.id, CASE WHEN e.target_id IS NULL THEN t.system_id ELSE e.system_id END
      FROM estate.target t
      LEFT JOIN estate.earlier_system e ON e.target_id = t.id AND e.since <= at AND e.superseded_at > at
$$;
COMMENT ON FUNCTION estate.pub_target_at IS 'Targets with the system that each belonged to at a time.';

CREATE FUNCTION estate.pub_system_at(at timestamptz)
    RETURNS TABLE (id uuid, code text, name text, owner text, owner_email text) LANGUAGE sql STABLE AS $$
    SELECT s.id, s.code, coalesce(c.name, s.name), coalesce(c.owner, s.owner), coalesce(c.owner_email, s.owner_email)
      FROM estate.system s
      LEFT JOIN LATERAL (SELECT h.name, h.owner, h.owner_email
                           FROM estate.scope_confirmation h
                          WHERE h.system_id = s.id AND h.confirmed_at <= at
                          ORDER BY h.confirmed_at DESC
                          LIMIT 1) c ON true
$$;
COMMENT ON FUNCTION estate.pub_system_at IS 'Systems with the name and owner that each had at a time, as its last confirmation by then says; of what says nothing, those of now.';

-- By the systems that targets belonged to as known then.
CREATE OR REPLACE FUNCTION estate.pub_target_in(scope text, judged_at timestamptz, as_of timestamptz)
    RETURNS TABLE (target_id uuid) LANGUAGE sql STABLE AS $$
    SELECT t.target_id
      FROM estate.pub_target_at(as_of) t
     WHERE scope = 'all' OR t.system_id IN (SELECT i.system_id FROM estate.pub_system_in(scope, judged_at, as_of) i)
$$;
