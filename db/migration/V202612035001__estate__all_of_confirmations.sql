-- Each confirmation says all that was said of the system, so that the register can be told as of a day.
ALTER TABLE estate.scope_confirmation
    ADD COLUMN cde_reason       text,
    ADD COLUMN connected_reason text,
    ADD COLUMN impacting_reason text,
    ADD COLUMN legal_entity     text,
    ADD COLUMN supported_until  date,
    ADD COLUMN support_source   text;
COMMENT ON COLUMN estate.scope_confirmation.cde_reason IS 'Why it was in the cardholder data environment or not, as connected_reason and impacting_reason say of theirs; null: it was kept before this was, and nothing is told.';
COMMENT ON COLUMN estate.scope_confirmation.legal_entity IS 'Legal entity as of then, as supported_until and support_source are; null: it was kept before these were, and they are told as of now.';

-- Those before the last one are in the ledger; bin/rebuild makes them from it.
UPDATE estate.scope_confirmation AS c
   SET (cde_reason, connected_reason, impacting_reason, legal_entity, supported_until, support_source)
       = ROW (s.cde_reason, s.connected_reason, s.impacting_reason, s.legal_entity, s.supported_until, s.support_source)
  FROM estate.system s
 WHERE s.id = c.system_id AND c.confirmed_at = s.scope_confirmed_at;
