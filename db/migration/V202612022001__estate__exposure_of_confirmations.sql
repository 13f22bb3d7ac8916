-- Each confirmation says what the system could be reached from too, so that this can be told of a day.
ALTER TABLE estate.scope_confirmation ADD COLUMN exposure text;
COMMENT ON COLUMN estate.scope_confirmation.exposure IS 'What the system could be reached from, as of then; null: it was kept before this was, which is not stated.';

UPDATE estate.scope_confirmation AS c
   SET exposure = s.exposure
  FROM estate.system s
 WHERE s.id = c.system_id AND c.confirmed_at = s.scope_confirmed_at;
