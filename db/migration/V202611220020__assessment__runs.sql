CREATE TABLE assessment.run (
    id          uuid        PRIMARY KEY,
    as_of       timestamptz NOT NULL,
    period_from timestamptz NOT NULL,
    ledger_size bigint      NOT NULL,
    catalogue   text        NOT NULL,
    verdicts    int         NOT NULL,
    took_millis bigint      NOT NULL
);
COMMENT ON TABLE assessment.run IS 'When everything was last judged again. verdicts: how many rows that wrote, because something was new or the day was.';
CREATE INDEX run_newest ON assessment.run (as_of DESC);
COMMENT ON COLUMN assessment.verdict.check_id IS 'A check; * for what the checks of a control come to together, with the checks themselves as its population.';
CREATE INDEX verdict_of_a_control ON assessment.verdict (scope, evaluated_at DESC) WHERE check_id = '*';
