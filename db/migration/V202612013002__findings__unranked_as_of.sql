-- What has no rank, or had none at an earlier time, is counted without going through all findings.
CREATE INDEX finding_unranked ON findings.finding (id) WHERE rank IS NULL;
CREATE INDEX earlier_rank_none ON findings.earlier_rank (superseded_at) WHERE rank IS NULL;
