CREATE TABLE findings.exception_worksheet (
    exception_id  uuid NOT NULL,
    term          int  NOT NULL,
    constraints   text NOT NULL CHECK (constraints <> ''),
    definition    text NOT NULL CHECK (definition <> ''),
    objective     text NOT NULL CHECK (objective <> ''),
    objective_met text NOT NULL CHECK (objective_met <> ''),
    residual_risk text NOT NULL CHECK (residual_risk <> ''),
    validation    text NOT NULL CHECK (validation <> ''),
    maintenance   text NOT NULL CHECK (maintenance <> ''),
    PRIMARY KEY (exception_id, term),
    FOREIGN KEY (exception_id, term) REFERENCES findings.exception_term
);
COMMENT ON TABLE findings.exception_worksheet IS 'What the worksheet of a compensating control asks for, of one term of an exception. Terms that were asked for before it was asked for have none.';
COMMENT ON COLUMN findings.exception_worksheet.constraints IS 'What keeps the original control from being met.';
COMMENT ON COLUMN findings.exception_worksheet.objective IS 'What the original control is for; objective_met: what of that the compensating control does.';

CREATE TABLE findings.exception_acceptance (
    entry_index      bigint      PRIMARY KEY,
    exception_id     uuid        NOT NULL,
    term             int         NOT NULL,
    recorded_at      timestamptz NOT NULL,
    recorded_by      uuid        NOT NULL,
    recorded_role    text        NOT NULL,
    assessor         text        NOT NULL CHECK (assessor <> ''),
    company          text        NOT NULL CHECK (company <> ''),
    accepted_on      date        NOT NULL,
    file_name        text        NOT NULL,
    sha256           bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    size             bigint      NOT NULL CHECK (size > 0),
    taken_back_at    timestamptz,
    taken_back_entry bigint      UNIQUE,
    taken_back_by    uuid,
    taken_back_role  text,
    taken_back_why   text        CHECK (taken_back_why <> ''),
    FOREIGN KEY (exception_id, term) REFERENCES findings.exception_worksheet,
    CHECK (num_nulls(taken_back_at, taken_back_entry, taken_back_by, taken_back_role, taken_back_why) IN (0, 5))
);
COMMENT ON TABLE findings.exception_acceptance IS 'That an assessor accepted the compensating control of one term of an exception, by the ledger entry that recorded it. It counts from then on, never from the day that it bears, until it is taken back or the exception ends. The letter or worksheet is an original of the ledger.';
COMMENT ON COLUMN findings.exception_acceptance.accepted_on IS 'The day that the assessor''s letter bears. Nothing counts from it.';
CREATE UNIQUE INDEX exception_acceptance_once ON findings.exception_acceptance (exception_id, term) WHERE taken_back_at IS NULL;
CREATE INDEX exception_acceptance_of ON findings.exception_acceptance (exception_id, term, recorded_at);

-- What is late by PCI DSS now tells how much of it is compensated: figures that were kept before do not. They are counted again.
DELETE FROM findings.figure;
