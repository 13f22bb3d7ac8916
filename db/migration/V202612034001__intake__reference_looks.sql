CREATE TABLE intake.reference_look (
    source    text        NOT NULL CHECK (source IN ('KEV', 'EPSS', 'ENDOFLIFE')),
    product   text        NOT NULL,
    looked_at timestamptz NOT NULL,
    PRIMARY KEY (source, product, looked_at)
);
COMMENT ON TABLE intake.reference_look IS 'When somebody posted, or Exhibit fetched, what a source says, whether that brought anything new or not: at most once an hour where it did not. Silence is told from it; what was looked at before it was kept, only reference_load tells.';
