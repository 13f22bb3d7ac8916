ALTER TABLE findings.exception
    ADD COLUMN control text,
    ADD COLUMN control_scope text,
    ADD CONSTRAINT exception_control_check
        CHECK ((control IS NULL) = (control_scope IS NULL) AND (control IS NULL OR kind = 'COMPENSATING_CONTROL'));
COMMENT ON COLUMN findings.exception.control IS 'The control that is judged here and on which a compensating control relies: framework and code, with a slash between. Null: on none that is judged here.';
COMMENT ON COLUMN findings.exception.control_scope IS 'In which scope it is judged.';

ALTER TABLE findings.exception_term
    ADD COLUMN failed_at timestamptz,
    ADD CONSTRAINT exception_term_failed_check CHECK (failed_at IS NULL OR approved_at IS NOT NULL);
COMMENT ON COLUMN findings.exception_term.failed_at IS 'When the ledger has it that the control that the exception relies on was judged not satisfied: it lapses then.';
