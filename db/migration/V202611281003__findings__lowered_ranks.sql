ALTER TABLE findings.exception DROP CONSTRAINT exception_kind_check,
    ADD CONSTRAINT exception_kind_check CHECK (kind IN ('RISK_ACCEPTANCE', 'COMPENSATING_CONTROL', 'FALSE_POSITIVE', 'NOT_AFFECTED',
                                                        'VENDOR_DEPENDENCY', 'MAINTENANCE_DELAY', 'LOWER_RANK'));
COMMENT ON COLUMN findings.exception_term.residual_rank IS 'How serious what is left is; of a LOWER_RANK: the rank that is given.';

CREATE TABLE findings.lowering (
    exception_id uuid   PRIMARY KEY REFERENCES findings.exception,
    term         int    NOT NULL,
    entry_index  bigint NOT NULL UNIQUE,
    FOREIGN KEY (exception_id, term) REFERENCES findings.exception_term
);
COMMENT ON TABLE findings.lowering IS 'The exceptions that lower ranks now, with the term that does, from one entry of the ledger to another.';
