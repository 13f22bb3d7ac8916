-- Loads of reference data are made in one way for every module (ADR 033): their table goes to the module that takes what is sent.
ALTER TABLE findings.known_exploited DROP CONSTRAINT known_exploited_entry_index_fkey;
ALTER TABLE findings.exploit_score DROP CONSTRAINT exploit_score_entry_index_fkey;
ALTER TABLE findings.reference_load SET SCHEMA intake;
