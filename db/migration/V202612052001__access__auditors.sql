-- An examiner sees what a mandate says (ADR 072). Whoever reads everything and decides nothing is an internal auditor from now on.
ALTER TABLE access.person DROP CONSTRAINT person_role_check;
ALTER TABLE access.person ADD CONSTRAINT person_role_check
    CHECK (role IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'SECURITY_ENGINEER', 'AUDITOR', 'EXAMINER'));
