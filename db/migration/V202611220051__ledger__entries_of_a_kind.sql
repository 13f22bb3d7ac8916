-- The ledger's page lists the entries of one kind, newest first.
CREATE INDEX entry_kind ON ledger.entry (kind, index DESC);
