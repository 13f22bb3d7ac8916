CREATE TABLE findings.figure (
    name       text        NOT NULL,
    question   text        NOT NULL,
    counted_at timestamptz NOT NULL,
    took_millis bigint     NOT NULL,
    answer     jsonb       NOT NULL,
    PRIMARY KEY (name, question)
);
COMMENT ON TABLE findings.figure IS 'Counts over everything that took long, kept for the next who asks the same. Nothing else rests on them; they may be deleted at any time.';
CREATE INDEX figure_counted ON findings.figure (counted_at);
