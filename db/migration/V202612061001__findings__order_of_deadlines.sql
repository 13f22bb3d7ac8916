-- How deadlines are spread in the order in which lists go along them. PostgreSQL takes no statistics from an index over part of a table: it
-- expected a handful of deadlines where there are hundreds of thousands, and sorted them all for one page.
CREATE STATISTICS findings.deadline_sorted ON (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')) FROM findings.deadline;
ANALYZE findings.deadline;
