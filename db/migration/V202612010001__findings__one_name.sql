-- An advisory's id stands for one CVE: the first that a report named for it.
DELETE FROM findings.alias AS a
 USING findings.alias AS b
 WHERE b.alias = a.alias AND (b.learnt_at, b.vulnerability COLLATE "C") < (a.learnt_at, a.vulnerability COLLATE "C");
ALTER TABLE findings.alias DROP CONSTRAINT alias_pkey, ADD PRIMARY KEY (alias);
CREATE INDEX alias_vulnerability ON findings.alias (vulnerability);
COMMENT ON TABLE findings.alias IS 'Advisories that stand for one CVE, the first that a report named: findings have the CVE, and are found by either.';

-- What turns out to be another finding under an advisory's name.
ALTER TABLE findings.finding ADD COLUMN same_as uuid;
COMMENT ON COLUMN findings.finding.same_as IS 'The finding that it turned out to be, which goes on for both; null: it is one of its own.';
COMMENT ON COLUMN findings.finding.fingerprint IS 'SHA-256 over vulnerability, package, class, package type and location: no version, no severity, no free text. Of what turned out to be another finding: over what it was and its id, so that no report finds it again.';
CREATE INDEX finding_same_as ON findings.finding (same_as) WHERE same_as IS NOT NULL;

ALTER TABLE findings.episode
    DROP CONSTRAINT episode_close_reason_check,
    ADD CONSTRAINT episode_close_reason_check CHECK (close_reason IN ('NOT_IN_LATER_SCAN', 'PACKAGE_UPDATED', 'PACKAGE_REMOVED',
                                                                      'SCANNER_CHANGED', 'TARGET_RETIRED', 'CAME_LATE', 'SAME_FINDING'));

-- An exception that people made for an advisory is about the CVE that it turns out to stand for.
CREATE TABLE findings.exception_other_name (
    vulnerability text NOT NULL,
    exception_id  uuid NOT NULL,
    PRIMARY KEY (vulnerability, exception_id)
);
COMMENT ON TABLE findings.exception_other_name IS 'CVEs for which an exception stands because it names an advisory that a report said to be that CVE.';
CREATE INDEX exception_other_name_of ON findings.exception_other_name (exception_id);
