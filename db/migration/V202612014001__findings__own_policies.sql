-- Until now versions came with Exhibit only. A bank's own are drafted by one person and approved by another; both are entries of the ledger.
ALTER TABLE findings.policy
    ADD COLUMN drafted_entry   bigint UNIQUE,
    ADD COLUMN drafted_by      uuid,
    ADD COLUMN made_from       int REFERENCES findings.policy,
    ADD COLUMN reason          text NOT NULL DEFAULT '',
    ADD COLUMN approved_entry  bigint UNIQUE,
    ADD COLUMN withdrawn_entry bigint UNIQUE,
    ADD COLUMN withdrawn_at    timestamptz,
    ADD COLUMN withdrawn_by    text,
    ADD COLUMN withdrawal      text NOT NULL DEFAULT '',
    ADD CONSTRAINT policy_own_check CHECK (
        (drafted_entry IS NULL) = (drafted_by IS NULL) AND (drafted_entry IS NULL) = (made_from IS NULL)
        AND (drafted_entry IS NULL OR version > 100 AND reason <> '')),
    ADD CONSTRAINT policy_withdrawn_check CHECK (
        (withdrawn_entry IS NULL) = (withdrawn_at IS NULL) AND (withdrawn_entry IS NULL) = (withdrawn_by IS NULL)
        AND (withdrawn_entry IS NULL OR approved_at IS NULL AND drafted_entry IS NOT NULL));

COMMENT ON TABLE findings.policy IS 'A version of the patch policy, of the risk-ranking method or of the limits of exceptions. Never edited: drafted, then approved or withdrawn. Versions to 100 come with Exhibit, each with a number of its own that its migration names; a bank''s own begin at 101.';
COMMENT ON COLUMN findings.policy.drafted_by IS 'Who made it and so cannot approve it; null: it came with Exhibit.';
COMMENT ON COLUMN findings.policy.approved_entry IS 'The entry that approved it: the version with the last of them is in force. Null on an approved one: approved when the highest number counted, before there was this column.';

CREATE TABLE findings.deadline_turn (
    entry_index bigint PRIMARY KEY,
    version     int    NOT NULL REFERENCES findings.policy,
    reached     uuid
);
COMMENT ON TABLE findings.deadline_turn IS 'How far the deadlines of what is open were decided anew by a version of the policy that allows other days, a part of them at a time.';
COMMENT ON COLUMN findings.deadline_turn.reached IS 'The last finding that was looked at; null: all were.';
