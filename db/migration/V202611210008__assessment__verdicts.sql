CREATE SCHEMA assessment;
COMMENT ON SCHEMA assessment IS 'What the checks found, over a period and as of a time.';

CREATE TABLE assessment.verdict (
    id              uuid        PRIMARY KEY,
    framework       text        NOT NULL,
    control         text        NOT NULL,
    check_id        text        NOT NULL,
    check_version   int         NOT NULL,
    catalogue       text        NOT NULL,
    scope           text        NOT NULL,
    period_from     timestamptz NOT NULL,
    period_to       timestamptz NOT NULL,
    as_of           timestamptz NOT NULL,
    ledger_size     bigint      NOT NULL,
    parameters      jsonb       NOT NULL,
    result          text        NOT NULL CHECK (result IN
        ('SATISFIED', 'NOT_SATISFIED', 'INSUFFICIENT_EVIDENCE', 'NOT_APPLICABLE', 'NOT_EVALUATED')),
    population      bigint      NOT NULL,
    satisfied       bigint      NOT NULL,
    violated        bigint      NOT NULL,
    insufficient    bigint      NOT NULL,
    not_applicable  bigint      NOT NULL,
    reason          text        NOT NULL,
    evaluated_at    timestamptz NOT NULL,
    CHECK (population = satisfied + violated + insufficient + not_applicable)
);
COMMENT ON TABLE assessment.verdict IS 'One check''s verdict for one control, with its inputs. Rows are never changed; the newest for a control and scope is the current one.';
COMMENT ON COLUMN assessment.verdict.scope IS 'all, system:<code>, or tag:<cardholder-data|critical-function|customer-data|third-party>.';
CREATE INDEX verdict_current ON assessment.verdict (framework, scope, control, check_id, evaluated_at DESC);
