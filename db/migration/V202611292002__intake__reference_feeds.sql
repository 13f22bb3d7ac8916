CREATE TABLE intake.reference_feed (
    source        text        NOT NULL CHECK (source IN ('KEV', 'EPSS', 'ENDOFLIFE')),
    product       text        NOT NULL,
    url           text        NOT NULL,
    tried_at      timestamptz NOT NULL,
    claimed_until timestamptz,
    succeeded_at  timestamptz,
    outcome       text        CHECK (outcome IN ('LOADED', 'UNCHANGED', 'FAILED')),
    reason        text        NOT NULL DEFAULT '',
    etag          text,
    last_modified text,
    PRIMARY KEY (source, product)
);
COMMENT ON TABLE intake.reference_feed IS 'How it went when Exhibit last fetched a catalogue from the address that its operator set (ADR 038). What was loaded is in reference_load.';
COMMENT ON COLUMN intake.reference_feed.claimed_until IS 'A replica fetches it now; another may when this has passed.';
COMMENT ON COLUMN intake.reference_feed.etag IS 'What the server said of what was loaded last, told to it when it is asked again.';
