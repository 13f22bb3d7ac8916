-- Senders may number what they deliver, in headers; the numbers are part of what they said (context), and so of the ledger's item.
CREATE UNIQUE INDEX submission_sequence ON intake.submission
    (token_id, (context ->> 'stream'), ((context ->> 'streamEpoch')::bigint), ((context ->> 'streamSequence')::bigint))
    WHERE context ->> 'stream' IS NOT NULL;
CREATE INDEX submission_numbered ON intake.submission (entry_index, position) WHERE context ->> 'stream' IS NOT NULL;

CREATE VIEW intake.numbered AS
SELECT s.id AS submission_id, s.token_id, s.context ->> 'stream' AS stream, (s.context ->> 'streamEpoch')::bigint AS epoch,
       (s.context ->> 'streamSequence')::bigint AS sequence, s.kind, s.sha256, s.context_hash, s.entry_index, s.position, s.received_at
  FROM intake.submission s
 WHERE s.context ->> 'stream' IS NOT NULL;

CREATE TABLE intake.stream (
    token_id uuid        NOT NULL,
    stream   text        NOT NULL,
    epoch    bigint      NOT NULL CHECK (epoch >= 1),
    highest  bigint      NOT NULL CHECK (highest >= 1),
    arrived  bigint      NOT NULL CHECK (arrived BETWEEN 1 AND highest),
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (token_id, stream, epoch)
);
COMMENT ON TABLE intake.stream IS 'How far a sender has come with its numbers in each epoch, and how many of them arrived. Derived: made again from the submissions, in the order of the ledger.';

CREATE TABLE intake.gap (
    submission_id uuid        PRIMARY KEY REFERENCES intake.submission,
    token_id      uuid        NOT NULL,
    stream        text        NOT NULL,
    epoch         bigint      NOT NULL,
    first         bigint      NOT NULL CHECK (first >= 1),
    last          bigint      NOT NULL CHECK (last >= first),
    missing       bigint      NOT NULL CHECK (missing BETWEEN 0 AND last - first + 1),
    entry_index   bigint      NOT NULL,
    found_at      timestamptz NOT NULL,
    closed_by     uuid        REFERENCES intake.submission,
    closed_at     timestamptz CHECK (closed_at >= found_at),
    UNIQUE (token_id, stream, epoch, first),
    CHECK ((missing = 0) = (closed_by IS NOT NULL) AND (missing = 0) = (closed_at IS NOT NULL))
);
COMMENT ON TABLE intake.gap IS 'Numbers that had not come when a higher one did (submission_id, entry_index), first to last; missing of them have not come yet. The last to come closed it. Derived, like intake.stream.';
CREATE INDEX gap_found ON intake.gap (found_at, submission_id);
CREATE INDEX gap_open ON intake.gap (found_at, submission_id) WHERE closed_at IS NULL;

CREATE TABLE intake.gap_entry (
    submission_id uuid   PRIMARY KEY REFERENCES intake.submission,
    entry_index   bigint NOT NULL
);
COMMENT ON TABLE intake.gap_entry IS 'Which entry of the ledger says that a gap stayed open.';

CREATE TABLE intake.numbering_cursor (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    entry_index bigint  NOT NULL,
    position    int     NOT NULL
);
COMMENT ON TABLE intake.numbering_cursor IS 'How far numbers have been looked at, in ledger order; one row, moves in the transaction of its effects.';
INSERT INTO intake.numbering_cursor (entry_index, position) VALUES (-1, 0);
