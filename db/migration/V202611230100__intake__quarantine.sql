ALTER TABLE intake.interpretation ADD COLUMN read_index bigint;
UPDATE intake.interpretation AS i SET read_index = s.entry_index FROM intake.submission AS s WHERE s.id = i.submission_id;
ALTER TABLE intake.interpretation ALTER COLUMN read_index SET NOT NULL;
COMMENT ON COLUMN intake.interpretation.reader IS 'Name and version of the reader that read it, or could not.';
COMMENT ON COLUMN intake.interpretation.read_index IS 'The entry of the ledger in whose turn it was read: its own, or that of the latest replay.';
CREATE INDEX interpretation_turn ON intake.interpretation (read_index) WHERE state = 'QUARANTINED';

CREATE TABLE intake.replay (
    entry_index   bigint      NOT NULL,
    position      int         NOT NULL,
    submission_id uuid        NOT NULL REFERENCES intake.submission,
    kind          text        NOT NULL CHECK (kind IN ('SCAN', 'EVENTS')),
    requested_by  uuid        NOT NULL,
    requested_at  timestamptz NOT NULL,
    reason        text        NOT NULL,
    detail        text        NOT NULL,
    reader        text        NOT NULL,
    read_at       timestamptz NOT NULL,
    PRIMARY KEY (entry_index, position)
);
COMMENT ON TABLE intake.replay IS 'Somebody asked that a document in quarantine be read again. It is read in the turn of this entry of the ledger, and then no more in its own: a history made anew from the ledger is the one that was lived. Never changed.';
COMMENT ON COLUMN intake.replay.reason IS 'Why it could not be read before; with detail, reader and read_at what stood in intake.interpretation.';
CREATE INDEX replay_order ON intake.replay (kind, entry_index, position);
CREATE UNIQUE INDEX replay_submission ON intake.replay (submission_id, entry_index);

CREATE TABLE intake.dismissal (
    proposed_entry  bigint      PRIMARY KEY,
    submission_id   uuid        NOT NULL REFERENCES intake.submission,
    reason          text        NOT NULL,
    proposed_by     uuid        NOT NULL,
    proposed_at     timestamptz NOT NULL,
    confirmed_entry bigint,
    confirmed_by    uuid        CHECK (confirmed_by <> proposed_by),
    confirmed_at    timestamptz,
    withdrawn_entry bigint,
    withdrawn_by    uuid,
    withdrawn_at    timestamptz,
    CHECK (confirmed_at IS NULL OR withdrawn_at IS NULL),
    CHECK ((confirmed_entry IS NULL) = (confirmed_by IS NULL) AND (confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((withdrawn_entry IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
COMMENT ON TABLE intake.dismissal IS 'One person proposed that an unreadable document need not be read, another confirmed it. Its bytes are kept.';
CREATE UNIQUE INDEX dismissal_standing ON intake.dismissal (submission_id) WHERE withdrawn_at IS NULL;

CREATE TABLE intake.quarantine_entry (
    submission_id uuid   NOT NULL REFERENCES intake.submission,
    read_index    bigint NOT NULL,
    entry_index   bigint NOT NULL,
    PRIMARY KEY (submission_id, read_index)
);
COMMENT ON TABLE intake.quarantine_entry IS 'Which entry of the ledger says of which reading that it ended in quarantine.';

-- What was in quarantine at an instant, also when it could be read later; dismissed: two people had said by then that it need not be.
CREATE FUNCTION intake.pub_quarantined_at(instant timestamptz)
    RETURNS TABLE (submission_id uuid, received_at timestamptz, reason text, reader text, dismissed boolean)
    LANGUAGE sql STABLE
AS $$
    SELECT q.submission_id, s.received_at, q.reason, q.reader, d.submission_id IS NOT NULL
      FROM (SELECT i.submission_id, i.reason, i.reader
              FROM intake.interpretation i
             WHERE i.state = 'QUARANTINED' AND i.interpreted_at <= instant
            UNION ALL
            (SELECT DISTINCT ON (r.submission_id) r.submission_id, r.reason, r.reader
               FROM intake.replay r
               JOIN intake.interpretation i ON i.submission_id = r.submission_id AND i.interpreted_at > instant
              WHERE r.read_at <= instant
              ORDER BY r.submission_id, r.entry_index DESC)) AS q
      JOIN intake.submission s ON s.id = q.submission_id
      LEFT JOIN intake.dismissal d ON d.submission_id = q.submission_id AND d.confirmed_at <= instant
$$;
