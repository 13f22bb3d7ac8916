-- Whether a vulnerability was known here by a time is asked for each image of a vendor: one step instead of all that have it.
CREATE INDEX finding_vulnerability_known ON findings.finding (vulnerability, first_detected_at);
DROP INDEX findings.finding_vulnerability;
