-- What was ranked otherwise since a day is listed, the newest first. A new method supersedes the ranking of everything that is open, and
-- leaves most ranks as they were: only those that became another are gone along.
ALTER TABLE findings.earlier_rank
    ADD COLUMN became text CHECK (became IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'));
COMMENT ON COLUMN findings.earlier_rank.became IS 'The rank that took its place, NONE for none; null: the same, for another reason or by another method.';

UPDATE findings.earlier_rank AS e
   SET became = coalesce(n.rank, 'NONE')
  FROM (SELECT r.finding_id, r.superseded_at, r.rank AS was,
               CASE WHEN lead(r.superseded_at) OVER later IS NULL THEN f.rank ELSE lead(r.rank) OVER later END AS rank
          FROM findings.earlier_rank r
          JOIN findings.finding f ON f.id = r.finding_id
        WINDOW later AS (PARTITION BY r.finding_id ORDER BY r.superseded_at)) AS n
 WHERE e.finding_id = n.finding_id AND e.superseded_at = n.superseded_at AND n.rank IS DISTINCT FROM n.was;

CREATE FUNCTION findings.rank_turn(was text, became text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN became IS NULL THEN NULL
            WHEN array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'], became)
                 < array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'], coalesce(was, 'NONE')) THEN 'RAISED'
            ELSE 'LOWERED' END;
COMMENT ON FUNCTION findings.rank_turn IS 'Whether a rank was raised or lowered; what could not be ranked counts as below all. Null: it stayed.';

CREATE INDEX earlier_rank_turned ON findings.earlier_rank (findings.rank_turn(rank, became), superseded_at, finding_id)
 WHERE became IS NOT NULL;

-- The balance tells these as well: it is counted again when it is asked for.
DELETE FROM findings.figure WHERE name = 'changes';
