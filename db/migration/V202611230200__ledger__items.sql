ALTER TABLE ledger.entry ADD COLUMN items bytea;
COMMENT ON COLUMN ledger.entry.items IS 'What can be shown piece by piece, one a line: its salt, a space, its JSON. The leaf commits to it with "m", an RFC 6962 root over SHA-256(salt || JSON) of each. Null in leaves of version 1, whose detail has the items.';
