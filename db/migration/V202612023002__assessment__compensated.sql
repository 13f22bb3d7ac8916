-- What an accepted compensating control stands in for is counted by itself, never as satisfied.
ALTER TABLE assessment.verdict
    ADD COLUMN compensated bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT verdict_result_check,
    ADD CONSTRAINT verdict_result_check CHECK (result IN
        ('SATISFIED', 'SATISFIED_COMPENSATED', 'NOT_SATISFIED', 'INSUFFICIENT_EVIDENCE', 'NOT_APPLICABLE', 'NOT_EVALUATED')),
    DROP CONSTRAINT verdict_check,
    ADD CONSTRAINT verdict_check CHECK (population = satisfied + compensated + violated + insufficient + not_applicable);
COMMENT ON COLUMN assessment.verdict.compensated IS 'Items that would be violated, and for which a compensating control stood in that an assessor had accepted.';
