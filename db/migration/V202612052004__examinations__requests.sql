-- What examiners asked for, line by line, and what became of each (ADR 072).
CREATE TABLE examinations.request (
    list_entry bigint      NOT NULL,
    n          int         NOT NULL CHECK (n > 0),
    mandate    bigint      NOT NULL REFERENCES examinations.mandate,
    number     text        NOT NULL,
    wanted     text        NOT NULL,
    due_on     date,
    remark     text        NOT NULL,
    asked_at   timestamptz NOT NULL,
    PRIMARY KEY (list_entry, n),
    CHECK (mandate < list_entry)
);
COMMENT ON TABLE examinations.request IS 'A line of a letter of requests, by the ledger entry that took the letter in and its place in it. The letter is an original of the ledger.';
COMMENT ON COLUMN examinations.request.remark IS 'What could not be read of the line, as it stands there; empty: nothing.';
CREATE INDEX request_mandate ON examinations.request (mandate, list_entry, n);

CREATE TABLE examinations.request_step (
    entry_index bigint      PRIMARY KEY,
    list_entry  bigint      NOT NULL,
    n           int         NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('ANSWERED', 'ACCEPTED', 'FOLLOW_UP')),
    link        text        NOT NULL,
    words       text        NOT NULL,
    at          timestamptz NOT NULL,
    by          uuid        NOT NULL,
    FOREIGN KEY (list_entry, n) REFERENCES examinations.request,
    CHECK ((kind = 'ANSWERED') = (link <> ''))
);
COMMENT ON TABLE examinations.request_step IS 'What became of a request, by the ledger entry that says so: answered with a link within Exhibit, accepted, or followed up. The last one is its state; without any it was received.';
CREATE INDEX request_step_of ON examinations.request_step (list_entry, n, entry_index);
CREATE INDEX request_step_link ON examinations.request_step (link);
